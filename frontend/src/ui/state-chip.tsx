// States and waits as chips: the same colour, icon and word everywhere.
import {
  Alert16Filled,
  ArrowForward16Regular,
  CalendarCancel16Regular,
  CalendarLtr16Regular,
  Checkmark16Regular,
  CheckmarkCircle16Filled,
  Clock16Regular,
  DismissCircle16Filled,
  Hourglass16Regular,
  PersonClock16Regular,
  Prohibited16Regular,
  QuestionCircle16Regular,
  Send16Regular,
  Timer16Regular,
  Video16Filled,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip, type Tint } from './chip';

const STATES = {
  booked: ['brand', <CalendarLtr16Regular key="i" />],
  requested: ['outline', <QuestionCircle16Regular key="i" />],
  held: ['outline', <Timer16Regular key="i" />],
  waiting: ['warn', <Hourglass16Regular key="i" />],
  admitted: ['brand', <Video16Filled key="i" />],
  in_visit: ['brand', <Video16Filled key="i" />],
  completed: ['ok', <CheckmarkCircle16Filled key="i" />],
  ended: ['neutral', <Checkmark16Regular key="i" />],
  no_show: ['bad', <PersonClock16Regular key="i" />],
  provider_no_show: ['bad', <PersonClock16Regular key="i" />],
  missed: ['neutral', <Clock16Regular key="i" />],
  cancelled: ['bad', <CalendarCancel16Regular key="i" />],
  cancelled_by_consumer: ['neutral', <Prohibited16Regular key="i" />],
  declined: ['neutral', <Prohibited16Regular key="i" />],
  expired: ['neutral', <Clock16Regular key="i" />],
  planned: ['outline', <Clock16Regular key="i" />],
  sending: ['brand', <Send16Regular key="i" />],
  accepted: ['brand', <Checkmark16Regular key="i" />],
  delivered: ['ok', <CheckmarkCircle16Filled key="i" />],
  failed: ['bad', <DismissCircle16Filled key="i" />],
  skipped: ['neutral', <ArrowForward16Regular key="i" />],
  message_cancelled: ['neutral', <Prohibited16Regular key="i" />],
} as const satisfies Record<string, readonly [Tint, ReactElement]>;

export type ChipState = keyof typeof STATES;

/** The state of an appointment, a visit or a message, in its colour, icon and word. */
export function StateChip({ state }: { state: ChipState }) {
  const { t } = useTranslation('common');
  const [tint, icon] = STATES[state];
  return (
    <Chip tint={tint} icon={icon}>
      {t(`state.${state}`)}
    </Chip>
  );
}

const WAITS = {
  early: ['brand', <Clock16Regular key="i" />],
  just_came: ['brand', <Clock16Regular key="i" />],
  waiting: ['warn', <Hourglass16Regular key="i" />],
  long: ['bad', <Alert16Filled key="i" />],
} as const satisfies Record<string, readonly [Tint, ReactElement]>;

/** How long somebody has waited: "Waiting, 9 min". The server says which of the four it is. */
export function WaitChip({ wait, minutes }: { wait: keyof typeof WAITS; minutes: number }) {
  const { t } = useTranslation('common');
  const [tint, icon] = WAITS[wait];
  return (
    <Chip tint={tint} icon={icon}>
      {t(`wait.${wait}`, { count: minutes })}
    </Chip>
  );
}
