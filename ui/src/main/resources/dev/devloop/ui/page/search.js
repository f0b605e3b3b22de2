// Search in all of the log, newest first: matches stream in while the older part is still searched.
import { API, html, useEffect, useRef, useState } from '/page/base.js';
import { keys } from '/page/keys.js';
import { matcher } from '/page/logrow.js';

const PAGE = 200;
const TYPING = 150;

/** Hands over the numbers of matching lines as they are found. */
async function search(query, q, from, signal, found) {
  const all = new URLSearchParams(query);
  all.set('q', q);
  all.set('limit', PAGE);
  if (from) all.set('from', from);
  const response = await fetch(`${API}/log/search?${all}`, { signal });
  if (!response.ok) throw new Error(await response.text());
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    const lines = (rest + (value ?? '')).split('\n');
    rest = done ? '' : lines.pop();
    const seqs = lines.filter(Boolean).map((line) => JSON.parse(line).seq).filter(Boolean);
    if (seqs.length) found(seqs);
    if (done) return;
  }
}

export function Search({ query, list, line, find, setFind, focus }) {
  const input = useRef(null);
  const work = useRef(null);
  const [text, setText] = useState(find.q);
  const [error, setError] = useState('');

  const look = async (q, older = null) => {
    work.current?.abort();
    work.current = new AbortController();
    const { signal } = work.current;
    let hits = older ?? [];
    setError('');
    setFind({ q, hits, done: !q });
    if (!q) return;
    try {
      const count = hits.length;
      await search(query, q, older?.at(-1) ?? 0, signal, (seqs) => {
        hits = [...hits, ...seqs];
        setFind({ q, hits, done: false });
        if (!older && hits.length === seqs.length) list.current.show(hits[0]);
      });
      setFind({ q, hits, done: true, all: hits.length - count < PAGE });
    } catch (e) {
      if (!signal.aborted) setError(e.message);
    }
  };
  useEffect(() => {
    if (text === find.q) return undefined;
    const timer = setTimeout(() => look(matcher(text) ? text : ''), TYPING);
    return () => clearTimeout(timer);
  }, [text]);
  // other filters, other matches
  useEffect(() => {
    if (find.q) look(find.q);
  }, [query.toString()]);
  useEffect(() => focus && input.current.focus(), [focus]);

  /** Matches are newest first: the next one is older. */
  const go = (older) => {
    if (!find.hits.length) return;
    const at = line?.seq ?? Infinity;
    const seq = older ? find.hits.find((h) => h < at) : find.hits.findLast((h) => h > at);
    if (seq) list.current.show(seq);
    else if (older && !find.all) look(find.q, find.hits);
  };
  keys.logs = { ...keys.logs, '/': () => input.current.focus(), n: () => go(true), N: () => go(false) };
  const typed = (e) => {
    if (e.key === 'Enter') {
      e.preventDefault();
      go(!e.shiftKey);
    } else if (e.key === 'Escape') {
      setText('');
      e.target.blur();
    }
  };
  const at = find.hits.indexOf(line?.seq) + 1;
  const count = !find.q ? '' : `${at ? `${at} of ` : ''}${find.hits.length}${find.all || !find.done ? '' : '+'}${find.done ? '' : '…'}`;
  return html`<span class="search" role="search"><input ref=${input} type="search" aria-label="Search" placeholder="search… ( / )" value=${text}
      class=${text && !matcher(text) ? 'bad' : ''} onInput=${(e) => setText(e.target.value)} onKeyDown=${typed} />
    <span class="count num" role="status">${error ? 'not a pattern' : count}</span>
    <button aria-label="older match" title="older match (n)" onClick=${() => go(true)} disabled=${!find.hits.length}>↑</button>
    <button aria-label="newer match" title="newer match (N)" onClick=${() => go(false)} disabled=${!find.hits.length}>↓</button></span>`;
}
