import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { Backend } from '../src/backend.ts';

const answers: Record<string, object> = {
  'GET /greeting': { greeting: 'servus' },
  'GET /counter': { value: 3 },
  'POST /counter': { value: 4 },
};

let broken = false;
const server = createServer((request, response) => {
  response.statusCode = broken ? 503 : 200;
  response.end(JSON.stringify(answers[`${request.method} ${request.url}`]));
});
let backend: Backend;

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  backend = new Backend(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

after(() => server.close());

test('greeting and counter come from the backend', async () => {
  assert.equal(await backend.greeting(), 'servus');
  assert.equal(await backend.counter(), 3);
  assert.equal(await backend.increment(), 4);
});

test('an answer that is no success says which', async () => {
  broken = true;
  await assert.rejects(backend.counter(), /GET \/counter: 503/);
});
