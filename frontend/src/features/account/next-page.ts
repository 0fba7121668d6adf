// Where somebody goes after signing in: where they wanted to go, or to the day that is theirs.
import type { Session } from '../../api/words';

/** Only a path on this site counts; an address from elsewhere must not lead anybody away. */
export function wantedPage(next: string | null): string | null {
  if (!next?.startsWith('/') || next.startsWith('//') || next.startsWith('/\\') || next.startsWith('/sign-in'))
    return null;
  return next;
}

export function firstPage(session: Session, chosenOffice: string | null): string {
  const { memberships } = session;
  const here = memberships.find(({ office }) => office.id === chosenOffice) ?? memberships[0];
  if (here?.office.setting_up && (here.role === 'owner' || here.role === 'manager')) return '/setup';
  return here?.role === 'provider' ? '/provider' : '/office';
}
