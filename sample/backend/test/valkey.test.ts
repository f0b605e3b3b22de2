import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { test } from 'node:test';
import { Store, StoreUnavailable } from '../src/store.ts';
import { valkeyClient } from '../src/valkey.ts';

/** Enough of a server to be found ready (INFO) and to be pinged. */
class TinyServer {
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  async start(port: number): Promise<number> {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('data', (data) => {
        socket.write(/info/i.test(String(data)) ? '$9\r\nloading:0\r\n' : '+PONG\r\n');
      });
    }).listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#sockets.forEach((socket) => socket.destroy());
    this.#sockets.clear();
    this.#server?.close();
    await once(this.#server!, 'close');
  }
}

test('a lost valkey is an error at once, and found again', { timeout: 20_000 }, async () => {
  const server = new TinyServer();
  const port = await server.start(0);
  const client = valkeyClient(`redis://127.0.0.1:${port}`);
  client.on('error', () => {});
  try {
    const store = new Store(client);
    await client.connect();
    await store.ping();

    const lost = once(client, 'close');
    await server.stop();
    await lost;
    await assert.rejects(store.ping(), StoreUnavailable);

    const found = once(client, 'ready');
    await server.start(port);
    await found;
    await store.ping();
  } finally {
    client.disconnect();
    await server.stop();
  }
});
