import type { Server } from '../app.ts';
import type { Store } from '../store.ts';

const response = {
  200: { type: 'object', required: ['value'], properties: { value: { type: 'integer' } } },
} as const;

export function registerCounter(app: Server, store: Store): void {
  app.get(
    '/counter',
    { schema: { tags: ['counter'], summary: 'Read the counter', response } },
    async () => ({ value: await store.counter() }),
  );
  app.post(
    '/counter',
    { schema: { tags: ['counter'], summary: 'Increment the counter', response } },
    async () => ({ value: await store.increment() }),
  );
}
