import cors from '@fastify/cors';
import proxy from '@fastify/http-proxy';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { JsonSchemaToTsProvider } from '@fastify/type-provider-json-schema-to-ts';
import Fastify, { type FastifyServerOptions } from 'fastify';
import type { Config } from './config.ts';
import { registerCounter } from './routes/counter.ts';
import { registerHealth } from './routes/health.ts';
import { registerShop } from './routes/shop.ts';
import { registerTodos } from './routes/todos.ts';
import { originsOf } from './origins.ts';
import type { Store } from './store.ts';

export type App = Awaited<ReturnType<typeof buildApp>>;

type AppConfig = Pick<Config, 'greeting' | 'domain' | 'signalingUrl'>;

/** The whole API, not yet listening. */
export async function buildApp(
  config: AppConfig,
  store: Store,
  logger: FastifyServerOptions['logger'] = false,
) {
  const app = newServer(logger);
  await app.register(cors, {
    origin: originsOf(config.domain),
    methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
  });
  await app.register(swagger, {
    openapi: { info: { title: 'Shop backend', version: '1.0.0' } },
    hideUntagged: true,
  });
  await app.register(swaggerUi, { routePrefix: '/ui' });
  await app.register(proxy, {
    upstream: config.signalingUrl,
    prefix: '/signaling',
    websocket: true,
    wsClientOptions: { handshakeTimeout: 5_000 },
  });
  registerHealth(app, store);
  registerShop(app, config.greeting);
  registerCounter(app, store);
  registerTodos(app, store);
  return app;
}

function newServer(logger: FastifyServerOptions['logger']) {
  return Fastify({
    logger: logger ?? false,
    // Keep-alive connections must not hold up a shutdown, and with it every hot reload.
    forceCloseConnections: true,
  }).withTypeProvider<JsonSchemaToTsProvider>();
}

export type Server = ReturnType<typeof newServer>;
