// The window on the log, over a log that is made up: its scrolling and its numbers.
import { LogList } from '/page/loglist.js';
import { equal, test, until } from '/tests/tests.js';

const LAST = 10_000;
const line = (seq) => ({ seq, at: seq, service: 'web', kind: 'app', level: '', text: `line ${seq}` });
const range = (from, to) => Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => line(from + i));

class Source extends EventTarget {
  static all = [];

  constructor(url) {
    super();
    this.after = Number(new URL(url, location.href).searchParams.get('after'));
    Source.all.push(this);
  }

  close() { this.closed = true; }

  say(lines) { this.dispatchEvent(Object.assign(new Event('lines'), { data: JSON.stringify(lines) })); }
}

async function answer(path) {
  const query = new URL(path, location.href).searchParams;
  const limit = Number(query.get('limit'));
  const after = query.has('after') ? Number(query.get('after')) : null;
  const before = query.has('before') ? Number(query.get('before')) : LAST + 1;
  const lines = after === null ? range(Math.max(1, before - limit), before - 1) : range(after + 1, Math.min(LAST, after + limit));
  const more = after === null ? lines[0]?.seq > 1 : lines.at(-1)?.seq < LAST;
  return new Response(JSON.stringify({ lines, first: 1, last: LAST, more: !!more }));
}

/** A list of 20 lines of height over the log. */
async function withList(run, seq = 0) {
  const real = [window.fetch, window.EventSource];
  window.fetch = answer;
  window.EventSource = Source;
  Source.all = [];
  const style = new CSSStyleSheet();
  style.replaceSync('.host { height: 400px; width: 600px; overflow: auto; overflow-anchor: none; } .host .ln { height: 20px; }');
  document.adoptedStyleSheets = [style];
  const host = document.body.appendChild(Object.assign(document.createElement('div'), { className: 'host' }));
  const list = new LogList(host, { changed() {}, selected() {}, moved() {} });
  const seqs = () => [...host.querySelectorAll('.ln')].map((e) => Number(e.dataset.seq));
  try {
    await list.open(seq);
    await run({ list, host, seqs, source: () => Source.all.findLast((s) => !s.closed) });
    const all = seqs();
    equal(all.findIndex((s, i) => i > 0 && s !== all[i - 1] + 1), -1);
  } finally {
    list.close();
    host.remove();
    [window.fetch, window.EventSource] = real;
  }
}

const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

test('a log is shown from its end, and followed', () => withList(async ({ list, host, seqs, source }) => {
  equal([seqs().at(-1), list.follow, list.tail], [LAST, true, true]);
  equal(host.scrollTop + host.clientHeight, host.scrollHeight);
  equal(source().after, LAST);
  source().say(range(LAST + 1, LAST + 3));
  await until(() => seqs().at(-1) === LAST + 3);
  equal(host.scrollTop + host.clientHeight, host.scrollHeight);
}));

test('lines that are told twice are shown once', () => withList(async ({ seqs, source }) => {
  source().say(range(LAST - 5, LAST + 2));
  source().say(range(LAST + 1, LAST + 4));
  await until(() => seqs().at(-1) === LAST + 4);
}));

test('who scrolls up is left in peace, and comes back to the end', () => withList(async ({ list, host, seqs, source }) => {
  await drawn();
  host.scrollTop -= 1000;
  await until(() => !list.follow);
  const { scrollTop } = host;
  source().say(range(LAST + 1, LAST + 50));
  await until(() => seqs().at(-1) === LAST + 50);
  equal([host.scrollTop, list.fresh], [scrollTop, 50]);
  list.setFollow(true);
  equal([host.scrollTop + host.clientHeight, list.fresh], [host.scrollHeight, 0]);
}));

test('older lines come as one gets near, where one reads nothing moves, and what is far goes', () => withList(async ({ list, host, seqs }) => {
  await drawn();
  for (let i = 0; i < 15; i++) {
    const first = seqs()[0];
    host.scrollTop = 100;
    await until(() => seqs()[0] < first && !list.busy);
    const top = [...host.querySelectorAll('.ln')].find((e) => e.getBoundingClientRect().bottom > host.getBoundingClientRect().top);
    equal(Number(top.dataset.seq) <= first + 5 && Number(top.dataset.seq) >= first, true);
  }
  equal([seqs().length <= 2000, list.tail], [true, false]);
  host.scrollTop = host.scrollHeight;
  await until(() => list.last > seqs()[0] + 1900 && !list.busy);
}));

test('a line that is asked for is in the middle, with what is around it', () => withList(async ({ host, seqs, list }) => {
  const current = host.querySelector('.cur');
  equal(Number(current.dataset.seq), 5000);
  equal([seqs().includes(4900), seqs().includes(5100), list.follow, list.tail], [true, true, false, false]);
  const box = host.getBoundingClientRect();
  equal(Math.abs(current.getBoundingClientRect().top - box.top - box.height / 2) < 40, true);
}, 5000));

test('of a flood the newest lines are drawn', () => withList(async ({ seqs, source }) => {
  source().say(range(LAST + 1, LAST + 5000));
  await until(() => seqs().at(-1) === LAST + 5000);
  equal(seqs().length <= 1000, true);
}));

test('a chosen line stays chosen when other texts are marked', () => withList(async ({ list, host }) => {
  list.show(LAST - 7);
  list.remark([/line/g]);
  equal(host.querySelector('.ln.cur')?.dataset.seq, String(LAST - 7));
}));
