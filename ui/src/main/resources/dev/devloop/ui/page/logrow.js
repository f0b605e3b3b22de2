// A log line as an element. Text goes in as text: markup in a line is shown, never obeyed.
import { clock } from '/page/base.js';

// colours and other sequences that a terminal does not show
const ESCAPE = /\x1b(?:\[([0-9;:?]*)[ -/]*([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)?|.)/g;
const BASIC = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

/** The text without sequences, and from which place on it looks how. */
export function parse(raw) {
  if (!raw.includes('\x1b')) return { text: raw, runs: [] };
  let text = '';
  let from = 0;
  let look = { classes: [], colour: '' };
  const runs = [];
  for (const match of raw.matchAll(ESCAPE)) {
    text += raw.slice(from, match.index);
    from = match.index + match[0].length;
    if (match[2] === 'm') {
      look = sgr(look, match[1].split(/[;:]/).map(Number));
      runs.push({ at: text.length, ...look });
    }
  }
  return { text: text + raw.slice(from), runs };
}

const without = (classes, ...names) => classes.filter((c) => !names.some((n) => c === n || c.startsWith(`${n}-`)));

function sgr(before, codes) {
  let { classes, colour } = before;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    if (code === 0) {
      classes = [];
      colour = '';
    } else if (code === 1 || code === 2 || code === 3 || code === 4) {
      classes = [...classes, ['a-bold', 'a-faint', 'a-italic', 'a-line'][code - 1]];
    } else if (code === 22) {
      classes = without(classes, 'a-bold', 'a-faint');
    } else if (code === 23 || code === 24) {
      classes = without(classes, code === 23 ? 'a-italic' : 'a-line');
    } else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) {
      classes = [...without(classes, 'a-fg'), `a-fg-${BASIC[code % 10]}`];
      colour = '';
    } else if (code === 39) {
      classes = without(classes, 'a-fg');
      colour = '';
    } else if (code === 38) {
      classes = without(classes, 'a-fg');
      colour = codes[i + 1] === 5 ? indexed(codes[i + 2]) : `rgb(${codes.slice(i + 2, i + 5).map((n) => n & 255).join(' ')})`;
      i += codes[i + 1] === 5 ? 2 : 4;
    } else if (code === 48) {
      i += codes[i + 1] === 5 ? 2 : 4;
    }
  }
  return { classes, colour };
}

/** The colours 16 to 255 of a terminal, which are the same everywhere; the first 16 are the page's. */
function indexed(n) {
  if (n < 16) return `var(--a-${BASIC[n % 8]})`;
  if (n >= 232) return `rgb(${`${8 + (n - 232) * 10} `.repeat(3).trim()})`;
  const level = (v) => (v ? 55 + v * 40 : 0);
  return `rgb(${level(Math.floor((n - 16) / 36))} ${level(Math.floor((n - 16) / 6) % 6)} ${level((n - 16) % 6)})`;
}

/** What a person typed as a matcher: literal in any case, or a pattern between slashes, which is as
 *  exact as it says (`(?i)` in front: any case); null when it is none. The daemon reads it the same. */
export function matcher(text) {
  if (!text) return null;
  try {
    if (text.length > 2 && text.startsWith('/') && text.endsWith('/')) {
      const any = text.startsWith('(?i)', 1);
      return new RegExp(text.slice(any ? 5 : 1, -1), any ? 'gi' : 'g');
    }
    return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi');
  } catch {
    return null;
  }
}

function ranges(text, marks) {
  const all = [];
  for (const mark of marks) {
    for (const match of text.matchAll(mark)) {
      if (match[0]) all.push([match.index, match.index + match[0].length]);
      if (all.length > 50) return all;
    }
  }
  return all;
}

/** More than this of a line is not drawn; copying takes all of it. */
const LONGEST = 8000;

function fill(place, all, marks) {
  const raw = all.length > LONGEST ? `${all.slice(0, LONGEST)}\x1b[0m … ${all.length - LONGEST} characters more` : all;
  const { text, runs } = parse(raw);
  const found = marks.length ? ranges(text, marks) : [];
  if (!runs.length && !found.length) {
    place.textContent = text;
    return;
  }
  const cuts = [...new Set([0, text.length, ...runs.map((r) => r.at), ...found.flat()])].sort((a, b) => a - b);
  for (let i = 0; i + 1 < cuts.length; i++) {
    const from = cuts[i];
    const look = runs.findLast((r) => r.at <= from);
    const marked = found.some(([a, b]) => a <= from && from < b);
    const piece = document.createElement(marked ? 'mark' : 'span');
    piece.textContent = text.slice(from, cuts[i + 1]);
    if (look) {
      piece.className = look.classes.join(' ');
      if (look.colour) piece.style.color = look.colour;
    }
    place.append(piece);
  }
}

const el = (name, css, text) => {
  const e = document.createElement(name);
  e.className = css;
  e.textContent = text;
  return e;
};

/** @param hueOf a class for the colour of a service's name */
export function row(line, hueOf, marks) {
  const e = document.createElement('div');
  e.className = `ln k-${line.kind} v-${line.level || 'none'}`;
  e.dataset.seq = line.seq;
  e.line = line;
  e.append(el('span', 'at', clock(line.at)), el('span', `svc ${hueOf(line.service)}`, line.service || '·'));
  if (line.kind !== 'app') e.append(el('span', 'kd', line.kind));
  const text = el('span', 'tx', '');
  fill(text, line.text, marks);
  e.append(text);
  return e;
}

/** What a line has in common with its like: numbers, times and identifiers may differ. */
export function likeness(raw) {
  const { text } = parse(raw);
  const pattern = text.trim().slice(0, 160)
    .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    .replace(/\b[0-9a-f]{8}-[0-9a-f-]{27}\b|\b0x[0-9a-f]+\b|\b[0-9a-f]*\d[0-9a-f]*\b|\d+/gi, '\u0000')
    .replace(/\u0000(?:(?:\\?[.:,T-])\u0000)*/g, '[0-9a-fx.:,T-]+');
  return `/^\\s*${pattern}/`;
}
