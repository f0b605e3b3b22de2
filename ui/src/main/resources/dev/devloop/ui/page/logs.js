// The log: which lines, what is searched, and what one does with a line. The filters are in the
// address, so that a link shows somebody else the same.
import { API, clock, getJson, html, hue, useEffect, useMemo, useRef, useState } from '/page/base.js';
import { copy, tell } from '/page/actions.js';
import { keys } from '/page/keys.js';
import { LogList } from '/page/loglist.js';
import { likeness, matcher, parse } from '/page/logrow.js';
import { Rail } from '/page/lograil.js';
import { Search } from '/page/search.js';

const KINDS = ['app', 'build', 'event', 'sync', 'probe', 'run', 'devloop'];
const LEVELS = [['', 'all levels'], ['debug', 'debug +'], ['info', 'info +'], ['warn', 'warnings +'], ['error', 'errors']];
const FILTERS = ['service', 'kind', 'level', 'grep', 'exclude'];
const COUNTS_EVERY = 3000;

/** The part of the address that says which lines. */
function filters(query) {
  const only = new URLSearchParams();
  FILTERS.forEach((name) => query.getAll(name).filter(Boolean).forEach((value) => only.append(name, value)));
  return only;
}

/** Puts a filter into the address; the page hears of it and loads. */
function set(query, change) {
  const next = filters(query);
  change(next);
  location.hash = `#/logs${next.size ? `?${next}` : ''}`;
}

function toggle(query, name, value) {
  set(query, (next) => {
    const all = next.getAll(name);
    next.delete(name);
    (all.includes(value) ? all.filter((v) => v !== value) : [...all, value]).forEach((v) => next.append(name, v));
  });
}

const Chips = ({ names, query, name, css }) => html`<span class="chips" role="group" aria-label=${name === 'service' ? 'Services' : 'Kinds'}>
  ${names.map((value, i) => html`<button class="chip ${css ? `c${i % 8}` : ''}" aria-pressed=${query.getAll(name).includes(value)}
    onClick=${() => toggle(query, name, value)}>${value}</button>`)}</span>`;

function Only({ query }) {
  const [text, setText] = useState('');
  const submit = (e) => {
    e.preventDefault();
    const value = text.trim();
    if (!value) return;
    const hide = value.startsWith('-') && value.length > 1;
    set(query, (next) => next.append(hide ? 'exclude' : 'grep', hide ? value.slice(1) : value));
    setText('');
  };
  return html`<form class="only" onSubmit=${submit}><input aria-label="Only lines with" placeholder="only lines with… (-text hides, /regex/)" value=${text}
    onInput=${(e) => setText(e.target.value)} class=${matcher(text.replace(/^-/, '')) || !text ? '' : 'bad'} /></form>`;
}

const Texts = ({ query }) => ['grep', 'exclude'].flatMap((name) => query.getAll(name).map((value) => html`<button key=${name + value} class="chip text ${name}"
  title="remove this filter" aria-label=${`${name === 'grep' ? 'Only' : 'Without'} ${value}: remove`} onClick=${() => toggle(query, name, value)}>
  <b>${name === 'grep' ? 'only' : 'hidden'}</b> ${value.length > 40 ? `${value.slice(0, 39)}…` : value} ×</button>`));

function useCounts() {
  const [counts, setCounts] = useState({ first: 1, last: 1, lines: 0, errors: [] });
  useEffect(() => {
    const ask = () => !document.hidden && getJson('/log/counts').then(setCounts, () => {});
    ask();
    const timer = setInterval(ask, COUNTS_EVERY);
    return () => clearInterval(timer);
  }, []);
  return counts;
}

function Line({ line, hide }) {
  if (!line) return html`<p class="line dim">Choose a line (j, k or a click) to copy it, link to it, or hide its like.</p>`;
  const link = () => {
    const url = new URL(location.href);
    url.hash = `#/logs?line=${line.seq}`;
    return url.href;
  };
  return html`<p class="line"><span class="num">${clock(line.at)}</span><b>${line.service}</b>
    <span class="dim grow" title=${line.pod}>${[line.pod, line.container !== line.service && line.container, line.level].filter(Boolean).join(' · ')}</span>
    <button class="small" onClick=${() => copy(parse(line.text).text, 'line')}>Copy</button>
    <button class="small" onClick=${() => copy(link(), 'link')}>Copy link</button>
    <button class="small" onClick=${hide}>Hide lines like this</button></p>`;
}

export function LogView({ state, query }) {
  const host = useRef(null);
  const list = useRef(null);
  const [, again] = useState(0);
  const [line, setLine] = useState(null);
  const [range, setRange] = useState([0, 0]);
  const [wrap, setWrap] = useState(localStorage.wrap === '1');
  const [find, setFind] = useState({ q: '', hits: [], done: true });
  const counts = useCounts();
  const names = state.services.map((s) => s.name);
  const only = filters(query).toString();
  const marks = useMemo(() => [find.q, ...query.getAll('grep')].map(matcher).filter(Boolean), [find.q, only]);

  useEffect(() => {
    let moving = 0;
    list.current = new LogList(host.current, {
      changed: () => again((n) => n + 1),
      selected: (l) => {
        setLine(l);
        if (l) history.replaceState(null, '', `#/logs?${new URLSearchParams([...filters(new URLSearchParams(location.hash.split('?')[1] ?? '')), ['line', l.seq]])}`);
      },
      moved: () => {
        moving ||= setTimeout(() => {
          moving = 0;
          if (list.current) setRange(list.current.range());
        }, 120);
      },
    });
    return () => {
      list.current.close();
      list.current = null;
    };
  }, []);
  useEffect(() => {
    const l = list.current;
    l.query = filters(query);
    l.marks = marks;
    l.hueOf = (name) => hue(names, name);
    // who reads further up stays there when the filters change
    const seq = Number(query.get('line')) || (l.follow ? 0 : line?.seq ?? 0);
    l.follow = !seq;
    setLine(null);
    l.open(seq);
  }, [only, query.get('line')]);
  useEffect(() => list.current?.remark(marks), [marks]);
  useEffect(() => setRange(list.current.range()), [list.current?.last]);

  const l = list.current;
  const jump = (seq) => l.open(Math.max(1, seq));
  /** Among the lines that are shown; who follows is at the end, whatever was chosen before. */
  const error = async (later) => {
    const only = filters(query);
    only.set('level', 'error');
    only.set('limit', 1);
    if (later) only.set('after', l.follow ? counts.last : line?.seq ?? 0);
    else if (!l.follow && line) only.set('before', line.seq);
    const { lines } = await getJson(`/log/lines?${only}`).catch(() => ({ lines: [] }));
    if (lines.length) l.show(lines[0].seq);
    else tell(later ? 'no later error' : 'no earlier error');
  };
  const hide = () => line && toggle(query, 'exclude', likeness(line.text));
  const follow = () => l.setFollow(!l.follow);
  const flip = () => {
    localStorage.wrap = wrap ? '0' : '1';
    setWrap(!wrap);
  };
  keys.logs = {
    ...keys.logs, j: () => l.step(1), k: () => l.step(-1), f: follow, w: flip, x: hide, e: () => error(false), E: () => error(true),
    r: () => set(query, (next) => FILTERS.forEach((name) => next.delete(name))), G: () => l.setFollow(true), Escape: () => l.select(null),
  };
  return html`<main class="logs">
    <h1 class="hidden">Logs</h1>
    <div class="tools">
      <div class="row scroll"><${Chips} names=${names} query=${query} name="service" css />
        <span class="sep"></span><${Chips} names=${KINDS} query=${query} name="kind" /></div>
      <div class="row">
        <${Search} query=${filters(query)} list=${list} line=${line} find=${find} setFind=${setFind} focus=${query.get('focus') === 'find'} />
        <${Only} query=${query} />
        <select aria-label="Level" value=${query.get('level') ?? ''} onChange=${(e) => set(query, (n) => (e.target.value ? n.set('level', e.target.value) : n.delete('level')))}>
          ${LEVELS.map(([value, title]) => html`<option value=${value} selected=${(query.get('level') ?? '') === value}>${title}</option>`)}</select>
        <span class="both"><button onClick=${() => error(false)} title="previous error (e)" disabled=${!counts.errors.length}>‹ error</button>
          <button onClick=${() => error(true)} title="next error (E)" aria-label="next error" disabled=${!counts.errors.length}>›</button></span>
        <button aria-pressed=${wrap} onClick=${flip} title="wrap lines (w)">Wrap</button>
        <a class="button" href=${`${API}/log/download?${filters(query)}`} download=${`${state.project}.log`}>Download</a>
        <button class="main follow" aria-pressed=${l?.follow ?? true} onClick=${follow} title="follow or pause (f)">${l?.follow ?? true ? 'Following' : `Paused${l.fresh ? ` · ${l.fresh} new` : ''}`}</button>
      </div>
      <div class="row texts"><${Texts} query=${query} />${l?.error && html`<span class="bad" role="alert">${l.error}</span>`}</div>
    </div>
    <div class="view">
      <div ref=${host} class="log ${wrap ? 'wrap' : ''}" tabindex="0" role="log" aria-live="off" aria-label="Log lines"></div>
      ${l && !l.chunks.length && !l.busy && html`<p class="empty dim">No line is like that.</p>`}
      <${Rail} counts=${counts} range=${range} hits=${find.hits} jump=${jump} />
    </div>
    <${Line} line=${line} hide=${hide} />
  </main>`;
}
