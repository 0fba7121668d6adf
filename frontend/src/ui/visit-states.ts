// Which chip says how a visit stands, and how it ended: the same for the day's list and for a person's visits.
import type { DayVisit } from '../api/words';
import type { ChipState } from './state-chip';

export const CHIP_OF_STATE: Record<DayVisit['state'], ChipState> = {
  booked: 'booked',
  open: 'booked',
  waiting: 'waiting',
  admitted: 'admitted',
  in_visit: 'in_visit',
  refused: 'declined',
  ended: 'ended',
  missed: 'missed',
  cancelled: 'cancelled',
  requested: 'requested',
  declined: 'declined',
  expired: 'expired',
};

export const CHIP_OF_OUTCOME: Record<NonNullable<DayVisit['outcome']>, ChipState> = {
  completed: 'completed',
  consumer_no_show: 'no_show',
  provider_no_show: 'provider_no_show',
};
