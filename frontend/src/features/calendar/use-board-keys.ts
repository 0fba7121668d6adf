// The board by keys: arrows go from block to block and over free times, Enter opens or books, Y asks why, M carries.
import { useEffect, useRef } from 'react';
import { serverNow } from '../../api/server-clock';
import { keysAreOn } from '../../ui/key';
import { mayMove, snapped, stepOf } from './model';
import { type Carried, type Column, type Stage, serviceOf, targetOf } from './stage';
import { instantOf, MINUTE } from './time';
import { firstOpen } from './use-pointing';

type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';
const ARROWS: readonly string[] = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'];

export function useBoardKeys(root: HTMLElement | null, stage: Stage, lastMinute: number): void {
  const latest = useRef({ stage, lastMinute });
  latest.current = { stage, lastMinute };

  // Carrying by keys goes on wherever the focus is, until Enter or Escape.
  useEffect(() => {
    function heard(event: KeyboardEvent) {
      const { stage } = latest.current;
      const held = stage.carried.get();
      if (held?.by !== 'keys') return;
      if (ARROWS.includes(event.key)) carry(stage, held, event.key as Arrow, isRightToLeft());
      else if (event.key === 'Escape') {
        stage.carried.set(null);
        focusVisit(root, held.visit.id);
      } else if (event.key === 'Enter') {
        stage.carried.set(null);
        if (held.target) stage.onDrop(held.visit, held.target);
      } else if (event.key === 'Tab') stage.carried.set(null);
      else return;
      if (event.key !== 'Tab') {
        event.preventDefault();
        event.stopPropagation();
      }
    }
    document.addEventListener('keydown', heard, { capture: true });
    return () => document.removeEventListener('keydown', heard, { capture: true });
  }, [root]);

  // Heard by the element itself: what is drawn into its columns from elsewhere belongs to it, too.
  useEffect(() => {
    if (!root) return;
    const board = root;
    function heard(event: KeyboardEvent) {
      const { stage, lastMinute } = latest.current;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const here = placeOf(board, stage);
      if (ARROWS.includes(event.key)) {
        event.preventDefault();
        go(board, stage, lastMinute, here, event.key as Arrow, isRightToLeft());
        return;
      }
      if (!keysAreOn() || !here) return;
      const key = event.key.toLowerCase();
      const visit = stage.model.board.visits.find(({ id }) => id === here.visitId);
      if (key === 'm' && visit && mayMove(visit) && stage.mayAct) {
        event.preventDefault();
        const target = targetOf(stage, visit, here.column, Date.parse(visit.starts_at), serverNow());
        stage.carried.set({ visit, by: 'keys', target });
      }
      if (key === 'y' && !here.visitId) {
        const mark = board.querySelector<HTMLElement>('[data-why]');
        event.preventDefault();
        if (mark) stage.onWhy(here.column, here.at, mark);
      }
    }
    board.addEventListener('keydown', heard);
    return () => board.removeEventListener('keydown', heard);
  }, [root]);
}

const isRightToLeft = () => document.documentElement.dir === 'rtl';

export function focusVisit(root: HTMLElement | null, id: string): boolean {
  const block = root?.querySelector<HTMLElement>(`[data-visit="${id}"]`);
  block?.focus();
  block?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  return Boolean(block);
}

interface Here {
  column: Column;
  at: number;
  visitId: string | null;
}

/** Where the focus is: on a block, on a free time, on a cell of the week. */
function placeOf(root: HTMLElement, stage: Stage): Here | null {
  const focus = document.activeElement as HTMLElement | null;
  const cell = focus?.closest<HTMLElement>('[data-column]');
  const column = cell && root.contains(cell) && stage.columns.find(({ key }) => key === cell.dataset.column);
  if (!column) return null;
  const visitId = focus?.dataset.visit ?? null;
  const visit = stage.model.board.visits.find(({ id }) => id === visitId);
  const at = visit ? Date.parse(visit.starts_at) : (stage.cursor.get()?.startsAt ?? firstOpen(stage, column));
  return { column, at, visitId };
}

function go(root: HTMLElement, stage: Stage, lastMinute: number, here: Here | null, arrow: Arrow, rtl: boolean) {
  const first = stage.columns[0];
  if (!first) return;
  if (stage.kind === 'matrix') {
    goInWeek(root, stage, here?.column ?? first, arrow, rtl);
    return;
  }
  const at = here?.at ?? begin(stage, first, lastMinute);
  const column = here?.column ?? first;
  if (!here) {
    settle(root, stage, column, at);
    return;
  }
  if (arrow === 'ArrowLeft' || arrow === 'ArrowRight') {
    const next = stage.columns[stage.columns.indexOf(column) + ((arrow === 'ArrowRight') === rtl ? -1 : 1)];
    if (next) settle(root, stage, next, next.at(column.place(at)));
    return;
  }
  const step = stepOf(serviceOf(stage, column.provider.id)) * MINUTE;
  const visit = stage.model.board.visits.find(({ id }) => id === here.visitId);
  const moved = arrow === 'ArrowDown' ? (visit ? Date.parse(visit.ends_at) : at + step) : at - step;
  const minute = column.place(moved);
  if (minute >= stage.firstMinute && minute < lastMinute) settle(root, stage, column, moved, arrow === 'ArrowUp');
}

/** Where the keys begin: about now, or where the day begins to be shown. */
function begin(stage: Stage, column: Column, lastMinute: number): number {
  const startsAt = Math.max(column.at(stage.firstMinute), Math.min(serverNow(), column.at(lastMinute - 60)));
  const service = serviceOf(stage, column.provider.id);
  return snapped(stage.model, column.day, { providerId: column.provider.id, service, startsAt }, true);
}

/** Goes to the block at an instant of a column, or to the free time there. */
function settle(root: HTMLElement, stage: Stage, column: Column, at: number, up = false) {
  const step = stepOf(serviceOf(stage, column.provider.id)) * MINUTE;
  const visit = stage.model.board.visits.find(
    ({ provider_id, starts_at, ends_at }) =>
      provider_id === column.provider.id &&
      Date.parse(starts_at) < at + (up ? step : 1) &&
      at < Date.parse(ends_at) &&
      column.day.on === stage.columns.find(({ key }) => key === column.key)?.day.on,
  );
  if (visit && root.querySelector(`[data-visit="${visit.id}"]`)) {
    stage.cursor.set(null);
    focusVisit(root, visit.id);
    return;
  }
  stage.cursor.set({ column, startsAt: Math.max(at, column.at(0)), by: 'keys' });
}

function goInWeek(root: HTMLElement, stage: Stage, from: Column, arrow: Arrow, rtl: boolean) {
  const cellOf = (column: Column) => root.querySelector<HTMLElement>(`[data-column="${column.key}"]`);
  const stops = (cell: HTMLElement | null) =>
    cell ? [...cell.querySelectorAll<HTMLElement>('[data-visit], [data-free] button:first-child')] : [];
  const days = stage.model.board.days.length;
  const cell = cellOf(from);
  const focus = document.activeElement as HTMLElement | null;
  const inside = stops(cell);
  const index = focus ? inside.indexOf(focus) : -1;
  const vertical = arrow === 'ArrowUp' ? -1 : arrow === 'ArrowDown' ? 1 : 0;
  const within = vertical && index + vertical >= 0 ? inside[index + vertical] : undefined;
  if (within) {
    within.focus();
    within.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    return;
  }
  const side = arrow === 'ArrowLeft' ? -1 : arrow === 'ArrowRight' ? 1 : 0;
  const at = stage.columns.indexOf(from);
  const next = stage.columns[at + (vertical ? vertical * days : rtl ? -side : side)];
  if (!next) return;
  const there = stops(cellOf(next));
  const stop = vertical < 0 ? there.at(-1) : there[Math.min(Math.max(index, 0), there.length - 1)];
  if (stop) {
    stage.cursor.set(null);
    stop.focus();
    stop.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  } else {
    stage.cursor.set({ column: next, startsAt: firstOpen(stage, next), by: 'keys' });
  }
}

/** A step up or down, or the next column; in the week the next person or date at the same time of day. */
function carry(stage: Stage, held: Carried, arrow: Arrow, rtl: boolean) {
  const { visit, target } = held;
  if (!target) return;
  const side = arrow === 'ArrowLeft' ? -1 : arrow === 'ArrowRight' ? 1 : 0;
  const vertical = arrow === 'ArrowUp' ? -1 : arrow === 'ArrowDown' ? 1 : 0;
  const at = stage.columns.indexOf(target.column);
  const now = serverNow();
  if (stage.kind === 'matrix') {
    const next = stage.columns[at + (vertical ? vertical * stage.model.board.days.length : rtl ? -side : side)];
    if (!next) return;
    const startsAt = instantOf(next.day.on, visit.office.time, stage.model.board.time_zone);
    stage.carried.set({ ...held, target: targetOf(stage, visit, next, startsAt, now) });
    return;
  }
  const column = side ? stage.columns[at + (rtl ? -side : side)] : target.column;
  if (!column) return;
  const service = stage.model.services.get(visit.service_id);
  const wanted = side
    ? column.at(target.column.place(target.startsAt))
    : target.startsAt + vertical * stepOf(service) * MINUTE;
  const startsAt = snapped(stage.model, column.day, { providerId: column.provider.id, service, startsAt: wanted });
  const minute = column.place(startsAt);
  if (minute < 0 || minute >= 1440) return;
  stage.carried.set({ ...held, target: targetOf(stage, visit, column, startsAt, now) });
}
