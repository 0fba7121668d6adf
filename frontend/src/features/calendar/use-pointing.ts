// Shows the free time under the pointer, and books where somebody presses. Blocks open what they show.
import { useEffect, useRef } from 'react';
import { snapped } from './model';
import { type Column, PIXELS_A_MINUTE, type Stage, serviceOf } from './stage';

export function useBoardPointing(root: HTMLElement | null, stage: Stage): void {
  const latest = useRef(stage);
  latest.current = stage;
  useEffect(() => {
    if (!root) return;
    const board = root;

    function freeAt(event: MouseEvent): { column: Column; startsAt: number } | null {
      const { columns, model, kind, firstMinute } = latest.current;
      const under = event.target as HTMLElement;
      const cell = under.closest<HTMLElement>('[data-column]');
      const column = cell && columns.find(({ key }) => key === cell.dataset.column);
      if (!cell || !column || under.closest('[data-visit], [data-free]')) return null;
      const service = serviceOf(latest.current, column.provider.id);
      const wish = { providerId: column.provider.id, service };
      if (kind === 'matrix') return { column, startsAt: firstOpen(latest.current, column) };
      const minute = firstMinute + (event.clientY - cell.getBoundingClientRect().top) / PIXELS_A_MINUTE;
      return { column, startsAt: snapped(model, column.day, { ...wish, startsAt: column.at(minute) }, true) };
    }

    function move(event: PointerEvent) {
      const { carried, cursor, mayAct } = latest.current;
      if (event.pointerType === 'touch' || event.buttons || carried.get() || !mayAct) return;
      const before = cursor.get();
      if ((event.target as HTMLElement).closest('[data-free]')) return;
      const free = freeAt(event);
      if (!free) {
        if (before?.by === 'pointer') cursor.set(null);
        return;
      }
      if (before?.column.key === free.column.key && before.startsAt === free.startsAt) return;
      cursor.set({ ...free, by: 'pointer' });
    }

    function leave() {
      const { cursor } = latest.current;
      if (cursor.get()?.by === 'pointer') cursor.set(null);
    }

    function press(event: MouseEvent) {
      const { mayAct, onBook, onOpen } = latest.current;
      const block = (event.target as HTMLElement).closest<HTMLElement>('[data-visit]');
      if (block?.dataset.visit) {
        onOpen(block.dataset.visit);
        return;
      }
      const free = mayAct ? freeAt(event) : null;
      if (free) onBook(free.column, free.startsAt);
    }

    board.addEventListener('pointermove', move);
    board.addEventListener('pointerleave', leave);
    board.addEventListener('click', press);
    return () => {
      board.removeEventListener('pointermove', move);
      board.removeEventListener('pointerleave', leave);
      board.removeEventListener('click', press);
    };
  }, [root]);
}

/** The first free time of somebody's date, or nine o'clock where there is none: the week tells no times. */
export function firstOpen(stage: Stage, column: Column): number {
  const { model } = stage;
  const [begins, ends] = [Date.parse(column.day.starts_at), Date.parse(column.day.ends_at)];
  const person = model.people.get(column.provider.id);
  const now = Date.parse(model.board.now);
  for (const { from, until } of person?.open ?? []) {
    if (until <= Math.max(begins, now) || from >= ends) continue;
    let at = Math.max(from, begins);
    const busy = [...(person?.taken ?? []), ...(person?.away ?? [])];
    for (;;) {
      const inTheWay = busy.find((one) => one.from <= at && at < one.until);
      if (inTheWay) at = inTheWay.until;
      else if (at < now) at = Math.ceil(now / 300_000) * 300_000;
      else break;
    }
    if (at < Math.min(until, ends)) return at;
  }
  return column.at(9 * 60);
}
