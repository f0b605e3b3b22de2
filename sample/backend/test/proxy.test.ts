import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, test } from 'node:test';
import { WebSocket, WebSocketServer } from 'ws';
import { type App, buildApp } from '../src/app.ts';
import { Store } from '../src/store.ts';
import { FakeValkey } from './fake-valkey.ts';

const signaling = createServer((request, response) => response.end(`signaling ${request.url}`));
const sockets = new WebSocketServer({ server: signaling });
sockets.on('connection', (socket, request) => {
  socket.on('message', (data) => socket.send(`${request.url} ${data}`));
});

let app: App;
let address: string;

beforeEach(async () => {
  signaling.listen(0, '127.0.0.1');
  await once(signaling, 'listening');
  const { port } = signaling.address() as AddressInfo;
  app = await buildApp(
    { greeting: 'hello', domain: 'localhost', signalingUrl: `http://127.0.0.1:${port}` },
    new Store(new FakeValkey()),
  );
  address = await app.listen({ host: '127.0.0.1', port: 0 });
});

afterEach(async () => {
  await app.close();
  signaling.close();
});

test('requests below /signaling reach the signaling service', async () => {
  const reply = await fetch(`${address}/signaling/health`);
  assert.equal(await reply.text(), 'signaling /health');
});

test('a WebSocket passes, with its query and its messages in order', async () => {
  const socket = new WebSocket(`${address.replace('http', 'ws')}/signaling?room=a`);
  const answers: string[] = [];
  socket.on('message', (data) => answers.push(String(data)));
  await once(socket, 'open');
  for (let i = 0; i < 10; i++) {
    socket.send(String(i));
  }
  while (answers.length < 10) {
    await once(socket, 'message');
  }
  assert.deepEqual(answers, Array.from({ length: 10 }, (_, i) => `/?room=a ${i}`));
  socket.close();
  await once(socket, 'close');
});

test('the end of the server ends its WebSockets', async () => {
  const socket = new WebSocket(`${address.replace('http', 'ws')}/signaling?room=a`);
  await once(socket, 'open');
  const closed = once(socket, 'close');
  await app.close();
  await closed;
});
