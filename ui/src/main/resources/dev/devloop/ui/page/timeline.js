// The last bring-up as bars, one row a subject; what the whole of it waited for is marked.
import { html, span } from '/page/base.js';

/** A quiet time of this length parts one bring-up from the next. */
const GAP = 20_000;
/** Steps that follow each other within this are cause and effect. */
const SLACK = 400;

const bar = (s) => {
  const end = Date.parse(s.ended);
  return { ...s, end, start: end - s.tookMillis };
};

/** The newest group of steps that is more than an afterthought. */
export function bringUp(steps) {
  const bars = steps.map(bar).sort((a, b) => a.start - b.start);
  const groups = [];
  let end = -Infinity;
  for (const b of bars) {
    if (b.start > end + GAP) groups.push([]);
    groups.at(-1).push(b);
    end = Math.max(end, b.end);
  }
  const large = groups.filter((g) => g.length > 2 || g.some((b) => b.subject === 'cluster'));
  return large.at(-1) ?? groups.at(-1) ?? [];
}

/** From the last end backwards: which step had to end before this one could begin? */
export function criticalPath(bars, services) {
  const needs = new Map(services.map((s) => [s.name, s.dependsOn]));
  const path = new Set();
  let at = bars.reduce((last, b) => (last && last.end >= b.end ? last : b), null);
  while (at && !path.has(at.number)) {
    path.add(at.number);
    const { subject, start } = at;
    const related = new Set([subject, 'cluster', 'project', ...(needs.get(subject) ?? [])]);
    at = bars
      .filter((b) => related.has(b.subject) && b.end <= start + SLACK && !path.has(b.number))
      .reduce((last, b) => (last && last.end >= b.end ? last : b), null);
  }
  return path;
}

/** What is under way, as a step that ends now. */
const underWay = (state) => state.running.filter((r) => r.step).map((r, i) => ({
  number: -1 - i, subject: r.subject, title: r.step, ended: new Date().toISOString(), tookMillis: Date.now() - Date.parse(r.since), good: true, runs: true,
}));

/** While it goes on: room for what comes, so that bars do not move all the time. */
export function ahead(took) {
  let room = 5000;
  while (room < took) room *= 2;
  return room;
}

export function Timeline({ steps, state }) {
  const bars = bringUp([...steps, ...underWay(state)]);
  const from = Math.min(...bars.map((b) => b.start));
  const took = Math.max(1, Math.max(...bars.map((b) => b.end)) - from);
  const total = bars.some((b) => b.runs) ? ahead(took) : took;
  const path = criticalPath(bars, state.services);
  // all of them from the start: a lane that came later would move the others
  const subjects = ['cluster', 'project', ...state.services.map((s) => s.name)];
  const percent = (ms) => `${((100 * ms) / total).toFixed(2)}%`;
  return html`<section class="card timeline"><h3><span class="grow">Bring-up</span>
      <span class="dim">${bars.length > 0 ? html`${span(took)} · <i class="key"></i> critical path` : 'nothing was done since the daemon began'}</span></h3>
    <div class="lanes">
      ${subjects.map((subject) => html`<div class="lane" key=${subject}><span class="who" title=${subject}>${subject}</span><div class="track">
        ${bars.filter((b) => b.subject === subject).map((b) => html`<i key=${b.number} class="${b.runs ? 'runs' : path.has(b.number) ? 'crit' : ''} ${b.good ? '' : 'bad'}"
          style=${{ left: percent(b.start - from), width: percent(Math.max(b.tookMillis, total / 250)) }}
          title=${`${subject}: ${b.title}, ${span(b.tookMillis)}${b.good ? '' : ', failed'}`}></i>`)}</div></div>`)}
    </div>
    <p class="hidden">${bars.filter((b) => path.has(b.number)).map((b) => `${b.subject}: ${b.title} ${span(b.tookMillis)}`).join('; ')}</p>
  </section>`;
}
