// Text messages, through the real JavaScript SDK.
import assert from 'node:assert/strict';
import test from 'node:test';
import { phoneNumber, refused, sms } from './sdk.mjs';

const skip = phoneNumber ? false : 'needs ACS_PHONE_NUMBER: a number that the resource owns';
const casey = '+14255550123';

test('each recipient has a result', { skip }, async () => {
  const to = [casey, '+14255550124'];
  const results = await sms.send({ from: phoneNumber, to, message: 'Hello ✓' }, { enableDeliveryReport: true, tag: 'a' });
  assert.deepEqual(results.map((result) => result.to), to);
  for (const result of results) {
    assert.deepEqual([result.successful, result.httpStatusCode, result.errorMessage], [true, 202, undefined]);
    assert.match(result.messageId, /^Outgoing_/);
    assert.equal(result.repeatabilityResult, 'accepted');
  }
});

test('a sender not owned is refused', { skip }, async () => {
  const asked = { from: '+18005559999', to: [casey], message: 'Hello' };
  await assert.rejects(sms.send(asked), refused(401, 'InternalError'));
});

test('a malformed recipient refuses the whole request', { skip }, async () => {
  await assert.rejects(sms.send({ from: phoneNumber, to: [casey, '12'], message: 'Hello' }), refused(400));
});
