// A shell in a pod: xterm.js, which is loaded when the first one is opened.
import { API, html, useEffect, useRef, useState } from '/page/base.js';

let loaded = null;

function xterm() {
  if (!loaded) {
    const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/page/vendor/xterm-6.0.0.css' });
    document.head.append(style);
    styleAttributesByScript();
    loaded = Promise.all([import('/page/vendor/xterm-6.0.0.js'), import('/page/vendor/xterm-fit-0.11.0.js')])
      .then(([{ Terminal }, { FitAddon }]) => ({ Terminal, FitAddon }));
  }
  return loaded;
}

/** xterm.js writes its theme into style elements and colours into style attributes, both of which
 *  the page's policy forbids: they go where it does not, into style sheets and styles set by script. */
function withoutInlineStyles(run) {
  const make = document.createElement;
  document.createElement = function (name, ...rest) {
    return name === 'style' ? sheet(make.call(document, 'i')) : make.call(document, name, ...rest);
  };
  try {
    run();
  } finally {
    delete document.createElement;
  }
}

/** An element that passes for a style element. */
function sheet(element) {
  const made = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, made];
  element.hidden = true;
  Object.defineProperty(element, 'textContent', { set: (text) => made.replaceSync(text), get: () => '' });
  element.remove = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((s) => s !== made);
    Element.prototype.remove.call(element);
  };
  return element;
}

function styleAttributesByScript() {
  const { setAttribute } = Element.prototype;
  Element.prototype.setAttribute = function (name, value) {
    if (name === 'style') this.style.cssText = value;
    else setAttribute.call(this, name, value);
  };
}

const THEME = { background: '#10141b', foreground: '#d7dde6', cursor: '#d7dde6', selectionBackground: '#35507a' };

export function Shell({ service, pod, close }) {
  const place = useRef(null);
  const [end, setEnd] = useState('');
  useEffect(() => {
    let gone = false;
    let stop = () => {};
    xterm().then(({ Terminal, FitAddon }) => {
      if (!gone) stop = open(place.current, { Terminal, FitAddon }, service, pod, setEnd);
    });
    return () => {
      gone = true;
      stop();
    };
  }, []);
  return html`<section class="shell" aria-label=${`Shell in ${service}`}>
    <h2><span class="grow">Shell · ${pod ?? service}</span><span class="dim" role="status">${end}</span><button class="icon" aria-label="Close the shell" onClick=${close}>×</button></h2>
    <div class="term" ref=${place}></div>
  </section>`;
}

function open(place, { Terminal, FitAddon }, service, pod, ended) {
  const term = new Terminal({ fontFamily: 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace', fontSize: 13, theme: THEME, scrollback: 5000 });
  const fit = new FitAddon();
  term.loadAddon(fit);
  withoutInlineStyles(() => term.open(place));
  const query = pod ? `?pod=${encodeURIComponent(pod)}` : '';
  const socket = new WebSocket(`ws://${location.host}${API}/services/${encodeURIComponent(service)}/shell${query}`);
  socket.binaryType = 'arraybuffer';
  const send = (data) => socket.readyState === WebSocket.OPEN && socket.send(data);
  const size = () => {
    fit.fit();
    send(`size ${term.cols} ${term.rows}`);
  };
  let first = true;
  socket.onmessage = ({ data }) => {
    term.write(new Uint8Array(data));
    // the size counts once the shell is there
    if (first) size();
    first = false;
  };
  socket.onclose = ({ reason }) => ended(`ended${reason ? `: ${reason}` : ''}`);
  term.onData((text) => send(new TextEncoder().encode(text)));
  const watch = new ResizeObserver(size);
  watch.observe(place);
  term.focus();
  return () => {
    watch.disconnect();
    socket.close();
    term.dispose();
  };
}
