import { Valkey } from 'iovalkey';

/** The commands that the shop needs, so that tests can bring their own. */
export interface Commands {
  ping(): Promise<string>;
  get(key: string): Promise<string | null>;
  incr(key: string): Promise<number>;
  hset(key: string, field: string, value: string): Promise<number>;
  hget(key: string, field: string): Promise<string | null>;
  hvals(key: string): Promise<string[]>;
  hdel(key: string, field: string): Promise<number>;
}

/** A request waits this long for valkey, then it fails instead of hanging. */
const ANSWER_MS = 1_000;
/** The longest pause between two attempts to reconnect. */
const RETRY_MS = 500;

/**
 * A client that, once told to connect, goes on trying for as long as it takes, after every loss.
 * The caller listens for `error`: each failed attempt is one.
 */
export function valkeyClient(url: string): Valkey {
  return new Valkey(url, {
    lazyConnect: true,
    commandTimeout: ANSWER_MS,
    connectTimeout: ANSWER_MS,
    // A peer that vanished without a word is given up, and looked for again.
    socketTimeout: 2 * ANSWER_MS,
    // Without a connection a command fails at once: /health has to say so, not to wait.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 50, RETRY_MS),
  });
}
