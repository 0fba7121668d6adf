import { describe, expect, it } from 'vitest';
import { changedFields, differences, firstChoices, merged } from './merging';

const base = { name: 'Follow-up', notice: '4', reasons: ['Ill'] };
const mine = { name: 'Follow-up visit', notice: '8', reasons: ['Ill'] };
const theirs = { name: 'Follow-up', notice: '6', reasons: ['Ill', 'Travel'] };

describe('two managers in one form', () => {
  it('knows who changed what since both began', () => {
    expect(differences(base, mine, theirs)).toEqual([
      { name: 'name', by: 'mine' },
      { name: 'notice', by: 'both' },
      { name: 'reasons', by: 'theirs' },
    ]);
    expect(changedFields(mine, base)).toEqual(['name', 'notice']);
  });

  it('asks only about what both changed', () => {
    expect(firstChoices(differences(base, mine, theirs))).toEqual({ name: 'mine', reasons: 'theirs' });
  });

  it('mixes field by field, and what is not chosen is theirs', () => {
    expect(merged(mine, theirs, { name: 'mine', notice: 'theirs' })).toEqual({
      name: 'Follow-up visit',
      notice: '6',
      reasons: ['Ill', 'Travel'],
    });
  });

  it('does not ask where both typed the same', () => {
    expect(differences(base, mine, mine)).toEqual([]);
  });
});
