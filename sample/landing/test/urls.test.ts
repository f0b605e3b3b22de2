import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backendUrl, roomUrl } from '../src/urls.ts';

test('the backend is the neighbour of the page, by the same scheme and port', () => {
  const of = (page: string) => backendUrl(new URL(page));
  assert.equal(of('http://dev.localhost/'), 'http://backend.dev.localhost');
  assert.equal(of('http://dev.localhost:8080/a?b'), 'http://backend.dev.localhost:8080');
  assert.equal(of('https://dev.localhost/'), 'https://backend.dev.localhost');
  assert.equal(of('https://dev.localhost:8443/'), 'https://backend.dev.localhost:8443');
});

test('another place of the backend can be named', () => {
  assert.equal(backendUrl(new URL('http://a/'), 'http://b:3000'), 'http://b:3000');
});

test('a room is a WebSocket of the backend, with TLS where the page has it', () => {
  assert.equal(roomUrl('http://b:3000', 'a'), 'ws://b:3000/signaling?room=a');
  assert.equal(roomUrl('https://b', 'a&b'), 'wss://b/signaling?room=a%26b');
});
