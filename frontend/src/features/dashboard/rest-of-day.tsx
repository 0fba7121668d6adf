import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { Video20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { DayVisit } from '../../api/words';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Count } from '../../ui/chip';
import { Section } from '../../ui/heading';
import { useMomentWords } from '../../ui/moment';
import { screen } from '../../ui/screen';
import { StateChip } from '../../ui/state-chip';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { spellClock } from '../../ui/wall';
import { mayJoin } from './queue';
import { useSectionStyles } from './section-styles';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '56px minmax(0, 1fr) auto',
    gap: '12px',
    alignItems: 'center',
    minHeight: '44px',
    padding: '4px 16px 4px 20px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ':focus': { outlineOffset: '-2px' },
    [screen.phone]: {
      minHeight: '52px',
      padding: '4px 16px',
      gridTemplateColumns: '52px minmax(0, 1fr) auto',
      gap: '8px',
    },
  },
  time: { fontWeight: tokens.fontWeightSemibold, ...text.numbers, whiteSpace: 'nowrap' },
  over: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
  words: { display: 'flex', gap: '8px', minWidth: 0, [screen.phone]: { flexDirection: 'column', gap: 0 } },
  name: { fontWeight: tokens.fontWeightSemibold, ...text.truncated },
  service: { color: tokens.colorNeutralForeground3, ...text.truncated },
  end: { display: 'flex', alignItems: 'center', gap: '8px' },
});

interface RestOfDayProps {
  visits: readonly DayVisit[];
  now: number;
  isToday: boolean;
  onOpen: (visit: DayVisit) => void;
}

export function RestOfDay({ visits, now, isToday, onOpen }: RestOfDayProps) {
  const { t } = useTranslation('dashboard');
  const section = useSectionStyles();
  const styles = useStyles();
  const words = useMomentWords();
  const joinTime = (visit: DayVisit) => spellClock(Date.parse(visit.may_join_at), visit.office.time_zone, words.locale);
  const booked = visits.filter(({ state }) => state !== 'cancelled');
  const last = booked.at(-1);
  return (
    <Card className={section.card}>
      <div className={section.head}>
        <Section>{t(isToday ? 'rest' : 'visits')}</Section>
        <Count>{booked.length}</Count>
        {last?.office.end_time && (
          <span className={section.end}>{t('until', { time: words.time(last.office.end_time) })}</span>
        )}
      </div>
      <ul>
        {visits.map((visit) => {
          const cancelled = visit.state === 'cancelled';
          const mayOpen = mayJoin(visit, now);
          return (
            <li key={visit.seat_id} className={styles.row} tabIndex={-1} data-row="">
              <span className={mergeClasses(styles.time, cancelled && styles.over)}>
                {words.time(visit.office.time)}
              </span>
              <span className={styles.words}>
                <span className={mergeClasses(styles.name, cancelled && styles.over)}>{visit.consumer.name}</span>
                <span className={styles.service}>{visit.service.name}</span>
              </span>
              <span className={styles.end}>
                {cancelled && <StateChip state="cancelled" />}
                {visit.state === 'refused' && <StateChip state="declined" />}
                {!cancelled && isToday && (
                  <Button
                    icon={<Video20Regular />}
                    disabled={!mayOpen}
                    title={mayOpen ? undefined : t('joinFrom', { time: joinTime(visit) })}
                    aria-label={
                      mayOpen
                        ? t('joinLabel', { name: visit.consumer.name })
                        : t('joinLater', { name: visit.consumer.name, time: joinTime(visit) })
                    }
                    onClick={mayOpen ? () => onOpen(visit) : undefined}
                  >
                    {t('join')}
                  </Button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
