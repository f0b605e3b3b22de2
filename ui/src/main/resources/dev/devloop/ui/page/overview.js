// The cluster, a row per service, and beside them what one looks at: a service, or what is wrong
// and what was saved. Rows have one height and columns one width: nothing moves while one reads.
import { ago, bytes, cores, html, hue, plural, problems, span, useEffect, useRef } from '/page/base.js';
import { live } from '/page/live.js';
import { Card } from '/page/card.js';
import { Detail } from '/page/detail.js';
import { Graph } from '/page/graph.js';
import { Saves } from '/page/saves.js';
import { Timeline } from '/page/timeline.js';

export const LOOK = {
  ready: 'good', failed: 'bad', building: 'busy', deploying: 'busy', starting: 'busy', pending: 'wait',
  disabled: 'off', stopped: 'off', running: 'good', creating: 'busy', paused: 'wait', none: 'off',
};

export const Phase = ({ word }) => html`<span class="phase ${LOOK[word]}"><i class="dot ${LOOK[word]}"></i>${word}</span>`;

export const Bar = ({ fraction, label }) => html`<progress class="bar" max="1" value=${fraction > 0 ? fraction : undefined} aria-label=${label}></progress>`;

function Cluster({ state }) {
  const { cluster } = state;
  const work = state.running.filter((r) => r.subject === 'cluster' || r.subject === 'project');
  const job = work[0];
  return html`<section class="cluster card" aria-label="Cluster">
    <${Phase} word=${cluster.phase} />
    <b>${cluster.name}</b>
    <span class="dim">${cluster.kubernetes ? `Kubernetes ${cluster.kubernetes}` : 'Kubernetes'}</span>
    <span class="grow step ${job ? '' : 'idle'}">${job
      ? html`<span>${job.step || job.job}</span><${Bar} fraction=${job.fraction} label=${job.step || job.job} />
          <span class="dim num">${span(Date.now() - Date.parse(job.since))}</span>`
      : html`<span class="dim">${[...state.notes, state.goal === 'up' ? '' : 'the project is not up'].filter(Boolean).join(' · ')}</span>`}</span>
    <span class="sum">${summary(state)}</span>
  </section>`;
}

function summary(state) {
  const wanted = state.services.filter((s) => s.enabled);
  const ready = wanted.filter((s) => s.phase === 'ready').length;
  return html`<b>${ready}</b> of ${wanted.length} ready`;
}

const restarts = (service) => service.pods.reduce((sum, pod) => sum + pod.restarts, 0);

/** The oldest pod that is of use: how long the service has been as it is. */
function age(service, now) {
  const from = service.pods.filter((p) => p.started && p.phase !== 'terminating').map((p) => p.started).sort()[0];
  return from ? ago(from, now) : '';
}

const Pods = ({ pods }) => html`<span class="pods" role="img" aria-label=${`${plural(pods.length, 'pod')}, ${pods.filter((p) => p.ready || p.phase === 'succeeded').length} ready`}>
  ${pods.slice(0, 6).map((p) => html`<i class="dot ${p.ready || p.phase === 'succeeded' ? 'good' : p.phase === 'failed' ? 'bad' : p.phase === 'terminating' ? 'off' : 'busy'}"></i>`)}${pods.length > 6 ? pods.length : ''}</span>`;

function Change({ service, now }) {
  const { lastSync, sync } = service;
  if (sync?.paused) return html`<span class="wait">paused${sync.pending ? ` · ${sync.pending} held` : ''}</span>`;
  if (!lastSync) return null;
  const fresh = now - Date.parse(lastSync.at) < 4000;
  return html`<span class=${fresh ? 'fresh' : ''}><b class="num">${span(lastSync.latencyMs)}</b> <span class="dim">${ago(lastSync.at, now)}</span>
    ${lastSync.verified && html` <span class="good" title="read back: host and containers hold the same">✓</span>`}</span>`;
}

function What({ service, state }) {
  const job = state.running.find((r) => r.subject === service.name);
  if (service.phase === 'ready' && service.url) {
    return html`<a href=${service.url} target="_blank" rel="noopener noreferrer" onClick=${(e) => e.stopPropagation()}>${service.url.replace(/^https?:\/\//, '')}</a>`;
  }
  return job && job.fraction > 0
    ? html`<span class="doing"><span>${job.step}</span><${Bar} fraction=${job.fraction} label=${job.step} /></span>`
    : html`<span class=${service.phase === 'failed' ? 'bad' : 'dim'} title=${service.reason}>${service.reason}</span>`;
}

function Row({ service, state, selected, select, now, names }) {
  const use = live.usage?.services[service.name];
  const count = restarts(service);
  return html`<tr class="${selected ? 'on' : ''} ${service.enabled ? '' : 'off'}" onClick=${() => select(service.name)}>
    <th scope="row"><button class="plain name ${hue(names, service.name)}" aria-pressed=${selected}>${service.name}</button></th>
    <td class="ph"><${Phase} word=${service.phase} /></td>
    <td class="why"><${What} service=${service} state=${state} /></td>
    <td class="change"><${Change} service=${service} now=${now} /></td>
    <td class="n wide">${use ? cores(use.cpu) : ''}</td>
    <td class="n wide">${use ? bytes(use.memory) : ''}</td>
    <td class="wide x2"><${Pods} pods=${service.pods} /></td>
    <td class="n wide x1 ${count > 0 ? 'wait' : 'faint'}">${service.pods.length ? count : ''}</td>
    <td class="n wide x1 dim">${age(service, now)}</td>
  </tr>`;
}

function Services({ state, selected, select, now }) {
  const names = state.services.map((s) => s.name);
  return html`<div class="card list"><table>
    <caption class="hidden">Services</caption>
    <thead><tr><th scope="col" class="c-name">Service</th><th scope="col" class="c-phase">Phase</th><th scope="col">Address or reason</th>
      <th scope="col" class="c-change">Last save</th><th scope="col" class="n wide c-cpu">CPU</th><th scope="col" class="n wide c-mem">Memory</th>
      <th scope="col" class="wide x2 c-pods">Pods</th><th scope="col" class="n wide x1 c-rest">Restarts</th><th scope="col" class="n wide x1 c-age">Age</th></tr></thead>
    <tbody>${state.services.map((s) => html`<${Row} key=${s.name} service=${s} state=${state} names=${names}
      selected=${s.name === selected} select=${select} now=${now} />`)}</tbody>
  </table></div>`;
}

function Wrong({ state, select }) {
  const cards = [
    ...state.problems.map((p) => ({ problem: p, title: 'configuration' })),
    ...(state.cluster.problem ? [{ problem: state.cluster.problem, title: 'cluster' }] : []),
    ...(state.sync?.problems ?? []).map((p) => ({ problem: p, title: 'live sync' })),
    ...(state.shared ? [{ problem: state.shared, title: 'project' }] : []),
    ...state.services.flatMap((s) => problems(s)
      .map((p) => ({ problem: p, title: s.name, href: `#/logs?service=${s.name}` }))),
  ];
  return cards.length
    ? cards.map((c) => html`<${Card} key=${c.title + c.problem.id} ...${c} select=${select} />`)
    : html`<p class="calm"><i class="dot good"></i>Nothing is wrong.</p>`;
}

export function Overview({ state, selected, select, shell }) {
  const aside = useRef(null);
  // where there is no room beside the rows, what was chosen stands below them
  useEffect(() => {
    if (selected && matchMedia('(max-width: 1180px)').matches) aside.current.scrollIntoView();
  }, [selected]);
  const now = Date.now();
  const service = state.services.find((s) => s.name === selected);
  return html`<main class="page over">
    <div class="left">
      <h1 class="hidden">${state.project}</h1><h2 class="hidden">Services</h2>
      <${Cluster} state=${state} />
      <${Services} state=${state} selected=${selected} select=${select} now=${now} />
      <div class="pair"><${Timeline} steps=${live.steps} state=${state} /><${Graph} state=${state} selected=${selected} select=${select} /></div>
    </div>
    <aside ref=${aside} class="right" aria-label=${service ? `Service ${service.name}` : 'What is wrong, and saves'}>
      ${service
        ? html`<${Detail} key=${service.name} service=${service} state=${state} now=${now} shell=${shell} close=${() => select(null)} />`
        : html`<h2 class="hidden">What is wrong, and saves</h2><${Wrong} state=${state} select=${select} /><${Saves} saves=${live.saves} state=${state} now=${now} />`}
    </aside>
  </main>`;
}
