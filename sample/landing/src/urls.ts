type Page = Pick<Location, 'protocol' | 'host'>;

/**
 * The backend is the neighbour of the page: `backend.` before the same host, by the same scheme and
 * port. So the page works behind any ingress, with and without TLS.
 */
export function backendUrl(page: Page, override?: string): string {
  return override ?? `${page.protocol}//backend.${page.host}`;
}

export function roomUrl(backend: string, room: string): string {
  const url = new URL('/signaling', backend.replace(/^http/, 'ws'));
  url.searchParams.set('room', room);
  return url.href;
}
