// CPU and memory over time (uPlot, which is loaded when the first chart is seen).
import { bytes, cores, html, useEffect, useRef } from '/page/base.js';

let loaded = null;

/** uPlot is a classic script and leaves a global. */
function uplot() {
  loaded ??= new Promise((done, failed) => {
    const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/page/vendor/uplot-1.6.32.css' });
    const script = Object.assign(document.createElement('script'), { src: '/page/vendor/uplot-1.6.32.js', onerror: failed });
    script.onload = () => done(window.uPlot);
    document.head.append(style, script);
  });
  return loaded;
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function options(width, label, values, stroke) {
  const axis = { stroke: colour('--dim'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false }, font: '11px system-ui' };
  return {
    width, height: 96, legend: { show: false }, cursor: { y: false, points: { size: 5 } },
    scales: { y: { range: (_, min, max) => [0, Math.max(max * 1.15, label === 'CPU' ? 0.05 : 16 << 20)] } },
    axes: [
      { ...axis, space: 70, size: 22, values: (_, all) => all.map((t) => new Date(t * 1000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })) },
      { ...axis, size: 58, space: 28, values: (_, all) => all.map(values) },
    ],
    series: [{}, { label, stroke, width: 1.5, fill: `${stroke}22`, points: { show: false } }],
  };
}

function One({ points, column, label, values, css }) {
  const place = useRef(null);
  const plot = useRef(null);
  const data = [points.map((p) => p[0]), points.map((p) => p[column])];
  useEffect(() => {
    let gone = false;
    uplot().then((U) => {
      if (!gone && place.current) plot.current = new U(options(place.current.clientWidth, label, values, colour(css)), data, place.current);
    });
    const resize = () => plot.current?.setSize({ width: place.current.clientWidth, height: 96 });
    addEventListener('resize', resize);
    return () => {
      gone = true;
      removeEventListener('resize', resize);
      plot.current?.destroy();
    };
  }, []);
  useEffect(() => plot.current?.setData(data));
  return html`<figure><figcaption><span class="grow">${label}</span><b class="num">${values(points.at(-1)[column])}</b></figcaption><div class="plot" ref=${place}></div></figure>`;
}

export const Chart = ({ points }) => html`<div class="charts">
  <${One} points=${points} column=${2} label="CPU" values=${cores} css="--c-blue" />
  <${One} points=${points} column=${1} label="Memory" values=${bytes} css="--c-green" /></div>`;
