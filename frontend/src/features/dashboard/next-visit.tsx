// The next visit, big: the one filled button of the page is here.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import {
  DoorArrowRight20Regular,
  Hourglass20Regular,
  PersonProhibited20Regular,
  Video20Regular,
} from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { DayVisit } from '../../api/words';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { calledName } from '../../ui/called-name';
import { Card } from '../../ui/card';
import { Section } from '../../ui/heading';
import { useMomentWords } from '../../ui/moment';
import { MoreMenu } from '../../ui/more-menu';
import { screen } from '../../ui/screen';
import { StateChip } from '../../ui/state-chip';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { waitOf } from '../../ui/wait';
import { differ, spellClock } from '../../ui/wall';

const useStyles = makeStyles({
  card: { overflow: 'hidden' },
  lead: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    padding: '8px 20px',
    fontWeight: tokens.fontWeightSemibold,
    ...text.numbers,
    [screen.phone]: { padding: '8px 16px' },
  },
  just_came: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorBrandForeground2 },
  early: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorBrandForeground2 },
  waiting: { backgroundColor: tokens.colorStatusWarningBackground1, color: tokens.colorStatusWarningForeground1 },
  long: { backgroundColor: tokens.colorStatusDangerBackground1, color: tokens.colorStatusDangerForeground1 },
  edge_just_came: edge(tokens.colorBrandStroke2),
  edge_early: edge(tokens.colorBrandStroke2),
  edge_waiting: edge(tokens.colorStatusWarningBorder1),
  edge_long: edge(tokens.colorStatusDangerBorder1),
  since: { fontWeight: tokens.fontWeightMedium, [screen.phone]: { display: 'none' } },
  count: { marginInlineStart: 'auto', fontWeight: tokens.fontWeightMedium },
  alone: { [screen.phone]: { display: 'none' } },
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
    padding: '16px 20px 20px',
    [screen.phone]: { padding: '16px' },
  },
  who: { display: 'flex', gap: '16px', alignItems: 'flex-start' },
  words: { display: 'flex', flexDirection: 'column', gap: '4px', minWidth: 0, overflowWrap: 'anywhere' },
  name: { fontSize: '24px', lineHeight: '32px', letterSpacing: '-0.016em' },
  when: { fontSize: '16px', lineHeight: '24px', fontWeight: tokens.fontWeightMedium, ...text.numbers },
  theirs: { fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground3, whiteSpace: 'nowrap' },
  service: { color: tokens.colorNeutralForeground2 },
  acts: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  now: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '12px',
    padding: '12px 16px 12px 20px',
    ...edge(tokens.colorBrandStroke2),
    [screen.phone]: { padding: '12px 16px' },
  },
  nowWords: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  nowName: { fontWeight: tokens.fontWeightSemibold, ...text.truncated },
  quiet: { color: tokens.colorNeutralForeground3, ...text.numbers },
});

function edge(colour: string) {
  return { borderTopColor: colour, borderRightColor: colour, borderBottomColor: colour, borderLeftColor: colour };
}

interface NextVisitProps {
  visit: DayVisit;
  /** How many wait in all. */
  waiting: number;
  now: number;
  busy: boolean;
  onLetIn: () => void;
  onRefuse: () => void;
  onOpen: () => void;
}

export function NextVisit({ visit, waiting, now, busy, onLetIn, onRefuse, onOpen }: NextVisitProps) {
  const { t } = useTranslation('dashboard');
  const styles = useStyles();
  const words = useMomentWords();
  const told = waitOf(visit, now) ?? { wait: 'just_came' as const, minutes: 0 };
  const name = calledName(visit.consumer.name);
  return (
    <Card
      className={mergeClasses(styles.card, styles[`edge_${told.wait}`])}
      aria-label={t('next.label', { name: visit.consumer.name })}
    >
      <div className={mergeClasses(styles.lead, styles[told.wait])}>
        <Hourglass20Regular />
        <span>{t(`next.${told.wait}`, { count: told.minutes })}</span>
        {visit.waiting_since && (
          <span className={styles.since}>
            {t('next.since', {
              time: spellClock(Date.parse(visit.waiting_since), visit.office.time_zone, words.locale),
            })}
          </span>
        )}
        <span className={mergeClasses(styles.count, waiting === 1 && styles.alone)}>
          {t('next.of', { count: waiting })}
        </span>
      </div>
      <div className={styles.body}>
        <div className={styles.who}>
          <Avatar name={visit.consumer.name} initials={visit.consumer.initials} size="large" />
          <div className={styles.words}>
            <Section className={styles.name}>{visit.consumer.name}</Section>
            <span className={styles.when}>
              {words.range(visit.office)}, {words.zone(visit.office.time_zone)}{' '}
              {differ(visit.office, visit.consumer_wall) && (
                <span className={styles.theirs}>
                  {t('next.theirs', {
                    name,
                    time: words.time(visit.consumer_wall.time),
                    city: words.city(visit.consumer_wall.time_zone),
                  })}
                </span>
              )}
            </span>
            <span className={styles.service}>{visit.service.name}</span>
          </div>
        </div>
        <div className={styles.acts}>
          <Button
            kind="primary"
            size="large"
            icon={<DoorArrowRight20Regular />}
            keyHint="A"
            busy={busy}
            onClick={onLetIn}
          >
            {t('letIn', { name })}
          </Button>
          <MoreMenu
            size="large"
            label={t('moreAbout', { name: visit.consumer.name })}
            word={t('more')}
            acts={[
              { label: t('openVisit'), icon: <Video20Regular />, onAct: onOpen },
              { label: t('refuse.menu'), icon: <PersonProhibited20Regular />, onAct: onRefuse },
            ]}
          />
        </div>
      </div>
    </Card>
  );
}

/** Let in or talking: the way back. */
export function NowInVisit({ visit, onOpen }: { visit: DayVisit; onOpen: () => void }) {
  const { t } = useTranslation('dashboard');
  const styles = useStyles();
  const words = useMomentWords();
  return (
    <Card className={styles.now}>
      <Avatar name={visit.consumer.name} initials={visit.consumer.initials} />
      <div className={styles.nowWords}>
        <Section className={styles.nowName}>{visit.consumer.name}</Section>
        <span className={styles.quiet}>
          {words.range(visit.office)}, {visit.service.name}
        </span>
      </div>
      <StateChip state={visit.state === 'in_visit' ? 'in_visit' : 'admitted'} />
      <Button icon={<Video20Regular />} onClick={onOpen}>
        {t('backToVisit')}
      </Button>
    </Card>
  );
}
