import { Backend } from './backend.ts';
import { headline } from './headline.ts';
import { Room } from './room.ts';
import { backendUrl, roomUrl } from './urls.ts';

const base = backendUrl(location, import.meta.env.VITE_BACKEND_URL);
const roomName = new URLSearchParams(location.search).get('room') ?? 'lobby';

function element<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

/** Puts an answer of the backend, or why there is none, into an element. */
async function show(id: string, answer: Promise<string | number>): Promise<void> {
  const text = await answer.catch((error: Error) => `unavailable (${error.message})`);
  element(id).textContent = String(text);
}

function showHeadline(text: string): void {
  element('headline').textContent = text;
}

function startShop(): void {
  const backend = new Backend(base);
  void show('greeting', backend.greeting());
  void show('counter', backend.counter());
  element('increment').addEventListener('click', () => show('counter', backend.increment()));
}

function startRoom(): void {
  const input = element<HTMLInputElement>('room-text');
  const room = new Room(roomUrl(base, roomName), {
    state: (text) => (element('room-state').textContent = text),
    message: (from, text) => {
      const line = document.createElement('li');
      line.className = from;
      line.textContent = text;
      element('room-messages').append(line);
    },
  });
  element('room-name').textContent = roomName;
  element('room-form').addEventListener('submit', (event) => {
    event.preventDefault();
    if (input.value !== '' && room.send(input.value)) {
      input.value = '';
    }
  });
}

showHeadline(headline);
startShop();
startRoom();

import.meta.hot?.accept('./headline.ts', (changed) => showHeadline(changed?.headline));
