// The lines of the list: members and open invitations alike, searched and sorted.
import type { Invitation, Role, StaffList, StaffMember } from '../../api/words';

export type EntryState = 'active' | 'sent' | 'refused' | 'expired' | 'deactivated';

interface Common {
  id: string;
  name: string;
  email: string;
  role: Role;
  ownOnly: boolean;
  seesConsumers: boolean;
  state: EntryState;
  seenAt: string | null;
}

export type Entry = Common & ({ kind: 'member'; member: StaffMember } | { kind: 'invitation'; invitation: Invitation });
export type SortKey = 'name' | 'role' | 'consumers' | 'seen' | 'state';

const ROLES: readonly Role[] = ['owner', 'manager', 'scheduler', 'provider', 'viewer'];
const STATES: readonly EntryState[] = ['refused', 'expired', 'sent', 'active', 'deactivated'];

export function entriesOf({ items, invitations }: StaffList): Entry[] {
  const invited = invitations.map(
    (invitation): Entry => ({
      kind: 'invitation',
      invitation,
      id: invitation.id,
      name: invitation.name ?? '',
      email: invitation.email,
      role: invitation.role,
      ownOnly: invitation.own_only,
      seesConsumers: invitation.sees_consumers,
      state: invitation.state,
      seenAt: null,
    }),
  );
  const members = items.map(
    (member): Entry => ({
      kind: 'member',
      member,
      id: member.id,
      name: member.name,
      email: member.email,
      role: member.role,
      ownOnly: member.own_only,
      seesConsumers: member.sees_consumers,
      state: member.state,
      seenAt: member.last_signed_in_at,
    }),
  );
  return [...invited, ...members];
}

const plain = (words: string) => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Every word must be somewhere in name, address or role. */
export function shownOf(
  entries: readonly Entry[],
  words: string,
  sort: { by: SortKey; down: boolean },
  roleName: (role: Role) => string,
): Entry[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  const found = entries.filter((entry) => {
    const all = plain(`${entry.name} ${entry.email} ${roleName(entry.role)}`);
    return wanted.every((word) => all.includes(word));
  });
  const byName = (one: Entry, other: Entry) => (one.name || one.email).localeCompare(other.name || other.email);
  const by: Record<SortKey, (one: Entry, other: Entry) => number> = {
    name: byName,
    role: (one, other) => ROLES.indexOf(one.role) - ROLES.indexOf(other.role),
    consumers: (one, other) => Number(other.seesConsumers) - Number(one.seesConsumers),
    seen: (one, other) => (other.seenAt ?? '').localeCompare(one.seenAt ?? ''),
    state: (one, other) => STATES.indexOf(one.state) - STATES.indexOf(other.state),
  };
  const sorted = found.sort((one, other) => by[sort.by](one, other) || byName(one, other));
  return sort.down ? sorted.reverse() : sorted;
}
