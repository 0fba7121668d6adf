// Rooms, through the real JavaScript SDK.
import assert from 'node:assert/strict';
import test from 'node:test';
import { all, identity, refused, rooms } from './sdk.mjs';

const DAY = 86_400_000;
const at = (milliseconds) => new Date(Date.now() + milliseconds);

test('a room without dates is open for 180 days', async () => {
  const room = await rooms.createRoom();
  assert.match(room.id, /^99\d{14,15}$/);
  assert.equal(room.validUntil.getTime() - room.validFrom.getTime(), 180 * DAY);
  assert.equal(room.pstnDialOutEnabled, false);
  assert.deepEqual(await rooms.getRoom(room.id), room);
});

test('the given instants come back, and an update changes only what is given', async () => {
  const [validFrom, validUntil] = [at(DAY), at(2 * DAY)];
  const room = await rooms.createRoom({ validFrom, validUntil, pstnDialOutEnabled: true });
  assert.deepEqual([room.validFrom, room.validUntil, room.pstnDialOutEnabled], [validFrom, validUntil, true]);
  const moved = await rooms.updateRoom(room.id, { validFrom, validUntil: at(3 * DAY) });
  assert.ok(moved.validUntil > validUntil);
  assert.equal(moved.pstnDialOutEnabled, true);
});

test('a window that breaks the rules is refused', async () => {
  for (const window of [
    { validFrom: at(181 * DAY) },
    { validUntil: at(-DAY) },
    { validFrom: at(2 * DAY), validUntil: at(DAY) },
    { validFrom: at(DAY), validUntil: at(182 * DAY) },
  ]) {
    await assert.rejects(rooms.createRoom(window), refused(400, 'BadRequest'));
  }
});

test('the roster is added to, changed and taken from', async () => {
  const [one, two] = [await identity.createUser(), await identity.createUser()];
  const room = await rooms.createRoom({ participants: [{ id: one, role: 'Presenter' }, { id: two }] });
  const roster = async () => (await all(rooms.listParticipants(room.id))).map((each) => each.role);
  assert.deepEqual(await roster(), ['Presenter', 'Attendee']);
  await rooms.addOrUpdateParticipants(room.id, [{ id: two, role: 'Collaborator' }]);
  assert.deepEqual(await roster(), ['Presenter', 'Collaborator']);
  await rooms.removeParticipants(room.id, [one, await identity.createUser()]);
  assert.deepEqual(await roster(), ['Collaborator']);
});

test('who is no communication user is not invited', async () => {
  const room = await rooms.createRoom();
  const stranger = { id: { phoneNumber: '+14255550123' }, role: 'Attendee' };
  await assert.rejects(rooms.addOrUpdateParticipants(room.id, [stranger]));
  assert.deepEqual(await all(rooms.listParticipants(room.id)), []);
});

test('many rooms and participants come in pages', async () => {
  const people = [];
  for (let each = 0; each < 7; each += 1) {
    people.push(await identity.createUser());
  }
  const made = [];
  for (let each = 0; each < 5; each += 1) {
    made.push(await rooms.createRoom({ participants: people.map((id) => ({ id })) }));
  }
  const listed = new Set((await all(rooms.listRooms())).map((room) => room.id));
  assert.ok(made.every((room) => listed.has(room.id)));
  assert.equal((await all(rooms.listParticipants(made[0].id))).length, 7);
});

test('an id of the wrong shape, an unknown and a deleted room are told apart', async () => {
  await assert.rejects(rooms.getRoom('invalid_id'), refused(400, 'BadRequest'));
  await assert.rejects(rooms.getRoom('99000000000000001'), refused(404, 'NotFound'));
  const room = await rooms.createRoom();
  await rooms.deleteRoom(room.id);
  await assert.rejects(rooms.getRoom(room.id), refused(404, 'NotFound'));
});
