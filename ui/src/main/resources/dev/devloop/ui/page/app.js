// The frame of the page: which part is shown, the line at the top, keys.
import { html, render, useEffect, useLayoutEffect, useState } from '/page/base.js';
import { live, start, subscribe } from '/page/live.js';
import { Overview } from '/page/overview.js';
import { LogView } from '/page/logs.js';
import { Actions, act } from '/page/actions.js';
import { keys, Help } from '/page/keys.js';
import { Shell } from '/page/shell.js';

const Icon = () => html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
  <path d="M16 6a10 10 0 1 1-8.7 5" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round"/>
  <path d="M4.5 6.5 7 13l6-3z" fill="currentColor"/></svg>`;

/** `#/logs?service=web` as `{ part: 'logs', query }`. */
export function route() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  return { part: path || 'overview', query: new URLSearchParams(query) };
}

export const go = (hash) => {
  location.hash = hash;
};

function Locked() {
  return html`<main class="locked">
    <${Icon} />
    <h1>This page is locked</h1>
    <p>It shows logs and gives shells, so that not every program on this machine may read it. In the project's folder, run</p>
    <pre>devloop open</pre>
    <p class="dim">It opens this page with a key that the browser keeps.</p>
  </main>`;
}

const LINK = {
  connecting: ['wait', 'connecting'], up: ['good', 'live'], down: ['bad', 'daemon is gone'], locked: ['bad', 'locked'],
};

function Top({ part, state }) {
  const [look, word] = LINK[live.link];
  const failed = state?.services.filter((s) => s.phase === 'failed').length ?? 0;
  const tab = (name, title) => html`<a href=${`#/${name}`} aria-current=${part === name ? 'page' : undefined}>${title}</a>`;
  return html`<header class="top">
    <span class="brand"><${Icon} /><b>${state?.project ?? 'devloop'}</b></span>
    <nav aria-label="Parts">${tab('overview', 'Overview')}${tab('logs', 'Logs')}</nav>
    <span class="grow"></span>
    ${failed > 0 && html`<a class="pill bad" href="#/overview">${failed} failed</a>`}
    <span class="link ${look}" role="status" title="connection to the daemon"><i></i><span>${word}</span></span>
    <button class="icon" title="Keys (?)" aria-label="Keys" onClick=${() => keys.show(true)}>?</button>
  </header>`;
}

/** Takes no room of its own, so that nothing moves when it comes and goes. */
function Gone() {
  return live.link === 'down' && live.state
    ? html`<div class="gone" role="alert">The daemon is gone. What you see is from ${new Date(live.since).toLocaleTimeString()};
        this page goes on as soon as it is back. <code>devloop up</code> starts it.</div>`
    : null;
}

function badge(state) {
  const failed = state.services.filter((s) => s.phase === 'failed').length;
  const busy = state.services.filter((s) => ['building', 'deploying', 'starting', 'pending'].includes(s.phase)).length;
  document.title = `${failed ? `✗ ${failed} ` : busy ? '… ' : ''}${state.project || 'devloop'}`;
}

function App() {
  const [, again] = useState(0);
  const [at, setAt] = useState(route());
  const [selected, select] = useState(null);
  const [shell, setShell] = useState(null);
  useEffect(() => {
    const unsubscribe = subscribe(() => again((n) => n + 1));
    const moved = () => setAt(route());
    // ages grow while nothing happens
    const tick = setInterval(() => !document.hidden && again((n) => n + 1), 1000);
    addEventListener('hashchange', moved);
    return () => {
      unsubscribe();
      clearInterval(tick);
      removeEventListener('hashchange', moved);
    };
  }, []);
  const { state } = live;
  useEffect(() => state && badge(state), [state]);
  // before anything can be typed at what is drawn
  useLayoutEffect(() => {
    const names = state?.services.map((s) => s.name) ?? [];
    const step = (by) => {
      const i = names.indexOf(selected);
      select(names[Math.max(0, Math.min(names.length - 1, i < 0 ? 0 : i + by))] ?? null);
    };
    keys.overview = at.part === 'overview' && state
      ? {
        j: () => step(1), k: () => step(-1), Escape: () => select(null),
        r: () => selected && act(selected, 'restart'),
        l: () => go(selected ? `#/logs?service=${selected}` : '#/logs'),
        '/': () => go('#/logs?focus=find'), f: () => go('#/logs?follow=1'),
      }
      : {};
  });
  if (live.link === 'locked') return html`<${Locked} />`;
  if (!state) return html`<${Top} part=${at.part} state=${null} /><main class="page"><p class="dim wait">Waiting for the daemon…</p></main>`;
  return html`
    <${Top} part=${at.part} state=${state} />
    <${Gone} />
    ${at.part === 'logs'
      ? html`<${LogView} state=${state} query=${at.query} />`
      : html`<${Overview} state=${state} selected=${selected} select=${select} shell=${setShell} />`}
    ${shell && html`<${Shell} key=${shell.service + (shell.pod ?? '')} ...${shell} close=${() => setShell(null)} />`}
    <${Actions} />
    <${Help} />`;
}

start();
keys.start();
render(html`<${App} />`, document.getElementById('app'));
