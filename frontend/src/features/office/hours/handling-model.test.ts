import { describe, expect, it } from 'vitest';
import type { AffectedVisit } from '../../../api/words';
import { actsOf, colleaguesFor, decideAll, decided, rowsOf, toldBy } from './handling-model';

function visit(id: string, part: Partial<AffectedVisit> = {}): AffectedVisit {
  const acts: AffectedVisit['acts'] = ['keep', 'colleague', 'offer', 'cancel'];
  return {
    id,
    seat_id: `${id}-seat`,
    revision: 1,
    acts,
    fits: ['tom'],
    told: ['email', 'sms'],
    ...part,
  } as AffectedVisit;
}

const rows = rowsOf([
  visit('one'),
  visit('two', { fits: ['amara'], told: ['email'] }),
  visit('begun', { acts: ['keep'], fits: [] }),
]);

describe('what is done with the visits in the way', () => {
  it('gives to a colleague only what they can take', () => {
    const all = decideAll(rows, 'colleague', 'tom');
    expect(rows.map((row) => decided(all, row.visit).act)).toEqual(['colleague', 'keep', 'keep']);
    expect(colleaguesFor(rows)).toEqual(
      new Map([
        ['tom', 1],
        ['amara', 1],
      ]),
    );
  });

  it('counts who is told by what', () => {
    expect(toldBy(rows, decideAll(rows, 'offer', null))).toEqual({ both: 1, mail: 1, kept: 1 });
    expect(toldBy(rows, {})).toEqual({ both: 0, mail: 0, kept: 3 });
  });

  it('forgets a decision that is not possible any more', () => {
    const said = { one: { act: 'colleague', colleagueId: 'tom' } } as const;
    expect(decided(said, visit('one', { fits: [] })).act).toBe('keep');
  });

  it('says each visit once, with the revision that was seen', () => {
    const group = rowsOf([visit('group'), visit('group', { seat_id: 'other' })]);
    expect(actsOf(group, decideAll(group, 'cancel', null), ' Ill ')).toEqual([
      { visit_id: 'group', revision: 1, act: 'cancel', colleague_id: null, reason: 'Ill' },
    ]);
    expect(toldBy(group, decideAll(group, 'cancel', null)).both).toBe(2);
  });
});
