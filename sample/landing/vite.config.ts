import { defineConfig } from 'vite';

const domain = process.env.DOMAIN ?? 'localhost';
const hmrPort = process.env.HMR_CLIENT_PORT;

export default defineConfig({
  server: {
    host: true,
    port: 5173,
    strictPort: true,
    // The domain itself and every name below it.
    allowedHosts: [`.${domain}`],
    // The page opens its HMR socket where it came from itself (scheme, host and port of the ingress).
    // Only a proxy that keeps WebSockets on another port needs to say so.
    hmr: hmrPort === undefined ? true : { clientPort: Number(hmrPort) },
  },
});
