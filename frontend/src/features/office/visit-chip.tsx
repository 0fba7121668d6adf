import { makeStyles } from '@fluentui/react-components';
import {
  CheckmarkCircle16Filled,
  Hourglass16Regular,
  PersonClock16Regular,
  Video16Filled,
} from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { DayVisit } from '../../api/words';
import { Chip } from '../../ui/chip';
import { StateChip, WaitChip } from '../../ui/state-chip';
import { CHIP_OF_OUTCOME, CHIP_OF_STATE } from '../../ui/visit-states';
import { waitOf } from '../../ui/wait';

/** Where a visit stands, in one chip. A booked one whose time is over did not come, as far as anybody knows. */
export function VisitChip({ visit, now }: { visit: DayVisit; now: number }) {
  const { t } = useTranslation('office');
  const waiting = visit.state === 'waiting' ? waitOf(visit, now) : null;
  if (waiting) return <WaitChip {...waiting} />;
  if (visit.outcome && visit.state !== 'cancelled') return <StateChip state={CHIP_OF_OUTCOME[visit.outcome]} />;
  const late = (visit.state === 'open' || visit.state === 'booked') && Date.parse(visit.ends_at) <= now;
  if (late || visit.state === 'missed') {
    return (
      <Chip tint="warn" icon={<PersonClock16Regular />}>
        {t('list.didNotCome')}
      </Chip>
    );
  }
  return <StateChip state={CHIP_OF_STATE[visit.state]} />;
}

const useStyles = makeStyles({ counts: { display: 'flex', flexWrap: 'wrap', gap: '8px' } });

/** The day in four numbers; what is zero is left out. */
export function DayCounts({ visits }: { visits: readonly DayVisit[] }) {
  const { t } = useTranslation('office');
  const styles = useStyles();
  const count = (fits: (visit: DayVisit) => boolean) => visits.filter(fits).length;
  const counts = [
    {
      name: 'completed',
      tint: 'neutral',
      icon: <CheckmarkCircle16Filled />,
      number: count(({ outcome }) => outcome === 'completed'),
    },
    {
      name: 'inVisit',
      tint: 'brand',
      icon: <Video16Filled />,
      number: count(({ state }) => state === 'in_visit' || state === 'admitted'),
    },
    { name: 'waiting', tint: 'warn', icon: <Hourglass16Regular />, number: count(({ state }) => state === 'waiting') },
    {
      name: 'noShow',
      tint: 'bad',
      icon: <PersonClock16Regular />,
      number: count(({ outcome }) => outcome === 'consumer_no_show'),
    },
  ] as const;
  return (
    <div className={styles.counts}>
      {counts
        .filter(({ number }) => number > 0)
        .map(({ name, tint, icon, number }) => (
          <Chip key={name} tint={tint} icon={icon}>
            {t(`list.count.${name}`, { count: number })}
          </Chip>
        ))}
    </div>
  );
}
