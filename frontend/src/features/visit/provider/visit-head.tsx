import { makeStyles } from '@fluentui/react-components';
import { ArrowLeft20Regular, Timer20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { DayVisit, VisitDetail } from '../../../api/words';
import { Avatar } from '../../../ui/avatar';
import { Button, ButtonLink } from '../../../ui/button';
import { Chip, type Tint } from '../../../ui/chip';
import { PageHeading } from '../../../ui/heading';
import { useMomentWords } from '../../../ui/moment';
import { screen } from '../../../ui/screen';
import { StateChip } from '../../../ui/state-chip';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { waitedMinutes } from '../../../ui/wait';
import { spellCountdown } from '../../../ui/wall';
import { type Timer, timerOf } from './timer';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    minHeight: '56px',
    padding: '0 16px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    [screen.phone]: { padding: '0 8px', gap: '8px' },
  },
  avatar: { [screen.phone]: { display: 'none' } },
  words: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  name: {
    ...text.truncated,
    fontSize: '16px',
    lineHeight: '22px',
    [screen.phone]: { fontSize: '16px', lineHeight: '22px' },
  },
  when: { ...text.caption, ...text.numbers, ...text.truncated, color: tokens.colorNeutralForeground3 },
  of: { [screen.phone]: { display: 'none' } },
  next: { paddingInlineStart: '4px', '@media (max-width: 1023.98px)': { display: 'none' } },
});

const PACE: Record<Timer['pace'], Tint> = { within: 'brand', near: 'warn', over: 'bad' };

interface VisitHeadProps {
  visit: VisitDetail;
  now: number;
  next: DayVisit | null;
  onNext: () => void;
}

export function VisitHead({ visit, now, next, onNext }: VisitHeadProps) {
  const { t } = useTranslation('provider-visit');
  const styles = useStyles();
  const words = useMomentWords();
  const timer = timerOf(visit, now);
  return (
    <header className={styles.head}>
      <ButtonLink
        kind="subtle"
        to="/provider"
        icon={<ArrowLeft20Regular className="turns" />}
        aria-label={t('toToday')}
      />
      <span className={styles.avatar}>
        <Avatar name={visit.consumer.name} initials={visit.consumer.initials} size="medium" />
      </span>
      <div className={styles.words}>
        <PageHeading className={styles.name}>{visit.consumer.name}</PageHeading>
        <span className={styles.when}>
          {visit.service.name}, {words.range(visit.office)}, {words.zone(visit.office.time_zone)}
        </span>
      </div>
      {timer ? (
        <Chip big tint={PACE[timer.pace]} icon={<Timer20Regular />}>
          <span role="timer">{spellCountdown(timer.seconds)}</span>
          <span className={styles.of}>{t('ofMinutes', { count: timer.ofMinutes })}</span>
        </Chip>
      ) : (
        <StateChip state={chipOf(visit)} />
      )}
      {next && (
        <Button className={styles.next} keyHint="Alt N" onClick={onNext}>
          <Avatar name={next.consumer.name} initials={next.consumer.initials} size="small" />
          {t('nextWaiting', { name: next.consumer.name, count: waitedMinutes(next, now) ?? 0 })}
        </Button>
      )}
    </header>
  );
}

function chipOf(visit: VisitDetail) {
  if (visit.outcome === 'completed') return 'completed';
  if (visit.outcome === 'consumer_no_show') return 'no_show';
  if (visit.outcome === 'provider_no_show') return 'provider_no_show';
  const { state } = visit;
  if (state === 'open') return 'booked';
  return state === 'refused' ? 'declined' : state;
}
