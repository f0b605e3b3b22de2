import type { Commands } from '../src/valkey.ts';

/** Valkey in a map, and a switch that takes it away. */
export class FakeValkey implements Commands {
  down = false;
  readonly #numbers = new Map<string, number>();
  readonly #hashes = new Map<string, Map<string, string>>();

  async ping(): Promise<string> {
    this.#check();
    return 'PONG';
  }

  async get(key: string): Promise<string | null> {
    this.#check();
    return this.#numbers.get(key)?.toString() ?? null;
  }

  async incr(key: string): Promise<number> {
    this.#check();
    const next = (this.#numbers.get(key) ?? 0) + 1;
    this.#numbers.set(key, next);
    return next;
  }

  async hset(key: string, field: string, value: string): Promise<number> {
    const hash = this.#hash(key);
    const added = hash.has(field) ? 0 : 1;
    hash.set(field, value);
    return added;
  }

  async hget(key: string, field: string): Promise<string | null> {
    return this.#hash(key).get(field) ?? null;
  }

  async hvals(key: string): Promise<string[]> {
    return [...this.#hash(key).values()];
  }

  async hdel(key: string, field: string): Promise<number> {
    return this.#hash(key).delete(field) ? 1 : 0;
  }

  #hash(key: string): Map<string, string> {
    this.#check();
    const hash = this.#hashes.get(key) ?? new Map<string, string>();
    this.#hashes.set(key, hash);
    return hash;
  }

  #check(): void {
    if (this.down) {
      throw new Error('connection lost');
    }
  }
}
