// What is done with each visit in the way, while somebody decides; and how many people that tells. Pure.
import type { AffectedVisit, VisitAct } from '../../../api/words';

export type ActKind = VisitAct['act'];

export interface Decision {
  act: ActKind;
  colleagueId: string | null;
}

/** By visit. Visits without a decision stay. */
export type Decisions = Readonly<Record<string, Decision>>;

export const KEEP: Decision = { act: 'keep', colleagueId: null };

/** A group is one visit with several people. */
export interface VisitRow {
  visit: AffectedVisit;
  people: readonly AffectedVisit[];
}

export function rowsOf(affected: readonly AffectedVisit[]): VisitRow[] {
  const rows = new Map<string, AffectedVisit[]>();
  for (const one of affected) rows.set(one.id, [...(rows.get(one.id) ?? []), one]);
  return [...rows.values()].flatMap((people) => (people[0] ? [{ visit: people[0], people }] : []));
}

/** What is decided of a visit, as far as it is still possible: the list may have changed meanwhile. */
export function decided(decisions: Decisions, visit: AffectedVisit): Decision {
  const said = decisions[visit.id];
  if (!said || !visit.acts.includes(said.act)) return KEEP;
  return said.act === 'colleague' && !visit.fits.includes(said.colleagueId ?? '') ? KEEP : said;
}

/** The same for all, where it is possible: a colleague if one fits, the named one first. */
export function decideAll(rows: readonly VisitRow[], act: ActKind, colleagueId: string | null): Decisions {
  return Object.fromEntries(
    rows.map(({ visit }) => {
      if (!visit.acts.includes(act)) return [visit.id, KEEP];
      if (act !== 'colleague') return [visit.id, { act, colleagueId: null }];
      const who = colleagueId && visit.fits.includes(colleagueId) ? colleagueId : null;
      return [visit.id, who ? { act, colleagueId: who } : KEEP];
    }),
  );
}

export function actsOf(rows: readonly VisitRow[], decisions: Decisions, note: string): VisitAct[] {
  return rows.map(({ visit }) => {
    const { act, colleagueId } = decided(decisions, visit);
    return {
      visit_id: visit.id,
      revision: visit.revision,
      act,
      colleague_id: colleagueId,
      reason: act === 'keep' ? null : note.trim() || null,
    };
  });
}

export interface Told {
  /** People who get a text and a letter, and those who get a letter only. */
  both: number;
  mail: number;
  kept: number;
}

export function toldBy(rows: readonly VisitRow[], decisions: Decisions): Told {
  const told: Told = { both: 0, mail: 0, kept: 0 };
  for (const { visit, people } of rows) {
    if (decided(decisions, visit).act === 'keep') told.kept += 1;
    else {
      for (const person of people) {
        if (person.told.includes('sms')) told.both += 1;
        else told.mail += 1;
      }
    }
  }
  return told;
}

/** Everybody who could take at least one of the visits, with how many. */
export function colleaguesFor(rows: readonly VisitRow[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { visit } of rows) for (const id of visit.fits) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
