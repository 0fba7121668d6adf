// How each state looks on the board: the tints and icons of the chips, completed in grey (it needs no eye), the running visit filled.
import { makeStyles } from '@fluentui/react-components';
import {
  CalendarLtr16Regular,
  Checkmark16Regular,
  CheckmarkCircle16Filled,
  Hourglass16Regular,
  PersonClock16Regular,
  Prohibited16Regular,
  QuestionCircle16Regular,
  Timer16Regular,
  Video16Filled,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { BoardVisit } from '../../api/words';
import type { Tint } from '../../ui/chip';
import { tokens } from '../../ui/tokens';

export type ShownAs = BoardVisit['shown_as'];

export const ICONS: Record<ShownAs, ReactElement | null> = {
  requested: <QuestionCircle16Regular />,
  booked: null,
  waiting: <Hourglass16Regular />,
  in_visit: <Video16Filled />,
  completed: <CheckmarkCircle16Filled />,
  ended: <Checkmark16Regular />,
  no_show: <PersonClock16Regular />,
  provider_no_show: <PersonClock16Regular />,
  did_not_come: <PersonClock16Regular />,
  refused: <Prohibited16Regular />,
  cancelled: <Prohibited16Regular />,
  held: <Timer16Regular />,
};

/** The chips above the board, in this order; what is zero is left out. */
export const COUNTED: readonly (readonly [ShownAs, Tint, ReactElement])[] = [
  ['booked', 'outline', <CalendarLtr16Regular key="i" />],
  ['completed', 'neutral', <CheckmarkCircle16Filled key="i" />],
  ['in_visit', 'brand', <Video16Filled key="i" />],
  ['waiting', 'warn', <Hourglass16Regular key="i" />],
  ['no_show', 'bad', <PersonClock16Regular key="i" />],
  ['did_not_come', 'warn', <PersonClock16Regular key="i" />],
  ['requested', 'outline', <QuestionCircle16Regular key="i" />],
  ['held', 'outline', <Timer16Regular key="i" />],
];

const dashed = {
  border: `1px dashed ${tokens.colorNeutralStrokeAccessible}`,
  backgroundColor: tokens.colorNeutralBackground1,
  color: tokens.colorNeutralForeground2,
};
const grey = { backgroundColor: tokens.colorNeutralBackground4, color: tokens.colorNeutralForeground3 };
const amber = {
  backgroundColor: tokens.colorStatusWarningBackground1,
  color: tokens.colorStatusWarningForeground1,
  border: `1px solid ${tokens.colorStatusWarningBorder1}`,
  fontWeight: tokens.fontWeightSemibold,
};
const red = { backgroundColor: tokens.colorStatusDangerBackground1, color: tokens.colorStatusDangerForeground1 };

export const useLooks = makeStyles({
  requested: dashed,
  held: dashed,
  booked: {
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    borderInlineStartWidth: '3px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorBrandStroke1,
    ':hover': { backgroundColor: tokens.colorBrandBackground2Hover },
  },
  waiting: amber,
  did_not_come: amber,
  in_visit: {
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    fontWeight: tokens.fontWeightSemibold,
  },
  completed: grey,
  ended: grey,
  cancelled: grey,
  no_show: red,
  provider_no_show: red,
  refused: red,
});
