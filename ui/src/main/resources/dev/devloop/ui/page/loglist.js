// A window on the log: some hundred lines are elements, the rest is fetched by number as one gets
// near. Lines have numbers without gaps, so that nothing is lost or doubled over a lost connection.
import { API, getJson } from '/page/base.js';
import { row } from '/page/logrow.js';

const CHUNK = 200;
const MOST = 10;
/** How near to an edge the next chunk is fetched, in screens. */
const NEAR = 1.5;
const LINE = 20;
/** More at once than this is not drawn line by line: it is in the store. */
const FLOOD = 1200;

export class LogList {
  /** @param on what the owner wants to hear: changed(), selected(line) */
  constructor(host, on) {
    this.host = host;
    this.on = on;
    this.chunks = [];
    this.query = new URLSearchParams();
    this.marks = [];
    this.hueOf = () => '';
    this.follow = true;
    this.tail = false;
    this.waiting = [];
    this.fresh = 0;
    this.run = 0;
    this.busy = false;
    this.onScroll = () => this.scrolled();
    host.addEventListener('scroll', this.onScroll, { passive: true });
    host.addEventListener('click', (e) => this.clicked(e));
    this.onSeen = () => (document.hidden ? this.unlisten() : this.tail && this.listen());
    document.addEventListener('visibilitychange', this.onSeen);
  }

  close() {
    this.run++;
    this.unlisten();
    document.removeEventListener('visibilitychange', this.onSeen);
    this.host.removeEventListener('scroll', this.onScroll);
  }

  get first() { return this.chunks[0]?.lines[0]?.seq ?? 0; }

  get last() { return this.chunks.at(-1)?.lines.at(-1)?.seq ?? 0; }

  /** Shows the end of the log, or what is around a line. */
  async open(seq = 0) {
    const run = ++this.run;
    this.unlisten();
    this.busy = true;
    try {
      const [above, below] = seq
        ? await Promise.all([this.lines({ before: seq + 1, limit: CHUNK }), this.lines({ after: seq, limit: CHUNK })])
        : [await this.lines({ limit: 2 * CHUNK }), { lines: [], more: false }];
      if (run !== this.run) return;
      this.clear();
      this.add([...above.lines, ...below.lines]);
      this.top = !above.more;
      this.tail = !below.more;
      this.error = '';
      if (seq) {
        this.follow = false;
        this.centre(this.element(seq) ?? this.nearest(seq));
      } else {
        this.toEnd();
      }
      // what came while this was fetched comes with the stream
      this.seen = Math.max(this.last, seq ? 0 : above.last ?? 0);
      if (this.tail) this.listen();
    } catch (e) {
      if (run !== this.run) return;
      this.error = e.status ? e.message : '';
      if (!e.status) setTimeout(() => run === this.run && this.open(seq), 1000);
    } finally {
      if (run === this.run) this.busy = false;
      this.on.changed();
    }
  }

  lines(range) {
    const query = new URLSearchParams(this.query);
    Object.entries(range).forEach(([name, value]) => query.set(name, value));
    return getJson(`/log/lines?${query}`);
  }

  clear() {
    this.chunks = [];
    this.waiting = [];
    this.fresh = 0;
    this.host.replaceChildren();
  }

  chunk(lines) {
    const element = document.createElement('div');
    element.className = 'chunk';
    element.style.containIntrinsicSize = `auto ${lines.length * LINE}px`;
    element.append(...lines.map((line) => row(line, this.hueOf, this.marks)));
    return { element, lines };
  }

  add(lines) {
    for (let i = 0; i < lines.length; i += CHUNK) {
      const chunk = this.chunk(lines.slice(i, i + CHUNK));
      this.chunks.push(chunk);
      this.host.append(chunk.element);
    }
  }

  /** The newest lines join the last chunk until it is full. */
  append(lines) {
    let rest = lines;
    const last = this.chunks.at(-1);
    if (last && last.lines.length < CHUNK) {
      const fit = rest.slice(0, CHUNK - last.lines.length);
      last.lines.push(...fit);
      last.element.append(...fit.map((line) => row(line, this.hueOf, this.marks)));
      last.element.style.containIntrinsicSize = `auto ${last.lines.length * LINE}px`;
      rest = rest.slice(fit.length);
    }
    this.add(rest);
  }

  dropTop() {
    while (this.chunks.length > MOST) {
      const { element } = this.chunks.shift();
      const height = element.offsetHeight;
      element.remove();
      if (!this.follow) this.host.scrollTop -= height;
      this.top = false;
    }
  }

  dropBottom() {
    while (this.chunks.length > MOST) {
      this.chunks.pop().element.remove();
      this.tail = false;
      this.unlisten();
    }
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.host;
    const below = scrollHeight - scrollTop - clientHeight;
    if (this.mine) {
      this.mine = false;
    } else if (this.follow && below > 4 * LINE) {
      this.setFollow(false);
    } else if (!this.follow && this.tail && below < 2) {
      this.setFollow(true);
    }
    if (scrollTop < NEAR * clientHeight && !this.top) this.more(false);
    if (below < NEAR * clientHeight && !this.tail) this.more(true);
    this.on.moved();
  }

  async more(down) {
    if (this.busy || !this.chunks.length) return;
    const run = this.run;
    this.busy = true;
    try {
      const answer = await this.lines(down ? { after: this.last, limit: CHUNK } : { before: this.first, limit: CHUNK });
      if (run !== this.run) return;
      if (down) {
        this.add(answer.lines);
        this.dropTop();
        this.tail = !answer.more;
        if (this.tail) this.listen();
      } else if (answer.lines.length) {
        const chunk = this.chunk(answer.lines);
        const height = this.host.scrollHeight;
        this.chunks.unshift(chunk);
        this.host.prepend(chunk.element);
        this.host.scrollTop += this.host.scrollHeight - height;
        this.dropBottom();
      }
      if (!down) this.top = !answer.more;
    } catch {
      await new Promise((later) => setTimeout(later, 500));
    } finally {
      if (run === this.run) this.busy = false;
    }
    if (run === this.run) this.on.changed();
  }

  listen() {
    this.unlisten();
    if (document.hidden) return;
    const query = new URLSearchParams(this.query);
    query.set('after', Math.max(this.last, this.seen ?? 0));
    this.source = new EventSource(`${API}/log/stream?${query}`);
    this.source.addEventListener('lines', (event) => this.came(JSON.parse(event.data)));
    this.source.onerror = () => {
      this.unlisten();
      this.again = setTimeout(() => this.tail && this.listen(), 700);
    };
  }

  unlisten() {
    clearTimeout(this.again);
    this.source?.close();
    this.source = null;
  }

  came(lines) {
    const known = Math.max(this.last, this.seen ?? 0, this.waiting.at(-1)?.seq ?? 0);
    const fresh = lines.filter((line) => line.seq > known);
    if (!fresh.length) return;
    this.waiting.push(...fresh);
    this.fresh += fresh.length;
    if (!this.drawing) this.drawing = requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.drawing = 0;
    let lines = this.waiting;
    this.waiting = [];
    if (!lines.length) return;
    if (this.follow && lines.length > FLOOD) {
      this.clear();
      lines = lines.slice(-FLOOD / 2);
      this.top = false;
    }
    const full = this.chunks.length >= 2 * MOST;
    if (!this.follow && full) {
      // one reads further up: the rest is fetched when one comes down
      this.tail = false;
      this.unlisten();
    } else {
      this.append(lines);
      if (this.follow) {
        this.dropTop();
        this.toEnd();
      }
    }
    this.on.changed();
  }

  toEnd() {
    this.fresh = 0;
    this.mine = true;
    this.host.scrollTop = this.host.scrollHeight;
  }

  setFollow(on) {
    this.follow = on;
    if (on && this.tail) this.toEnd();
    else if (on) this.open();
    this.on.changed();
  }

  element(seq) {
    return this.host.querySelector(`[data-seq="${seq}"]`);
  }

  /** Scrolls to a line that is here, or opens the log around it. */
  show(seq) {
    const element = this.element(seq);
    if (!element) {
      this.open(seq);
      return;
    }
    this.follow = false;
    this.centre(element);
    this.on.changed();
  }

  /** A filter may hide the very line that is asked for. */
  nearest(seq) {
    const rows = [...this.host.querySelectorAll('.ln')];
    return rows.find((r) => Number(r.dataset.seq) >= seq) ?? rows.at(-1);
  }

  centre(element) {
    this.mine = true;
    element?.scrollIntoView({ block: 'center' });
    this.select(element);
  }

  select(element) {
    this.host.querySelector('.cur')?.classList.remove('cur');
    element?.classList.add('cur');
    this.on.selected(element?.line ?? null);
  }

  clicked(event) {
    if (getSelection().toString()) return;
    this.select(event.target.closest('.ln'));
  }

  /** The next line down or up. */
  step(by) {
    const rows = [...this.host.querySelectorAll('.ln')];
    const top = this.host.getBoundingClientRect().top;
    const current = this.host.querySelector('.cur');
    const at = current ? rows.indexOf(current) + by : rows.findIndex((r) => r.getBoundingClientRect().top >= top);
    const element = rows[Math.max(0, Math.min(rows.length - 1, at))];
    if (!element) return;
    this.select(element);
    element.scrollIntoView({ block: 'nearest' });
  }

  /** Numbers of the lines at the edges of what is seen. */
  range() {
    const box = this.host.getBoundingClientRect();
    const seq = (y) => Number(document.elementFromPoint(box.left + 40, y)?.closest('.ln')?.dataset.seq) || 0;
    return [seq(box.top + 3) || this.first, seq(box.bottom - 3) || this.last];
  }

  /** Draws what is here anew, with other marks; the chosen line stays chosen. */
  remark(marks) {
    this.marks = marks;
    const chosen = this.host.querySelector('.cur')?.dataset.seq;
    for (const chunk of this.chunks) {
      const fresh = this.chunk(chunk.lines);
      chunk.element.replaceWith(fresh.element);
      chunk.element = fresh.element;
    }
    if (chosen) this.element(chosen)?.classList.add('cur');
  }
}
