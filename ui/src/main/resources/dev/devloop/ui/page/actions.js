// What a person does to a service, and how it went: notes at the edge that move nothing.
import { API, html, span, useEffect, useRef, useState } from '/page/base.js';
import { live } from '/page/live.js';

const WORDS = {
  restart: ['Restart', 'restarting', 'restarted'],
  rebuild: ['Rebuild', 'rebuilding', 'rebuilt'],
  sync: ['Sync now', 'syncing', 'synced'],
  pause: ['Pause syncing', 'pausing the sync of', 'sync paused'],
  resume: ['Resume syncing', 'resuming the sync of', 'sync resumed'],
  verify: ['Verify', 'comparing the containers of', 'compared'],
  enable: ['Enable', 'enabling', 'enabled'],
  disable: ['Disable', 'disabling', 'disabled'],
};

let notes = [];
let next = 1;
let redraw = () => {};
let question = null;

function put(note) {
  notes = [...notes.filter((n) => n.id !== note.id), note].slice(-5);
  redraw();
}

const drop = (id) => {
  notes = notes.filter((n) => n.id !== id);
  redraw();
};

/** A short note that goes by itself. */
export function tell(text, look = 'good') {
  const id = next++;
  put({ id, title: text, look, lines: [] });
  setTimeout(() => drop(id), 3000);
}

/** Copies a text and says so: `line` as `line copied`. */
export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    tell(`${what} copied`);
  } catch {
    tell(`${what} not copied: the browser does not allow it`, 'bad');
  }
}

/** All that need a service, themselves or through others. */
export function dependents(services, name) {
  const found = new Set();
  const visit = (wanted) => services.forEach((s) => {
    if (s.enabled && s.dependsOn.includes(wanted) && !found.has(s.name)) {
      found.add(s.name);
      visit(s.name);
    }
  });
  visit(name);
  return [...found];
}

function warning(service, action) {
  if (action !== 'disable') return null;
  const others = dependents(live.state.services, service);
  return `Its pods are removed${others.length ? `, and so are those of ${others.join(', ')}, which need it` : ''}. Volumes stay.`;
}

/** Asks when it has to, does it, and shows how it ended. */
export async function act(service, action) {
  const text = warning(service, action);
  if (text && !(await ask(`${WORDS[action][0]} ${service}?`, text, WORDS[action][0]))) return;
  const id = next++;
  const [, doing, done] = WORDS[action];
  const began = Date.now();
  put({ id, title: `${doing} ${service}`, look: 'busy', lines: [] });
  const { good, lines } = await run(`/services/${encodeURIComponent(service)}/${action}`);
  put({
    id, look: good ? 'good' : 'bad', lines: good && action !== 'verify' ? [] : lines,
    title: good ? `${service}: ${done} (${span(Date.now() - began)})` : `${service}: ${WORDS[action][0].toLowerCase()} failed`,
  });
  if (good) setTimeout(() => drop(id), action === 'verify' ? 20_000 : 5000);
}

/** The daemon answers with lines; the first character says what the rest is, `=` is the exit code. */
async function run(path) {
  try {
    const response = await fetch(API + path, { method: 'POST' });
    const text = await response.text();
    if (!response.ok) return { good: false, lines: text.split('\n') };
    const all = text.split('\n');
    const said = all.filter((l) => l[0] === '!').map((l) => l.slice(1));
    const exit = all.find((l) => l[0] === '=');
    return { good: exit === '=0', lines: said.length ? said : all.filter((l) => l[0] === ' ').map((l) => l.slice(1)) };
  } catch {
    return { good: false, lines: ['The daemon did not answer.'] };
  }
}

function ask(title, text, word) {
  return new Promise((answer) => {
    question = { title, text, word, answer };
    redraw();
  });
}

function Question() {
  const dialog = useRef(null);
  const { title, text, word, answer } = question;
  useEffect(() => dialog.current.showModal(), []);
  const close = (yes) => {
    question = null;
    answer(yes);
    redraw();
  };
  return html`<dialog ref=${dialog} class="box" aria-label=${title} onCancel=${() => close(false)}>
    <h2>${title}</h2><p>${text}</p>
    <div class="row end"><button onClick=${() => close(false)}>Cancel</button>
      <button class="main bad" onClick=${() => close(true)}>${word}</button></div>
  </dialog>`;
}

export function Actions() {
  const [, again] = useState(0);
  useEffect(() => {
    redraw = () => again((n) => n + 1);
  }, []);
  return html`<div class="notes" role="log" aria-label="Outcomes" aria-live="polite">
    ${notes.map((n) => html`<div key=${n.id} class="note ${n.look}">
      <span class="dot ${n.look}"></span>
      <div class="grow"><b>${n.title}</b>${n.lines.length > 0 && html`<pre tabindex="0" role="region" aria-label="Output">${n.lines.join('\n')}</pre>`}</div>
      <button class="icon" aria-label="Close" onClick=${() => drop(n.id)}>×</button></div>`)}
    </div>${question && html`<${Question} key=${question.title} />`}`;
}
