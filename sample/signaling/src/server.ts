import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { Rooms } from './rooms.ts';

/** Offers and candidates of WebRTC are a few KB. */
const MAX_MESSAGE_BYTES = 64 * 1024;
const ROOM_NAME = /^[\w.-]{1,64}$/;
const PATHS = ['/', '/signaling'];
/** WebSocket close code of a server that ends. */
const GOING_AWAY = 1001;

/** A peer that leaves two pings unanswered in a row is gone: its network was, without a word. */
const PING_MS = 30_000;

export interface Signaling {
  /** Not yet listening. */
  readonly server: Server;
  /** Sends everybody away and stops listening. */
  close(): void;
}

/** Relays messages within rooms, and answers /health. */
export function createSignaling(): Signaling {
  const rooms = new Rooms<WebSocket>();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const server = createServer((request, response) => {
    const health = { status: 'ok', rooms: rooms.size, peers: sockets.clients.size };
    answer(request, response, health);
  });
  server.on('upgrade', (request, socket, head) => {
    const room = roomOf(request);
    if (room === undefined) {
      refuse(socket);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (peer) => attend(rooms, room, peer));
  });
  return {
    server,
    close() {
      sockets.clients.forEach((peer) => peer.close(GOING_AWAY));
      server.close();
    },
  };
}

function attend(rooms: Rooms<WebSocket>, room: string, peer: WebSocket): void {
  rooms.join(room, peer);
  const pings = keepAlive(peer);
  peer.on('message', (data, isBinary) => {
    for (const other of rooms.others(room, peer)) {
      other.send(data, { binary: isBinary });
    }
    peer.send(echoOf(data, isBinary));
  });
  peer.on('close', () => {
    clearInterval(pings);
    rooms.leave(room, peer);
  });
  // A broken frame also closes the socket; without a listener it would end the process.
  peer.on('error', (error) => console.warn(`room ${room}: ${error.message}`));
}

function keepAlive(peer: WebSocket): NodeJS.Timeout {
  let unanswered = 0;
  peer.on('pong', () => {
    unanswered = 0;
  });
  return setInterval(() => {
    if (unanswered === 2) {
      peer.terminate();
      return;
    }
    unanswered++;
    peer.ping();
  }, PING_MS);
}

/** The sender's receipt: text as it was, bytes as base64. */
function echoOf(data: RawData, isBinary: boolean): string {
  const bytes = data as Buffer;
  return isBinary
    ? JSON.stringify({ type: 'echo', encoding: 'base64', data: bytes.toString('base64') })
    : JSON.stringify({ type: 'echo', data: bytes.toString() });
}

function roomOf(request: IncomingMessage): string | undefined {
  const url = urlOf(request);
  const room = url.searchParams.get('room') ?? '';
  return PATHS.includes(url.pathname) && ROOM_NAME.test(room) ? room : undefined;
}

function answer(request: IncomingMessage, response: ServerResponse, health: object): void {
  const found = urlOf(request).pathname === '/health';
  const body = found ? health : { message: 'Open a WebSocket at /?room=NAME, or ask /health.' };
  response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function refuse(socket: Duplex): void {
  const reason = 'Name a room: /?room=NAME (letters, digits, . _ -, at most 64).\n';
  socket.end(
    'HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n' +
      `Content-Length: ${reason.length}\r\n\r\n${reason}`,
  );
}

function urlOf(request: IncomingMessage): URL {
  // The host is of no matter; a path of two slashes must not become one.
  return new URL(`http://signaling${request.url}`);
}
