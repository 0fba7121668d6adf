import { makeStyles } from '@fluentui/react-components';
import { screen } from './screen';
import { text } from './text';
import { tokens } from './tokens';
import { useSpelling } from './use-spelling';
import { leafParts } from './wall';

const useStyles = makeStyles({
  leaf: {
    flexShrink: 0,
    width: '88px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    overflow: 'hidden',
    textAlign: 'center',
    backgroundColor: tokens.colorNeutralBackground1,
    [screen.phone]: { width: '72px' },
  },
  leafMonth: {
    display: 'block',
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    fontSize: '14px',
    lineHeight: '28px',
    fontWeight: tokens.fontWeightSemibold,
  },
  leafDay: { display: 'block', ...text.hero, ...text.numbers, paddingTop: '4px' },
  leafWeekday: {
    display: 'block',
    ...text.small,
    fontWeight: tokens.fontWeightMedium,
    color: tokens.colorNeutralForeground3,
    paddingBottom: '8px',
  },
});

/** A leaf of a wall calendar. Decoration: the date is written in words beside it. */
export function DateTile({ date }: { date: string }) {
  const styles = useStyles();
  const parts = leafParts(date, useSpelling());
  return (
    <span className={styles.leaf} aria-hidden="true">
      <span className={styles.leafMonth}>{parts.month}</span>
      <span className={styles.leafDay}>{parts.day}</span>
      <span className={styles.leafWeekday}>{parts.weekday}</span>
    </span>
  );
}
