import { expect, it } from 'vitest';
import { troubleOf } from './trouble';

it.each([
  ['NotAllowedError', 'Permission denied', 'blocked'],
  ['NotAllowedError', 'Permission denied by system', 'blockedBySystem'],
  ['NotFoundError', 'Requested device not found', 'missing'],
  ['NotReadableError', 'Could not start video source', 'busy'],
  ['TypeError', 'x', 'failed'],
])('%s, "%s" is %s', (name, message, trouble) => {
  expect(troubleOf(new DOMException(message, name))).toBe(trouble);
});

it('takes anything else for a failure', () => {
  expect(troubleOf('no')).toBe('failed');
});
