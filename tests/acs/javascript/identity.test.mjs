// Users and tokens, through the real JavaScript SDK.
import assert from 'node:assert/strict';
import test from 'node:test';
import { all, ChatClient, AzureCommunicationTokenCredential, endpoint, identity, person, refused } from './sdk.mjs';

const USER_ID = /^8:acs:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const claims = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());

test('a user has an id of the resource', async () => {
  const [first, second] = [await identity.createUser(), await identity.createUser()];
  assert.match(first.communicationUserId, USER_ID);
  assert.notEqual(first.communicationUserId, second.communicationUserId);
});

test('a user may come with a token of the wished scopes and lifetime', async () => {
  const before = Date.now();
  const made = await identity.createUserAndToken(['chat', 'voip.join'], { tokenExpiresInMinutes: 60 });
  assert.equal(claims(made.token).acsScope, 'chat,voip.join');
  assert.equal(`8:${claims(made.token).skypeid}`, made.user.communicationUserId);
  assert.ok(made.expiresOn instanceof Date);
  assert.ok(Math.abs(made.expiresOn.getTime() - before - 3_600_000) < 30_000);
});

test('a further token lives a day unless told otherwise, and the earlier one stays valid', async () => {
  const priya = await person();
  const further = await identity.getToken(priya.user, ['chat']);
  assert.ok(Math.abs(further.expiresOn.getTime() - Date.now() - 86_400_000) < 30_000);
  await all(priya.chat.listChatThreads());
});

test('a lifetime outside its bounds and missing scopes are refused', async () => {
  const user = await identity.createUser();
  for (const tokenExpiresInMinutes of [59, 1441]) {
    await assert.rejects(identity.getToken(user, ['chat'], { tokenExpiresInMinutes }), refused(400, 'ValidationError'));
  }
  await assert.rejects(identity.getToken(user, []), refused(400, 'ValidationError'));
});

test('a revoked token no longer opens the chat, a fresh one does', async () => {
  const priya = await person();
  await identity.revokeTokens(priya.user);
  await assert.rejects(all(priya.chat.listChatThreads()), refused(401));
  const { token } = await identity.getToken(priya.user, ['chat']);
  const again = new ChatClient(endpoint, new AzureCommunicationTokenCredential(token));
  assert.deepEqual(await all(again.listChatThreads()), []);
});

test('a deleted user is gone', async () => {
  const user = await identity.createUser();
  await identity.deleteUser(user);
  await assert.rejects(identity.getToken(user, ['chat']), refused(404, 'NotFound'));
});

test('a Teams token that is none is refused', async () => {
  const guid = 'f0c5bf6e-1111-4222-8333-abcdefabcdef';
  const asked = { teamsUserAadToken: 'rubbish', clientId: guid, userObjectId: guid };
  await assert.rejects(identity.getTokenForTeamsUser(asked), refused(401));
  await assert.rejects(identity.getTokenForTeamsUser({ ...asked, clientId: 'no-guid' }), refused(400));
});
