// A private link, "/book/maple-street#private=…": it opens a service that is not listed. The token stands in the fragment and
// goes to the server in a header, so no address that a server sees or keeps ever holds it.
import { useCallback, useLayoutEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { OfficePage, PrivateOffer } from '../../api/words';

const TOKEN = /^#private=([A-Za-z0-9_-]{8,200})$/;

export function privateTokenOf(hash: string): string | null {
  return TOKEN.exec(hash)?.[1] ?? null;
}

export function privateHeader(token: string | null): Record<string, string> {
  return token ? { 'Private-Link': token } : {};
}

/** The office with what the link opens, and nothing else. */
export function officeBehind(office: OfficePage, { service, providers }: PrivateOffer): OfficePage {
  return { ...office, services: [service], providers };
}

/** The token of the page's address. The steps have no fragment: it is put back after each, for the next reload. */
export function usePrivateToken(): { token: string | null; forget: () => void } {
  const { hash, search } = useLocation();
  const navigate = useNavigate();
  const last = useRef<string | null>(null);
  const token = privateTokenOf(hash) ?? last.current;
  last.current = token;
  const isLost = token !== null && privateTokenOf(hash) === null;
  // Before anything is seen: whoever reloads at once still has it.
  useLayoutEffect(() => {
    if (isLost) void navigate({ search, hash: `private=${token}` }, { replace: true, preventScrollReset: true });
  }, [isLost, navigate, search, token]);
  const forget = useCallback(() => {
    last.current = null;
    void navigate({ search: '', hash: '' });
  }, [navigate]);
  return { token, forget };
}
