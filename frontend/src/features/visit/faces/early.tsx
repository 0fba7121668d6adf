// The door is not open yet: when it opens, and good use of the time until then.
import { makeStyles } from '@fluentui/react-components';
import { CalendarAdd20Regular, Checkmark20Regular, Mic20Regular } from '@fluentui/react-icons';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { useServerNow } from '../../../api/server-clock';
import type { VisitSeen } from '../../../api/words';
import { IconDisc } from '../../../ui/avatar';
import { Card } from '../../../ui/card';
import { PageHeading, Section } from '../../../ui/heading';
import { OfflineNotice } from '../../../ui/notice';
import { screen } from '../../../ui/screen';
import { text } from '../../../ui/text';
import { TextLink } from '../../../ui/text-link';
import { tokens } from '../../../ui/tokens';
import { dateIn, spellClock } from '../../../ui/wall';
import { Changes } from '../change/changes';
import { timeLeft } from '../countdown';
import { lastTest } from '../equipment/last-test';
import { SinglePage } from '../layout';
import { MovedNotice } from '../moved-notice';
import { VisitCard } from '../visit-card';
import { type FaceProps, useVisitWords } from '../visit-words';

/** So close that the hour says more than the day, over midnight too. */
const SOON_MS = 6 * 3_600_000;

const useStyles = makeStyles({
  small: { ...text.small, color: tokens.colorNeutralForeground2 },
  countdown: { ...text.countdown, ...text.numbers },
  closing: { maxWidth: '300px', ...text.small, color: tokens.colorNeutralForeground2 },
  title: { padding: '16px 24px 12px', [screen.phone]: { padding: '16px 16px 12px' } },
  row: {
    display: 'grid',
    gridTemplateColumns: '40px minmax(0, 1fr) auto',
    gap: '12px',
    alignItems: 'center',
    minHeight: '68px',
    padding: '12px 24px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    [screen.phone]: { padding: '12px 16px' },
  },
  rowName: { display: 'block', fontWeight: tokens.fontWeightSemibold },
  rowDetail: { display: 'block', ...text.small, color: tokens.colorNeutralForeground3, ...text.numbers },
  act: { ...text.small, display: 'inline-flex', alignItems: 'center', minHeight: '44px' },
});

function Countdown({ visit }: { visit: VisitSeen }) {
  const { t } = useTranslation('visit');
  const styles = useStyles();
  const now = useServerNow(1000);
  const { key, ...parts } = timeLeft(Date.parse(visit.door_opens_at) - now);
  return (
    <div role="timer" aria-live="off">
      <p className={styles.small}>{t('early.opensIn')}</p>
      <p className={styles.countdown}>{t(`countdown.${key}`, { ...parts, count: parts.days })}</p>
      <p className={styles.closing}>{t('early.byItself')}</p>
    </div>
  );
}

function Row({ icon, name, detail, act }: { icon: ReactNode; name: string; detail: string; act: ReactNode }) {
  const styles = useStyles();
  return (
    <li className={styles.row}>
      {icon}
      <span>
        <span className={styles.rowName}>{name}</span>
        <span className={styles.rowDetail}>{detail}</span>
      </span>
      {act}
    </li>
  );
}

function testedWords(visit: VisitSeen, t: TFunction<'visit'>, locale: string) {
  const tested = lastTest();
  if (!tested) return null;
  const zone = visit.reader.time_zone;
  const now = Date.now();
  const sameDay = dateIn(tested.at, zone) === dateIn(now, zone);
  const when = sameDay
    ? t('prepare.today', { time: spellClock(tested.at, zone, locale) })
    : new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone: zone }).format(
        tested.at,
      );
  return { works: tested.works, text: t(tested.works ? 'prepare.tested' : 'prepare.testedTrouble', { when }) };
}

function Prepare({ visit }: { visit: VisitSeen }) {
  const { t } = useTranslation('visit');
  const styles = useStyles();
  const { hash, search } = useLocation();
  const { locale } = useVisitWords(visit);
  const tested = testedWords(visit, t, locale);
  const test = new URLSearchParams(search);
  test.set('do', 'test');
  return (
    <Card>
      <Section className={styles.title}>{t('prepare.title')}</Section>
      <ul>
        <Row
          icon={
            <IconDisc kind={tested?.works ? 'ok' : 'brand'}>
              {tested?.works ? <Checkmark20Regular /> : <Mic20Regular />}
            </IconDisc>
          }
          name={t('prepare.test')}
          detail={tested?.text ?? t('prepare.testText')}
          act={
            <TextLink className={styles.act} to={`?${test}${hash}`}>
              {t(tested ? 'prepare.testAgain' : 'prepare.testAct')}
            </TextLink>
          }
        />
        <Row
          icon={
            <IconDisc>
              <CalendarAdd20Regular />
            </IconDisc>
          }
          name={t('prepare.calendar')}
          detail={t('prepare.calendarText')}
          act={
            <TextLink className={styles.act} href={visit.calendar_url} download aria-label={t('prepare.calendarName')}>
              {t('prepare.calendarAct')}
            </TextLink>
          }
        />
      </ul>
    </Card>
  );
}

export default function EarlyFace({ visit, live }: FaceProps) {
  const { t } = useTranslation('visit');
  const words = useVisitWords(visit);
  const now = useServerNow(60_000);
  const isSoon = Date.parse(visit.door_opens_at) - now < SOON_MS;
  const isToday = isSoon || dateIn(now, visit.reader.time_zone) === visit.door_opens.date;
  return (
    <SinglePage>
      <PageHeading place={visit.office.name}>
        {isToday
          ? t('early.today', { time: words.time(visit.door_opens.time) })
          : t('early.later', { day: words.longDay(visit.reader.date) })}
      </PageHeading>
      <OfflineNotice live={live} timeZone={visit.reader.time_zone} />
      <MovedNotice visit={visit} />
      <VisitCard visit={visit} below={visit.can_move || visit.can_cancel ? <Changes visit={visit} /> : null}>
        <Countdown visit={visit} />
      </VisitCard>
      <Prepare visit={visit} />
      {!visit.can_move && !visit.can_cancel && <Changes visit={visit} />}
    </SinglePage>
  );
}
