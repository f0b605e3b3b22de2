// Each save and how long it took until all containers held it.
import { ago, html, hue, plural, span } from '/page/base.js';

const POINTS = 60;
const WIDTH = 320;
const HEIGHT = 44;

const part = (sorted, p) => sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)];

/** A bar a save, on a scale that one slow save does not flatten. */
function Spark({ saves }) {
  const all = saves.slice(-POINTS);
  const top = Math.max(20, ...all.map((s) => s.latencyMs));
  const step = WIDTH / POINTS;
  const height = (ms) => Math.max(2, (Math.sqrt(ms) / Math.sqrt(top)) * (HEIGHT - 4));
  return html`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${`Latency of the last ${plural(all.length, 'save')}`}>
    ${all.map((s, i) => html`<rect x=${WIDTH - (all.length - i) * step} y=${HEIGHT - height(s.latencyMs)} width=${step - 1.2} height=${height(s.latencyMs)}
      class=${s.latencyMs > 100 ? 'slow' : ''}><title>${s.service}: ${span(s.latencyMs)}</title></rect>`)}</svg>`;
}

export function Saves({ saves, state, now, service }) {
  const synced = state.services.some((s) => s.sync || s.lastSync);
  if (!synced && saves.length === 0) return null;
  const sorted = saves.map((s) => s.latencyMs).sort((a, b) => a - b);
  const p50 = service?.sync?.p50Ms ?? part(sorted, 0.5);
  const p95 = service?.sync?.p95Ms ?? part(sorted, 0.95);
  const names = state.services.map((s) => s.name);
  return html`<section class="card saves">
    <h3><span class="grow">Saves</span>${p50 != null && html`<span class="dim">p50 <b>${span(p50)}</b> · p95 <b>${span(p95)}</b></span>`}</h3>
    ${saves.length > 0 ? html`<${Spark} saves=${saves} />
      <ol>${saves.slice(-6).reverse().map((s) => html`<li key=${s.service + s.at}>
        <b class="num">${span(s.latencyMs)}</b><span class="${hue(names, s.service)} svc">${s.service}</span>
        <span class="dim grow">${plural(s.files, 'file')}${s.verified ? html` <span class="good" title="host and containers hold the same">✓ verified</span>` : ''}</span>
        <span class="dim num">${ago(s.at, now)}</span></li>`)}</ol>`
      : html`<p class="dim">Save a file: here you see how long it takes until it is in the containers.</p>`}
  </section>`;
}
