import type { Server } from '../app.ts';
import type { Store } from '../store.ts';

const health = {
  type: 'object',
  required: ['status', 'valkey'],
  properties: {
    status: { enum: ['ok', 'unavailable'] },
    valkey: { enum: ['up', 'down'] },
  },
} as const;

export function registerHealth(app: Server, store: Store): void {
  app.get(
    '/health',
    {
      // Probes come every second.
      logLevel: 'warn',
      schema: {
        tags: ['shop'],
        summary: 'Whether valkey answers',
        response: { 200: health, 503: health },
      },
    },
    async (request, reply) => {
      try {
        await store.ping();
        return { status: 'ok', valkey: 'up' } as const;
      } catch (error) {
        request.log.warn({ cause: String((error as Error).cause) }, 'valkey does not answer');
        return reply.code(503).send({ status: 'unavailable', valkey: 'down' });
      }
    },
  );
}
