import { expect, test } from 'vitest';
import { acsEnd } from './acs-end';

test.each([
  [{ code: 404, subCode: 5732 }, 'room_not_found'],
  [{ code: 403, subCode: 5829 }, 'room_closed'],
  [{ code: 403, subCode: 5828 }, 'not_invited'],
  [{ code: 403, subCode: 5317 }, 'removed'],
  [{ code: 0, subCode: 5300 }, 'removed'],
  [{ code: 0, subCode: 5003 }, 'ended'],
  [{ code: 0, subCode: 4097 }, 'ended'],
  [{ code: 0, subCode: 99999 }, 'ended'],
  [{ code: 401, subCode: 10009 }, 'pass_refused'],
  [{ code: 496, subCode: 7 }, 'connection_lost'],
  [{ code: 410, subCode: 3101 }, 'connection_lost'],
] as const)('%o means %s, done by somebody else', (codes, reason) => {
  expect(acsEnd(codes, null)).toMatchObject({ reason, byMe: false, ...codes });
});

test('who hangs up has left, whatever the service calls it', () => {
  expect(acsEnd({ code: 0, subCode: 5003 }, 'leave')).toMatchObject({ reason: 'left', byMe: true });
  expect(acsEnd({ code: 0, subCode: 0 }, null)).toMatchObject({ reason: 'left', byMe: true });
});

test('who ends it for all has ended it', () => {
  expect(acsEnd({ code: 0, subCode: 0 }, 'end')).toMatchObject({ reason: 'ended', byMe: true });
});

test('a code nobody knows is a failure with an error that names it', () => {
  const end = acsEnd({ code: 500, subCode: 12345 }, null);

  expect(end.reason).toBe('failed');
  expect(end.error?.message).toContain('500/12345');
});
