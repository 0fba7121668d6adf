// What the JavaScript SDKs do by themselves when a service is in trouble.
import assert from 'node:assert/strict';
import test from 'node:test';
import { connectionString, control, RoomsClient } from './sdk.mjs';

const skip = control ? false : 'needs the emulator’s control API';
const order = (kind) =>
  fetch(`${control}/trouble`, { method: 'POST', body: JSON.stringify({ operation: 'rooms.create', kind: 'fail', ...kind }) });

test('what comes with a time is asked for again by itself', { skip }, async () => {
  const rooms = new RoomsClient(connectionString);
  for (const status of [503, 429]) {
    await order({ status, retry_after_seconds: 0, count: 1 });
    assert.match((await rooms.createRoom()).id, /^99/);
  }
  assert.deepEqual((await (await fetch(`${control}/trouble`)).json()).orders, []);
});
