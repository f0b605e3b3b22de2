import { about } from '../about.ts';
import type { Server } from '../app.ts';

export function registerShop(app: Server, greeting: string): void {
  app.get(
    '/greeting',
    {
      schema: {
        tags: ['shop'],
        summary: 'The greeting of the environment',
        response: { 200: textOf('greeting') },
      },
    },
    async () => ({ greeting }),
  );
  app.get(
    '/about',
    {
      schema: {
        tags: ['shop'],
        summary: 'A text of the source',
        response: { 200: textOf('about') },
      },
    },
    async () => ({ about }),
  );
  app.get('/', async (_request, reply) => reply.redirect('/ui'));
}

function textOf(name: string) {
  return { type: 'object', required: [name], properties: { [name]: { type: 'string' } } } as const;
}
