// Who needs whom, as a picture: what is needed stands left of what needs it.
import { html } from '/page/base.js';
import { LOOK } from '/page/overview.js';

const W = 118;
const H = 30;
const GAP_X = 44;
const GAP_Y = 12;

/** The longest way down to a service that needs nothing; a circle counts as none. */
function depths(services) {
  const byName = new Map(services.map((s) => [s.name, s]));
  const depth = new Map();
  const visit = (name, above) => {
    if (depth.has(name) || above.has(name)) return depth.get(name) ?? 0;
    const needs = byName.get(name)?.dependsOn.filter((d) => byName.has(d)) ?? [];
    const d = needs.length ? 1 + Math.max(...needs.map((n) => visit(n, new Set([...above, name])))) : 0;
    depth.set(name, d);
    return d;
  };
  services.forEach((s) => visit(s.name, new Set()));
  return depth;
}

export function places(services) {
  const depth = depths(services);
  const columns = [];
  services.forEach((s) => (columns[depth.get(s.name)] ??= []).push(s.name));
  const tallest = Math.max(...columns.map((c) => c.length));
  const place = new Map();
  columns.forEach((names, x) => names.forEach((name, y) => place.set(name, {
    x: x * (W + GAP_X) + 2, y: (y + (tallest - names.length) / 2) * (H + GAP_Y) + 2,
  })));
  return { place, width: columns.length * (W + GAP_X) - GAP_X + 4, height: tallest * (H + GAP_Y) - GAP_Y + 4 };
}

export function Graph({ state, selected, select }) {
  const { services } = state;
  if (services.length === 0) return html`<section class="card graph"><h3>Dependencies</h3><p class="dim">There are no services.</p></section>`;
  const { place, width, height } = places(services);
  const near = (name, s) => selected && (s.name === selected || name === selected);
  const key = (name) => (e) => {
    if (e.key === 'Enter' || e.key === ' ') {
      e.preventDefault();
      select(name);
    }
  };
  return html`<section class="card graph"><h3>Dependencies</h3><div class="scroll">
    <svg width=${width} viewBox="0 0 ${width} ${height}" role="group" aria-label="Dependencies of the services">
      ${services.flatMap((s) => s.dependsOn.filter((d) => place.has(d)).map((d) => {
        const a = place.get(d);
        const b = place.get(s.name);
        const x1 = a.x + W;
        const y1 = a.y + H / 2;
        const y2 = b.y + H / 2;
        const mid = (x1 + b.x) / 2;
        return html`<path key=${d + s.name} class="edge ${near(d, s) ? 'on' : ''}" d="M${x1} ${y1} C${mid} ${y1} ${mid} ${y2} ${b.x - 5} ${y2}m-4 -3.5l4 3.5l-4 3.5" />`;
      }))}
      ${services.map((s) => {
        const { x, y } = place.get(s.name);
        return html`<g key=${s.name} class="node ${LOOK[s.phase]} ${s.name === selected ? 'on' : ''}" transform="translate(${x} ${y})" role="button" tabindex="0"
          aria-label=${`${s.name}, ${s.phase}`} onClick=${() => select(s.name)} onKeyDown=${key(s.name)}>
          <rect width=${W} height=${H} rx="6" /><circle cx="13" cy=${H / 2} r="4" />
          <text x="24" y=${H / 2 + 4}>${s.name.length > 13 ? `${s.name.slice(0, 12)}…` : s.name}</text></g>`;
      })}
    </svg></div></section>`;
}
