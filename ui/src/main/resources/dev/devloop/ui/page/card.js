// What is wrong, what it usually means, what to do, and the proof.
import { html } from '/page/base.js';
import { copy } from '/page/actions.js';

/** Fixes that are commands can be copied. */
const isCommand = (text) => /^(devloop|kubectl|docker|sudo|apt-get) /.test(text) && !text.includes('\n');

export function Card({ problem, title, href }) {
  const { id, what, meaning, fix, evidence } = problem;
  return html`<article class="card problem" aria-label=${`Problem: ${what}`}>
    <h3><span class="dot bad"></span>${title && html`<b>${title}</b>`}<span class="id">${id}</span></h3>
    <p class="what">${what}</p>
    ${meaning && html`<p class="meaning">${meaning}</p>`}
    ${fix && html`<p class="fix"><span>To do</span>${isCommand(fix)
      ? html`<code>${fix}</code><button class="small" onClick=${() => copy(fix, 'command')}>Copy</button>`
      : html`<span>${fix}</span>`}</p>`}
    ${evidence.length > 0 && html`<pre class="evidence" tabindex="0" role="region" aria-label="Evidence">${evidence.join('\n')}</pre>`}
    ${href && html`<a class="more" href=${href}>All its log lines</a>`}
  </article>`;
}
