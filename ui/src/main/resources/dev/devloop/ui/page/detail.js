// One service: what one can do to it, why it is as it is, its pods, its figures.
import { ago, html, plural, problems } from '/page/base.js';
import { live } from '/page/live.js';
import { act, copy } from '/page/actions.js';
import { Card } from '/page/card.js';
import { Chart } from '/page/charts.js';
import { Saves } from '/page/saves.js';
import { LOOK, Phase } from '/page/overview.js';

function Buttons({ service, shell }) {
  const does = (action, title, off) => html`<button onClick=${() => act(service.name, action)} disabled=${off}>${title}</button>`;
  const runs = service.pods.some((p) => p.phase === 'running');
  return html`<div class="buttons">
    ${service.url && html`<a class="button" href=${service.url} target="_blank" rel="noopener noreferrer">Open</a>`}
    <a class="button" href=${`#/logs?service=${service.name}`}>Logs</a>
    <button onClick=${() => shell({ service: service.name })} disabled=${!runs}>Shell</button>
    ${does('restart', 'Restart', !service.pods.length)}
    ${service.builds && does('rebuild', 'Rebuild', !service.enabled)}
    ${service.sync && html`${does('sync', 'Sync now', !runs)}${does('verify', 'Verify', !runs)}${service.sync.paused ? does('resume', 'Resume sync') : does('pause', 'Pause sync', !service.enabled)}`}
    ${service.enabled ? does('disable', 'Disable…') : does('enable', 'Enable')}
    ${service.kubectl && html`<button onClick=${() => copy(service.kubectl, 'kubectl line')} title=${service.kubectl}>Copy kubectl</button>`}
  </div>`;
}

const Pod = ({ pod, now, service, shell }) => html`<li>
  <i class="dot ${pod.ready || pod.phase === 'succeeded' ? 'good' : pod.phase === 'failed' ? 'bad' : LOOK[pod.phase] ?? 'busy'}"></i>
  <code class="grow" title=${pod.name}>${pod.name}</code>
  <span class="dim">${pod.phase}${pod.restarts ? ` · ${plural(pod.restarts, 'restart')}` : ''}${pod.started ? ` · ${ago(pod.started, now)}` : ''}</span>
  ${pod.phase === 'running' && html`<button class="small" aria-label=${`Shell in ${pod.name}`} onClick=${() => shell({ service: service.name, pod: pod.name })}>Shell</button>`}
</li>`;

export function Detail({ service, state, now, shell, close }) {
  const history = live.history.get(service.name) ?? [];
  const job = state.running.find((r) => r.subject === service.name);
  return html`<section class="card detail">
    <h2><span class="grow">${service.name}</span><${Phase} word=${service.phase} /><button class="icon" aria-label="Close" onClick=${close}>×</button></h2>
    <${Buttons} service=${service} shell=${shell} />
    ${job && html`<p class="work"><b>${job.step || job.job}</b><code>${job.line}</code></p>`}
    ${service.reason && !service.problem && !job && html`<p class="dim">${service.reason}</p>`}
    <dl class="facts">
      ${service.urls.length > 0 && html`<dt>Addresses</dt><dd>${service.urls.map((u) => html`<a href=${u} target="_blank" rel="noopener noreferrer">${u}</a> `)}</dd>`}
      <dt>Image</dt><dd><code title=${service.image}>${service.image.replace(/@sha256:.*/, '') || '—'}</code></dd>
      ${service.dependsOn.length > 0 && html`<dt>Needs</dt><dd>${service.dependsOn.join(', ')}</dd>`}
    </dl>
    ${service.pods.length > 0 && html`<h3>Pods</h3><ul class="podlist">${service.pods.map((p) => html`<${Pod} key=${p.name} pod=${p} now=${now} service=${service} shell=${shell} />`)}</ul>`}
  </section>
  ${problems(service).map((p) => html`<${Card} key=${p.id} problem=${p} href=${`#/logs?service=${service.name}`} />`)}
  ${history.length > 1 && html`<section class="card"><h3>CPU and memory</h3><${Chart} points=${history} /></section>`}
  <${Saves} saves=${live.saves.filter((s) => s.service === service.name)} state=${state} now=${now} service=${service} />`;
}
