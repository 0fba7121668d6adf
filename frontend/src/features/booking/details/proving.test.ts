// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../../api/problem';
import type { Hold, OfficePage } from '../../../api/words';
import type { Details, Proof } from '../draft';
import { channelsFor, channelsOf, codeTrouble, isFor } from './proving';

const office = (contact_proof: OfficePage['contact_proof']) => ({ contact_proof }) as OfficePage;
const casey = { email: ' casey@example.com ', phone: '' } as Details;

describe('how somebody shows that they can be reached', () => {
  it('is for the office to say', () => {
    expect(channelsOf(office('none'))).toEqual([]);
    expect(channelsOf(office('sms'))).toEqual(['sms']);
    expect(channelsOf(office('either'))).toEqual(['email', 'sms']);
  });

  it('needs an address', () => {
    expect(channelsFor(office('either'), casey)).toEqual(['email']);
    expect(channelsFor(office('either'), { ...casey, phone: '07700 900417' })).toEqual(['email', 'sms']);
  });
});

describe('a code', () => {
  const proof: Proof = {
    hold: { id: 'h1', secret: 's' },
    channel: 'email',
    address: 'a@b.c',
    sentAt: '',
    proven: false,
  };

  it('is for one hold and one address', () => {
    expect(isFor(proof, { id: 'h1' } as Hold, 'email', 'a@b.c')).toBe(true);
    expect(isFor(proof, { id: 'h2' } as Hold, 'email', 'a@b.c')).toBe(false);
    expect(isFor(proof, { id: 'h1' } as Hold, 'email', 'other@b.c')).toBe(false);
    expect(isFor(null, { id: 'h1' } as Hold, 'email', 'a@b.c')).toBe(false);
  });

  it('says what is wrong with it, and how often it may be tried', () => {
    const wrong = (left: number) => new ApiProblem(422, 'wrong_code', '', [], { tries_left: left });
    expect(codeTrouble(wrong(3))).toEqual({ key: 'code.wrong', count: 3 });
    expect(codeTrouble(wrong(0))).toEqual({ key: 'code.dead' });
    expect(codeTrouble(new ApiProblem(409, 'code_dead', ''))).toEqual({ key: 'code.dead' });
    expect(codeTrouble(new ApiProblem(429, 'too_many_attempts', ''))).toEqual({ key: 'code.tooMany' });
    expect(codeTrouble(new ApiProblem(0, 'offline', ''))).toEqual({ key: 'trouble' });
  });
});
