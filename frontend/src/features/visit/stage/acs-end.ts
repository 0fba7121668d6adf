// Azure's codes for the end of a call, in our words. The messages of the codes are those of the SDK's own table.
import type { StageEnd, StageEndReason } from './visit-stage';

const BY_SUB_CODE: Record<number, StageEndReason> = {
  5732: 'room_not_found',
  5829: 'room_closed',
  5828: 'not_invited',
  // Taken off the roster; removed by somebody (two codes).
  5317: 'removed',
  5300: 'removed',
  5000: 'removed',
  // Ended for everyone; ended by the service; everybody else has gone.
  4097: 'ended',
  5003: 'ended',
  5010: 'ended',
  5013: 'ended',
  // Accepted on another device.
  10003: 'replaced',
  10009: 'pass_refused',
  4507: 'pass_refused',
  // The network, before and during the call.
  7: 'connection_lost',
  3100: 'connection_lost',
  3101: 'connection_lost',
  3112: 'connection_lost',
  4502: 'connection_lost',
  301004: 'connection_lost',
  301005: 'connection_lost',
};

/** What an ended call means here. `wish` is what this person had asked for, if anything. */
export function acsEnd(codes: { code?: number; subCode?: number }, wish: 'leave' | 'end' | null): StageEnd {
  const { code = 0, subCode = 0 } = codes;
  const known = BY_SUB_CODE[subCode];
  if (wish === 'end' && code === 0) return { reason: 'ended', byMe: true, code, subCode };
  if (wish === 'leave' || (code === 0 && subCode === 0)) return { reason: 'left', byMe: true, code, subCode };
  if (known) return { reason: known, byMe: false, code, subCode };
  if (code === 0) return { reason: 'ended', byMe: false, code, subCode };
  return { reason: 'failed', byMe: false, code, subCode, error: new Error(`Azure ended the call: ${code}/${subCode}`) };
}
