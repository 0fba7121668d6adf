import { expect, it } from 'vitest';
import type { StaffList } from '../../api/words';
import { entriesOf, shownOf } from './entries';

const member = { initials: 'X', own_only: false, sees_consumers: false, deactivated_at: null } as const;
const staff: StaffList = {
  items: [
    {
      ...member,
      id: '1',
      name: 'Renée Martin',
      email: 'r@x.example',
      role: 'viewer',
      state: 'active',
      last_signed_in_at: null,
    },
    {
      ...member,
      id: '2',
      name: 'Olive Hart',
      email: 'o@x.example',
      role: 'owner',
      state: 'active',
      last_signed_in_at: '2026-11-26T10:00:00Z',
    },
    {
      ...member,
      id: '3',
      name: 'Tom Osei',
      email: 't@x.example',
      role: 'provider',
      state: 'deactivated',
      last_signed_in_at: '2026-11-25T10:00:00Z',
    },
  ],
  invitations: [
    {
      id: '4',
      email: 'new@x.example',
      role: 'scheduler',
      own_only: false,
      sees_consumers: false,
      name: null,
      invited_by: null,
      sent_at: '2026-11-26T10:00:00Z',
      expires_at: '2026-12-03T10:00:00Z',
      state: 'sent',
    },
  ],
};
const ids = (words: string, by: 'name' | 'role' | 'seen' | 'state', down = false) =>
  shownOf(entriesOf(staff), words, { by, down }, (role) => role).map(({ id }) => id);

it('puts what wants an answer first, and whoever is gone last', () => {
  expect(ids('', 'state')).toEqual(['4', '2', '1', '3']);
});

it('sorts by rank, by when somebody was here last, and the other way round', () => {
  expect(ids('', 'role')).toEqual(['2', '4', '3', '1']);
  expect(ids('', 'seen')).toEqual(['2', '3', '4', '1']);
  expect(ids('', 'name', true)).toEqual(['3', '1', '2', '4']);
});

it('finds names without their accents, addresses and roles, all words at once', () => {
  expect(ids('renee', 'name')).toEqual(['1']);
  expect(ids('x.example provider', 'name')).toEqual(['3']);
  expect(ids('olive viewer', 'name')).toEqual([]);
});
