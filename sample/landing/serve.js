// Serves the built page, in the prod image only: in development Vite does.
import { createServer } from 'node:http';
import sirv from 'sirv';

const pages = sirv('dist', { etag: true, single: true });
const server = createServer((request, response) => pages(request, response));

process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
server.listen(Number(process.env.PORT ?? 5173), '0.0.0.0');
