import { buildApp } from './app.ts';
import { readConfig } from './config.ts';
import { Store } from './store.ts';
import { valkeyClient } from './valkey.ts';

/** A peer that does not answer the close of its WebSocket may hold up the end this long. */
const SHUTDOWN_MS = 1_000;

const config = readConfig(process.env);
const valkey = valkeyClient(config.valkeyUrl);
const app = await buildApp(config, new Store(valkey), { level: config.logLevel });

async function shutdown(): Promise<void> {
  setTimeout(() => process.exit(0), SHUTDOWN_MS).unref();
  await app.close();
  // Not disconnect(): it may wait two seconds for a peer that is gone. There is nothing left to send.
  process.exit(0);
}

process.once('SIGTERM', () => void shutdown());
process.once('SIGINT', () => void shutdown());
valkey.on('ready', () => app.log.info('connected to valkey'));
valkey.on('error', (error: Error) => app.log.debug({ err: error }, 'no connection to valkey'));
// A first attempt that fails is retried like every later one, and was told as an event.
valkey.connect().catch(() => {});
await app.listen({ host: '0.0.0.0', port: config.port });
