// What the parts of the board share: the model, who and what is shown, and what can be done.
import { createContext, useContext } from 'react';
import type { BoardDay, BoardProvider, BoardService, BoardVisit } from '../../api/words';
import { type Model, minutesOf, type Nearby, nearby, type Verdict, verdictOf } from './model';
import type { Store } from './store';
import { lengthOf, MINUTE, minutesIn, wallAt, wallMinutes } from './time';

export const PIXELS_A_MINUTE = 1.8;

/** One provider on one date. */
export interface Column {
  key: string;
  provider: BoardProvider;
  day: BoardDay;
  /** Where an instant lies, in minutes from the top of the day, and back. */
  place: (at: number) => number;
  at: (minutes: number) => number;
}

/** `byWall`: several dates beside each other share one axis, also one on which clocks change. */
export function columnOf(provider: BoardProvider, day: BoardDay, timeZone: string, byWall: boolean): Column {
  const begins = Date.parse(day.starts_at);
  const uneven = byWall && lengthOf(day) !== 1440;
  return {
    key: `${provider.id} ${day.on}`,
    provider,
    day,
    place: uneven
      ? (at) => {
          const { date, time } = wallAt(at, timeZone);
          return date === day.on ? wallMinutes(time) : at < begins ? 0 : 1440;
        }
      : (at) => minutesIn(day, at),
    at: (minutes) => begins + (uneven && minutes > 120 ? minutes - 1440 + lengthOf(day) : minutes) * MINUTE,
  };
}

/** Where something carried would land. */
export interface Target {
  column: Column;
  startsAt: number;
  verdict: Verdict;
  near: Nearby[];
}

export interface Carried {
  visit: BoardVisit;
  by: 'pointer' | 'keys';
  target: Target | null;
}

/** A free time under the pointer or the keys. */
export interface Cursor {
  column: Column;
  startsAt: number;
  by: 'pointer' | 'keys';
}

export interface Stage {
  model: Model;
  columns: readonly Column[];
  /** The minute of the day at the top of a column. */
  firstMinute: number;
  /** Whether times place things, or only dates do. */
  kind: 'grid' | 'matrix';
  mayAct: boolean;
  /** The service that new visits would be of, as far as the filter says. */
  service: BoardService | undefined;
  carried: Store<Carried | null>;
  cursor: Store<Cursor | null>;
  onOpen: (visitId: string) => void;
  onBook: (column: Column, startsAt: number) => void;
  onWhy: (column: Column, startsAt: number, target: HTMLElement) => void;
  onDrop: (visit: BoardVisit, target: Target) => void;
}

export const StageContext = createContext<Stage | null>(null);

export function useStage(): Stage {
  const stage = useContext(StageContext);
  if (!stage) throw new Error('useStage is for parts of the board.');
  return stage;
}

/** The service of whatever would be booked in a column: the one filtered by, or the provider's first. */
export function serviceOf(stage: Pick<Stage, 'model' | 'service'>, providerId: string): BoardService | undefined {
  if (stage.service) return stage.service;
  return stage.model.board.services.find(({ active, provider_ids }) => active && provider_ids.includes(providerId));
}

export function targetOf(stage: Stage, visit: BoardVisit, column: Column, startsAt: number, now: number): Target {
  const wish = {
    providerId: column.provider.id,
    service: stage.model.services.get(visit.service_id),
    startsAt,
    minutes: minutesOf(visit),
    moving: visit.id,
  };
  const stays = visit.provider_id === wish.providerId && Date.parse(visit.starts_at) === startsAt;
  const verdict: Verdict = stays ? { kind: 'free' } : verdictOf(stage.model, wish, now);
  const people = [...new Set(stage.columns.map(({ provider }) => provider.id))];
  const told = verdict.kind === 'taken' || verdict.kind === 'past';
  const near = !told ? [] : nearby(stage.model, column.day, wish, people, now);
  return { column, startsAt, verdict, near };
}
