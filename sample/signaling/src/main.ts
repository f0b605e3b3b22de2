import { createSignaling } from './server.ts';

/** A peer that does not answer the close of its WebSocket may hold up the end this long. */
const SHUTDOWN_MS = 1_000;

const port = Number(process.env.PORT ?? 8080);
const signaling = createSignaling();

function shutdown(): void {
  setTimeout(() => process.exit(0), SHUTDOWN_MS).unref();
  signaling.close();
}

process.once('SIGTERM', shutdown);
process.once('SIGINT', shutdown);
signaling.server.listen(port, '0.0.0.0', () => console.log(`signaling listens on port ${port}`));
