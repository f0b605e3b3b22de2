/** The part of the backend's API that the page uses. */
export class Backend {
  readonly #base: string;

  constructor(base: string) {
    this.#base = base;
  }

  async greeting(): Promise<string> {
    return (await this.#ask<{ greeting: string }>('GET', '/greeting')).greeting;
  }

  async counter(): Promise<number> {
    return (await this.#ask<{ value: number }>('GET', '/counter')).value;
  }

  async increment(): Promise<number> {
    return (await this.#ask<{ value: number }>('POST', '/counter')).value;
  }

  async #ask<T>(method: string, path: string): Promise<T> {
    const reply = await fetch(this.#base + path, { method });
    if (!reply.ok) {
      throw new Error(`${method} ${path}: ${reply.status} ${reply.statusText}`);
    }
    return (await reply.json()) as T;
  }
}
