/** Matches the origins of a domain and of its subdomains, with any scheme and port of the web. */
export function originsOf(domain: string): RegExp {
  const name = domain.replaceAll('.', '\\.');
  return new RegExp(`^https?://([a-z0-9-]+\\.)*${name}(:\\d+)?$`, 'i');
}
