// Keys: each part of the page hangs its own in here; the list of them is behind `?`.
import { html, useEffect, useRef, useState } from '/page/base.js';

const TEXT = new Set(['INPUT', 'TEXTAREA', 'SELECT']);

export const keys = {
  overview: {},
  logs: {},
  show: () => {},
  start() {
    addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const typing = TEXT.has(event.target.tagName) || event.target.closest?.('.shell, dialog');
      if (typing) return;
      if (event.key === '?') {
        keys.show(true);
      } else if (event.key === '1' || event.key === '2') {
        location.hash = event.key === '1' ? '#/overview' : '#/logs';
      } else {
        const own = location.hash.startsWith('#/logs') ? keys.logs : keys.overview;
        const run = own[event.key];
        if (!run) return;
        run();
      }
      event.preventDefault();
    });
  },
};

const LIST = [
  ['Everywhere', [['1 2', 'overview, logs'], ['?', 'this list'], ['Esc', 'close, clear']]],
  ['Overview', [['j k', 'next, previous service'], ['r', 'restart it'], ['l', 'its logs'], ['/', 'search the logs'], ['f', 'follow the logs']]],
  ['Logs', [['j k', 'next, previous line'], ['/', 'search'], ['n N', 'next (older), previous match'], ['f', 'follow or pause'],
    ['e E', 'previous, next error'], ['w', 'wrap lines'], ['x', 'hide lines like the chosen one'], ['r', 'clear all filters'], ['G', 'to the end']]],
];

export function Help() {
  const [open, setOpen] = useState(false);
  const dialog = useRef(null);
  keys.show = setOpen;
  useEffect(() => {
    if (open && !dialog.current.open) dialog.current.showModal();
  }, [open]);
  if (!open) return null;
  return html`<dialog ref=${dialog} class="box help" aria-label="Keys" onClose=${() => setOpen(false)}>
    <h2>Keys</h2>
    <div class="cols">${LIST.map(([title, rows]) => html`<section><h3>${title}</h3><dl>
      ${rows.map(([key, what]) => html`<dt>${key.split(' ').map((k) => html`<kbd>${k}</kbd>`)}</dt><dd>${what}</dd>`)}
    </dl></section>`)}</div>
    <form method="dialog"><button class="main">Close</button></form>
  </dialog>`;
}
