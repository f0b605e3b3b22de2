// The daemon's state as it changes. One connection while the page is seen, none while it is hidden:
// browsers give all pages of a host six connections, and somebody may have twenty open.
import { API, getJson } from '/page/base.js';

const RETRY = [300, 600, 1000, 2000];
const USAGE_EVERY = 5000;
const HIDDEN_EVERY = 15000;
const HISTORY = 360;
const SAVES = 200;

/** What the page knows. `link`: connecting, up, down, locked. */
export const live = {
  state: null, steps: [], usage: null, history: new Map(), saves: [], link: 'connecting', since: Date.now(),
};

const readers = new Set();
let source = null;
let tries = 0;
let retry = 0;
let frame = 0;
let stepsAsked = false;

/** Calls back after changes, at most once a frame. */
export function subscribe(reader) {
  readers.add(reader);
  return () => readers.delete(reader);
}

function changed() {
  if (!frame) {
    frame = setTimeout(() => {
      frame = 0;
      readers.forEach((reader) => reader());
    }, 16);
  }
}

function link(word) {
  if (live.link !== word) {
    live.link = word;
    live.since = Date.now();
    changed();
  }
}

function take(state) {
  const before = live.state;
  live.state = state;
  tries = 0;
  link('up');
  saves(before, state);
  if (!before || before.daemon?.pid !== state.daemon?.pid) {
    live.steps = [];
  }
  if (state.steps !== live.steps.at(-1)?.number) {
    steps();
  }
  changed();
}

/** The state holds the last save of a service only: when one is new, all are asked for. */
async function saves(before, state) {
  const last = (s) => s?.services.map((service) => service.lastSync?.at).join() ?? '';
  if (last(before) === last(state)) return;
  try {
    live.saves = (await getJson('/saves')).saves.slice(-SAVES);
    changed();
  } catch {
    // the next save asks again
  }
}

async function steps() {
  if (stepsAsked) return;
  stepsAsked = true;
  try {
    const answer = await getJson(`/steps?after=${live.steps.at(-1)?.number ?? 0}`);
    live.steps = [...live.steps, ...answer.steps].slice(-400);
    changed();
  } catch {
    // the next state asks again
  } finally {
    stepsAsked = false;
  }
}

function connect() {
  disconnect();
  source = new EventSource(`${API}/events`);
  source.addEventListener('state', (event) => take(JSON.parse(event.data)));
  source.onerror = lost;
}

function disconnect() {
  clearTimeout(retry);
  source?.close();
  source = null;
}

/** An EventSource does not say why it failed: a plain request does. */
async function lost() {
  disconnect();
  try {
    take(await getJson('/state'));
  } catch (e) {
    link(e.status === 401 ? 'locked' : 'down');
  }
  if (!document.hidden) {
    retry = setTimeout(connect, RETRY[Math.min(tries++, RETRY.length - 1)]);
  }
}

async function usage() {
  if (document.hidden || live.link !== 'up') return;
  try {
    const now = await getJson('/usage');
    if (now.at === live.usage?.at) return;
    live.usage = now;
    for (const [name, { memory, cpu }] of Object.entries(now.services)) {
      const all = live.history.get(name) ?? [];
      all.push([Date.parse(now.at) / 1000, memory, cpu]);
      live.history.set(name, all.slice(-HISTORY));
    }
    changed();
  } catch {
    // the events say when the daemon is gone
  }
}

async function whileHidden() {
  if (document.hidden) {
    try {
      take(await getJson('/state'));
    } catch (e) {
      link(e.status === 401 ? 'locked' : 'down');
    }
  }
}

export function start() {
  connect();
  setInterval(usage, USAGE_EVERY);
  setTimeout(usage, 600);
  setInterval(whileHidden, HIDDEN_EVERY);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      disconnect();
    } else {
      connect();
      usage();
    }
  });
}
