import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, test } from 'node:test';
import { WebSocket } from 'ws';
import { createSignaling, type Signaling } from '../src/server.ts';

let signaling: Signaling;
let host: string;

beforeEach(async () => {
  signaling = createSignaling();
  signaling.server.listen(0, '127.0.0.1');
  await once(signaling.server, 'listening');
  host = `127.0.0.1:${(signaling.server.address() as AddressInfo).port}`;
});

afterEach(() => signaling.close());

/** A peer that keeps what it got, so that no message is missed between two waits. */
class Peer {
  readonly received: string[] = [];
  readonly socket: WebSocket;

  constructor(path: string) {
    this.socket = new WebSocket(`ws://${host}${path}`);
    this.socket.on('message', (data) => this.received.push(String(data)));
  }

  static async join(path: string): Promise<Peer> {
    const peer = new Peer(path);
    await once(peer.socket, 'open');
    return peer;
  }

  async waitFor(count: number): Promise<string[]> {
    while (this.received.length < count) {
      await once(this.socket, 'message');
    }
    return this.received;
  }
}

async function health() {
  const reply = await fetch(`http://${host}/health`);
  return (await reply.json()) as { status: string; rooms: number; peers: number };
}

test('a message reaches the others of the room as it was, and the sender as an echo', async () => {
  const [anna, ben, clara] = await Promise.all(['/?room=a', '/?room=a', '/?room=b'].map(Peer.join));
  anna!.socket.send('{"offer":1}');
  assert.deepEqual(await ben!.waitFor(1), ['{"offer":1}']);
  assert.deepEqual(await anna!.waitFor(1), ['{"type":"echo","data":"{\\"offer\\":1}"}']);

  // Clara hears her own word first: nothing of the other room came before it.
  clara!.socket.send('alone');
  assert.deepEqual(await clara!.waitFor(1), ['{"type":"echo","data":"alone"}']);
});

test('ten messages come back in order', async () => {
  const peer = await Peer.join('/signaling?room=ten');
  for (let i = 0; i < 10; i++) {
    peer.socket.send(`message ${i}`);
  }
  const echoes = (await peer.waitFor(10)).map((json) => JSON.parse(json).data);
  assert.deepEqual(echoes, Array.from({ length: 10 }, (_, i) => `message ${i}`));
});

test('bytes are relayed as bytes', async () => {
  const [anna, ben] = await Promise.all(['/?room=a', '/?room=a'].map(Peer.join));
  const relayed = once(ben!.socket, 'message');
  anna!.socket.send(Buffer.from([0, 255]));
  const [data, isBinary] = await relayed;
  assert.deepEqual([...data], [0, 255]);
  assert.equal(isBinary, true);
  assert.deepEqual(await anna!.waitFor(1), ['{"type":"echo","encoding":"base64","data":"AP8="}']);
});

test('health counts rooms and peers, and forgets those who left', { timeout: 10_000 }, async () => {
  await Promise.all(['/?room=a', '/?room=a', '/?room=b'].map(Peer.join));
  assert.deepEqual(await health(), { status: 'ok', rooms: 2, peers: 3 });

  const ben = await Peer.join('/?room=c');
  ben.socket.close();
  // The server learns of the end a moment after Ben does.
  while ((await health()).peers === 4);
  assert.deepEqual(await health(), { status: 'ok', rooms: 2, peers: 3 });
});

test('without a proper room there is no connection', async () => {
  for (const path of ['/', '/?room=', '/?room=a%20b', `/?room=${'x'.repeat(65)}`, '/other?room=a']) {
    const [, response] = await once(new Peer(path).socket.on('error', () => {}), 'unexpected-response');
    assert.equal(response.statusCode, 400, path);
  }
});

test('a message that is too long ends its sender only', async () => {
  const [anna, ben] = await Promise.all(['/?room=a', '/?room=a'].map(Peer.join));
  anna!.socket.send('x'.repeat(64 * 1024 + 1));
  const [code] = await once(anna!.socket, 'close');
  assert.equal(code, 1009);
  ben!.socket.send('still here');
  assert.equal((await ben!.waitFor(1)).length, 1);
});

test('everybody is sent away at the end', async () => {
  const peer = await Peer.join('/?room=a');
  signaling.close();
  const [code] = await once(peer.socket, 'close');
  assert.equal(code, 1001);
});

test('other paths explain themselves', async () => {
  const reply = await fetch(`http://${host}//other`);
  assert.equal(reply.status, 404);
  assert.match(await reply.text(), /room=NAME/);
});
