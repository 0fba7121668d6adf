// Two versions of one form, field by field. Pure.

export interface Difference<Typed> {
  name: keyof Typed & string;
  /** Who changed it since both began: `both` have to be decided. */
  by: 'mine' | 'theirs' | 'both';
}

export type Choice = 'mine' | 'theirs';

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The fields that differ from what is saved. */
export function changedFields<Typed extends object>(typed: Typed, saved: Typed): (keyof Typed & string)[] {
  return (Object.keys(saved) as (keyof Typed & string)[]).filter((name) => !isSame(typed[name], saved[name]));
}

/** Where mine and theirs differ, in the order of the form. */
export function differences<Typed extends object>(base: Typed, mine: Typed, theirs: Typed): Difference<Typed>[] {
  return changedFields(mine, theirs).map((name) => {
    const isMine = !isSame(mine[name], base[name]);
    const isTheirs = !isSame(theirs[name], base[name]);
    return { name, by: isMine && isTheirs ? 'both' : isMine ? 'mine' : 'theirs' };
  });
}

/** What each one changed alone is chosen already; where both did, somebody has to say. */
export function firstChoices<Typed>(found: readonly Difference<Typed>[]): Partial<Record<string, Choice>> {
  return Object.fromEntries(found.filter(({ by }) => by !== 'both').map(({ name, by }) => [name, by as Choice]));
}

export function merged<Typed extends object>(
  mine: Typed,
  theirs: Typed,
  choices: Readonly<Partial<Record<string, Choice>>>,
): Typed {
  const names = Object.keys(theirs) as (keyof Typed & string)[];
  return Object.fromEntries(names.map((name) => [name, choices[name] === 'mine' ? mine[name] : theirs[name]])) as Typed;
}
