// The whole log as a strip at the edge: where one is, where errors and matches are. A click goes there.
import { html, useEffect, useRef } from '/page/base.js';

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export function Rail({ counts, range, hits, jump }) {
  const canvas = useRef(null);
  const { first, last } = counts;
  const all = Math.max(1, last - first);
  useEffect(() => {
    const { current: c } = canvas;
    const scale = devicePixelRatio || 1;
    const height = c.clientHeight;
    c.width = 14 * scale;
    c.height = height * scale;
    const pen = c.getContext('2d');
    pen.scale(scale, scale);
    const y = (seq) => ((seq - first) / all) * (height - 2);
    const ticks = (seqs, css, x, width) => {
      pen.fillStyle = colour(css);
      seqs.forEach((seq) => pen.fillRect(x, y(seq), width, 1.5));
    };
    pen.fillStyle = colour('--thumb');
    pen.fillRect(0, y(range[0]), 14, Math.max(4, y(range[1]) - y(range[0])));
    ticks(counts.errors, '--bad', 2, 5);
    ticks(hits, '--mark', 8, 5);
  });
  const go = (event) => {
    const box = canvas.current.getBoundingClientRect();
    jump(Math.round(first + all * Math.max(0, Math.min(1, (event.clientY - box.top) / box.height))));
  };
  const down = (event) => {
    canvas.current.setPointerCapture(event.pointerId);
    go(event);
  };
  return html`<canvas ref=${canvas} class="rail" aria-hidden="true" onPointerDown=${down}
    onPointerMove=${(e) => e.buttons === 1 && go(e)}></canvas>`;
}
