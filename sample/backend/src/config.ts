/** All settings of the service; each has a default that works between the services of the sample. */
export interface Config {
  readonly port: number;
  readonly greeting: string;
  /** Pages of this domain and of its subdomains may call the API from a browser. */
  readonly domain: string;
  readonly valkeyUrl: string;
  readonly signalingUrl: string;
  readonly logLevel: string;
}

export function readConfig(env: NodeJS.ProcessEnv): Config {
  return {
    port: Number(env.PORT ?? 3000),
    greeting: env.GREETING ?? 'hello',
    domain: env.DOMAIN ?? 'localhost',
    valkeyUrl: env.VALKEY_URL ?? 'redis://valkey:6379',
    signalingUrl: env.SIGNALING_URL ?? 'http://signaling:8080',
    logLevel: env.LOG_LEVEL ?? 'info',
  };
}
