// Links of visits: `https://…/v#token`. The token stands in the fragment, so no server log and no referrer ever holds it.

const TOKEN = /^[A-Za-z0-9_-]{16,200}$/;
const ADDRESS = /\/v\/?(?:\?[^#\s]*)?#([A-Za-z0-9_-]{16,200})(?![A-Za-z0-9_-])/;

/** The token of the link in what was pasted: an address, a whole message around it, or the token alone. */
export function tokenIn(pasted: string): string | null {
  const address = ADDRESS.exec(pasted);
  if (address?.[1]) return address[1];
  const alone = pasted.trim().replace(/^#/, '');
  return TOKEN.test(alone) ? alone : null;
}

/** The token in the address of the page; null without one, or with something that cannot be one. */
export function tokenOfFragment(hash: string): string | null {
  const token = hash.replace(/^#/, '');
  return TOKEN.test(token) ? token : null;
}
