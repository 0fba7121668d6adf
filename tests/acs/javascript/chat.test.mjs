// Chat threads, through the real JavaScript SDK.
import assert from 'node:assert/strict';
import test from 'node:test';
import { all, person, refused } from './sdk.mjs';

const member = (who, displayName) => ({ id: who.user, displayName });

async function visit(...people) {
  const { chatThread } = await people[0].chat.createChatThread(
    { topic: 'Visit' },
    { participants: people.slice(1).map((who) => member(who)) },
  );
  return people.map((who) => who.chat.getChatThreadClient(chatThread.id));
}

test('a thread has topic, metadata, retention policy and those listed', async () => {
  const [priya, casey] = [await person(), await person()];
  const retentionPolicy = { kind: 'threadCreationDate', deleteThreadAfterDays: 30 };
  const asked = { topic: 'Visit' };
  const made = await priya.chat.createChatThread(asked, {
    participants: [member(casey, 'Casey')],
    metadata: { visit: '1' },
    retentionPolicy,
  });
  assert.deepEqual(made.invalidParticipants ?? [], []);
  const thread = casey.chat.getChatThreadClient(made.chatThread.id);
  const seen = await thread.getProperties();
  assert.deepEqual([seen.topic, seen.metadata, seen.retentionPolicy], ['Visit', { visit: '1' }, retentionPolicy]);
  assert.deepEqual(seen.createdBy, { kind: 'communicationUser', communicationUserId: priya.id });
  const names = (await all(thread.listParticipants())).map((each) => each.displayName);
  assert.deepEqual(names, [undefined, 'Casey']);
});

test('an idempotent create gives the same thread', async () => {
  const priya = await person();
  const ask = (idempotencyToken) => priya.chat.createChatThread({ topic: 'Visit' }, { idempotencyToken });
  const [first, again, other] = [await ask('one'), await ask('one'), await ask('two')];
  assert.equal(again.chatThread.id, first.chatThread.id);
  assert.notEqual(other.chatThread.id, first.chatThread.id);
});

test('a thread changes its topic, metadata and retention policy', async () => {
  const [thread] = await visit(await person());
  await thread.updateTopic('Other');
  await thread.updateProperties({ metadata: { a: 'b' }, retentionPolicy: { kind: 'none' } });
  const seen = await thread.getProperties();
  assert.deepEqual([seen.topic, seen.metadata, seen.retentionPolicy], ['Other', { a: 'b' }, { kind: 'none' }]);
});

test('a message is written, read, edited with its metadata, and deleted', async () => {
  const [mine, theirs] = await visit(await person(), await person());
  const sent = await mine.sendMessage({ content: 'helo ✓' }, { senderDisplayName: 'Priya', metadata: { a: '1' } });
  const seen = await theirs.getMessage(sent.id);
  assert.deepEqual([seen.content.message, seen.senderDisplayName, seen.type], ['helo ✓', 'Priya', 'text']);
  assert.deepEqual(seen.metadata, { a: '1' });
  await mine.updateMessage(sent.id, { content: 'hello ✓', metadata: { a: '2' } });
  const edited = await theirs.getMessage(sent.id);
  assert.deepEqual([edited.content.message, edited.metadata], ['hello ✓', { a: '2' }]);
  assert.ok(edited.editedOn instanceof Date);
  await assert.rejects(theirs.updateMessage(sent.id, { content: 'hacked' }), refused(403));
  await mine.deleteMessage(sent.id);
  assert.ok((await theirs.getMessage(sent.id)).deletedOn instanceof Date);
});

test('messages, threads and participants come in pages', async () => {
  const [priya, casey] = [await person(), await person()];
  const [thread] = await visit(priya, casey);
  for (let each = 0; each < 5; each += 1) {
    await thread.sendMessage({ content: `number ${each}` });
  }
  const listed = await all(thread.listMessages({ maxPageSize: 2 }));
  assert.deepEqual(listed.map((message) => message.sequenceId), ['7', '6', '5', '4', '3', '2', '1']);
  assert.equal((await all(thread.listParticipants({ maxPageSize: 1 }))).length, 2);
  await visit(priya);
  assert.equal((await all(priya.chat.listChatThreads({ maxPageSize: 1 }))).length, 2);
});

test('typing and receipts are told', async () => {
  const [mine, theirs] = await visit(await person(), await person());
  const { id } = await mine.sendMessage({ content: 'hello' });
  assert.equal(await theirs.sendTypingNotification({ senderDisplayName: 'Casey' }), true);
  await theirs.sendReadReceipt({ chatMessageId: id });
  const [receipt] = await all(mine.listReadReceipts());
  assert.equal(receipt.chatMessageId, id);
  assert.ok(receipt.readOn instanceof Date);
});

test('who is added reads, and who is removed does not', async () => {
  const [priya, casey, stranger] = [await person(), await person(), await person()];
  const [mine] = await visit(priya);
  await mine.addParticipants({ participants: [member(casey, 'Casey')] });
  const theirs = casey.chat.getChatThreadClient(mine.threadId);
  await theirs.sendMessage({ content: 'here' });
  await assert.rejects(stranger.chat.getChatThreadClient(mine.threadId).getProperties(), refused(403, 'Forbidden'));
  await mine.removeParticipant(casey.user);
  await assert.rejects(theirs.sendMessage({ content: 'hello?' }), refused(403));
});

test('a token without the scope may not, and a deleted thread is gone', async () => {
  const [priya, joiner] = [await person(), await person(['chat.join'])];
  const [mine] = await visit(priya, joiner);
  await assert.rejects(joiner.chat.createChatThread({ topic: 'own' }), refused(403));
  await priya.chat.deleteChatThread(mine.threadId);
  await assert.rejects(mine.getProperties(), refused(404, 'NotFound'));
});

test('real-time notifications are for browsers', async () => {
  const priya = await person();
  await assert.rejects(priya.chat.startRealtimeNotifications(), /not supported in node js/i);
});
