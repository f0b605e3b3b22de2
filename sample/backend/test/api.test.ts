import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { type App, buildApp } from '../src/app.ts';
import { Store } from '../src/store.ts';
import { FakeValkey } from './fake-valkey.ts';

let valkey: FakeValkey;
let app: App;

beforeEach(async () => {
  valkey = new FakeValkey();
  app = await buildApp(
    { greeting: 'servus', domain: 'dev.localhost', signalingUrl: 'http://127.0.0.1:1' },
    new Store(valkey),
  );
});

afterEach(() => app.close());

test('health follows valkey', async () => {
  const up = await app.inject('/health');
  assert.equal(up.statusCode, 200);
  assert.deepEqual(up.json(), { status: 'ok', valkey: 'up' });

  valkey.down = true;
  const down = await app.inject('/health');
  assert.equal(down.statusCode, 503);
  assert.deepEqual(down.json(), { status: 'unavailable', valkey: 'down' });
});

test('the counter starts at 0 and grows by one', async () => {
  assert.deepEqual((await app.inject('/counter')).json(), { value: 0 });
  assert.deepEqual((await app.inject({ method: 'POST', url: '/counter' })).json(), { value: 1 });
  assert.deepEqual((await app.inject({ method: 'POST', url: '/counter' })).json(), { value: 2 });
  assert.deepEqual((await app.inject('/counter')).json(), { value: 2 });
});

test('a request that needs valkey answers 503 without it', async () => {
  valkey.down = true;
  for (const url of ['/counter', '/todos', '/todos/1']) {
    const reply = await app.inject(url);
    assert.equal(reply.statusCode, 503, url);
    assert.match(reply.json().message, /valkey/);
  }
});

test('the greeting is that of the environment', async () => {
  assert.deepEqual((await app.inject('/greeting')).json(), { greeting: 'servus' });
});

test('todos are added, listed in order, changed and removed', async () => {
  const added = await app.inject({ method: 'POST', url: '/todos', payload: { title: 'bread' } });
  assert.equal(added.statusCode, 201);
  assert.deepEqual(added.json(), { id: '1', title: 'bread', done: false });
  await app.inject({ method: 'POST', url: '/todos', payload: { title: 'milk' } });

  const changed = await app.inject({ method: 'PATCH', url: '/todos/1', payload: { done: true } });
  assert.deepEqual(changed.json(), { id: '1', title: 'bread', done: true });
  assert.deepEqual((await app.inject('/todos')).json(), [
    { id: '1', title: 'bread', done: true },
    { id: '2', title: 'milk', done: false },
  ]);

  assert.equal((await app.inject({ method: 'DELETE', url: '/todos/1' })).statusCode, 204);
  assert.equal((await app.inject('/todos/1')).statusCode, 404);
  assert.equal((await app.inject({ method: 'DELETE', url: '/todos/1' })).statusCode, 404);
});

test('a todo without a title is refused', async () => {
  for (const payload of [{}, { title: '' }, { done: true }]) {
    const reply = await app.inject({ method: 'POST', url: '/todos', payload });
    assert.equal(reply.statusCode, 400, JSON.stringify(payload));
  }
  assert.deepEqual((await app.inject('/todos')).json(), []);
});

test('the API describes itself', async () => {
  const paths = Object.keys((await app.inject('/ui/json')).json().paths).sort();
  assert.deepEqual(paths, ['/about', '/counter', '/greeting', '/health', '/todos', '/todos/{id}']);
  const page = await app.inject('/ui/');
  assert.equal(page.statusCode, 200);
  assert.match(page.body, /swagger-ui/);
});

test('pages of the domain may call, others may not', async () => {
  const allowed = async (origin: string) =>
    (await app.inject({ url: '/counter', headers: { origin } })).headers['access-control-allow-origin'];
  for (const origin of ['http://dev.localhost', 'https://dev.localhost:8443', 'http://a.dev.localhost:8080']) {
    assert.equal(await allowed(origin), origin);
  }
  for (const origin of ['http://localhost', 'http://evildev.localhost', 'http://dev.localhost.evil.test']) {
    assert.equal(await allowed(origin), undefined, origin);
  }
});
