// Done: when, with whom, the calendar, the link, and what happens on the day.
import { makeStyles } from '@fluentui/react-components';
import {
  CalendarAdd20Regular,
  Checkmark20Regular,
  Checkmark28Regular,
  Copy20Regular,
  DoorArrowRight20Regular,
  Video20Regular,
  WeatherSunny20Regular,
} from '@fluentui/react-icons';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Booked as BookedAnswer, OfficePage, VisitSeen } from '../../api/words';
import { Avatar, IconDisc } from '../../ui/avatar';
import { Button, ButtonLink } from '../../ui/button';
import { Card, Rule } from '../../ui/card';
import { Chip } from '../../ui/chip';
import { DateTile } from '../../ui/date-tile';
import { TextField } from '../../ui/field';
import { PageHeading, Section } from '../../ui/heading';
import { announce } from '../../ui/live-region';
import { OfficeMoment, useMomentWords } from '../../ui/moment';
import { Rich } from '../../ui/rich';
import { screen } from '../../ui/screen';
import { text } from '../../ui/text';
import { TextLink } from '../../ui/text-link';
import { tokens } from '../../ui/tokens';
import { spellPrice } from './money';
import { useLinkSession } from './queries';

const StateChip = lazy(async () => ({ default: (await import('../../ui/state-chip')).StateChip }));

const useStyles = makeStyles({
  main: { maxWidth: '1088px', margin: '0 auto', padding: '32px 32px 24px', [screen.phone]: { padding: '16px' } },
  head: { display: 'flex', alignItems: 'flex-start', gap: '16px', marginBottom: '24px' },
  headWords: { display: 'flex', flexDirection: 'column', gap: '4px', minWidth: 0 },
  sent: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  note: {
    marginBottom: '24px',
    padding: '12px 16px',
    borderInlineStartWidth: '3px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorBrandStroke1,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    whiteSpace: 'pre-line',
    overflowWrap: 'anywhere',
    [screen.phone]: { marginBottom: '16px' },
  },
  whole: { whiteSpace: 'nowrap', ...text.numbers },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 368px',
    gap: '32px',
    alignItems: 'start',
    [screen.narrow]: { display: 'flex', flexDirection: 'column', alignItems: 'stretch', gap: '16px' },
  },
  part: { padding: '24px', display: 'flex', flexDirection: 'column', gap: '24px', [screen.phone]: { padding: '16px' } },
  when: { display: 'flex', alignItems: 'flex-start', gap: '24px', [screen.phone]: { gap: '16px' } },
  whenWords: { display: 'flex', flexDirection: 'column', gap: '4px', minWidth: 0 },
  day: { ...text.subsection },
  hero: { ...text.hero, ...text.numbers, [screen.phone]: text.title },
  zone: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px 8px',
    fontWeight: tokens.fontWeightSemibold,
  },
  office: { color: tokens.colorNeutralForeground2, marginTop: '4px' },
  acts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '12px',
    [screen.phone]: { flexDirection: 'column', alignItems: 'stretch' },
  },
  facts: {
    display: 'grid',
    gridTemplateColumns: '1fr 1fr',
    gap: '24px',
    padding: '20px 24px',
    [screen.phone]: { gridTemplateColumns: '1fr', gap: '12px', padding: '20px 16px' },
  },
  fact: { display: 'flex', alignItems: 'center', gap: '12px' },
  factWords: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { ...text.small, color: tokens.colorNeutralForeground3 },
  changes: {
    padding: '16px 24px',
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: '16px',
    ...text.small,
    color: tokens.colorNeutralForeground2,
    [screen.phone]: { padding: '16px' },
  },
  changeLinks: { display: 'flex', gap: '16px' },
  todo: {
    display: 'grid',
    gridTemplateColumns: '40px minmax(0, 1fr)',
    gap: '12px',
    padding: '16px 0',
    ':not(:first-of-type)': { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
    ':last-child': { paddingBottom: 0 },
  },
  todoText: { ...text.small, color: tokens.colorNeutralForeground2 },
  another: { marginTop: '24px', ...text.small },
});

interface BookedProps {
  office: OfficePage;
  booked: BookedAnswer;
  /** Where a next booking begins. */
  again: string;
}

export default function Booked({ office, booked, again }: BookedProps) {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  const session = useLinkSession(booked.link_token);
  const visit = session.data?.visit ?? booked.visit;
  const { consumer } = visit;
  // Asked for, and not promised yet: the page must not look like a yes.
  const asked = visit.state === 'requested';
  const link = `/v#${booked.link_token}`;
  return (
    <main className={styles.main} data-width="medium">
      <div className={styles.head}>
        <IconDisc kind={asked ? 'brand' : 'ok'} size="large">
          <Checkmark28Regular />
        </IconDisc>
        <div className={styles.headWords}>
          <PageHeading place={office.name} title={t(asked ? 'booked.requested.tab' : 'booked.tab')}>
            {t(asked ? 'booked.requested.title' : 'booked.title', { name: consumer.first_name })}
          </PageHeading>
          <p className={styles.sent}>
            <Rich
              text={t(sentKey(visit), {
                email: consumer.email,
                phone: consumer.phone,
              })}
              tags={{ nb: (number) => <span className={styles.whole}>{number}</span> }}
            />
          </p>
        </div>
      </div>
      {office.booked_note && <p className={styles.note}>{office.booked_note}</p>}
      <div className={styles.grid}>
        <Card>
          <When visit={visit} link={link} calendarReady={session.isSuccess} />
          <Rule />
          <Facts visit={visit} />
          {!asked && <Rule />}
          {!asked && <Changes visit={visit} link={link} />}
        </Card>
        {asked ? <WhatNow /> : <OnTheDay visit={visit} />}
      </div>
      <p className={styles.another}>
        <TextLink to={again}>{t('booked.another')}</TextLink>
      </p>
    </main>
  );
}

/** Where the details went: only what is promised goes out by SMS as well. */
function sentKey({ state, consumer }: VisitSeen): string {
  if (state === 'requested') return 'booked.requested.text';
  return consumer.phone ? 'booked.sentBoth' : 'booked.sentEmail';
}

function When({ visit, link, calendarReady }: { visit: VisitSeen; link: string; calendarReady: boolean }) {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  const words = useMomentWords();
  const { reader, office_wall: office } = visit;
  const here = reader.time_zone === Intl.DateTimeFormat().resolvedOptions().timeZone;
  const asked = visit.state === 'requested';
  return (
    <div className={styles.part}>
      <div className={styles.when}>
        <DateTile date={reader.date} />
        <div className={styles.whenWords}>
          <h2 className={styles.day}>{words.longDay(reader.date)}</h2>
          <p className={styles.hero}>{words.range(reader)}</p>
          <p className={styles.zone}>
            {words.zone(reader.time_zone)}
            {here && <Chip>{t('booked.whereYouAre')}</Chip>}
            {asked && (
              <Suspense fallback={null}>
                <StateChip state="requested" />
              </Suspense>
            )}
          </p>
          <OfficeMoment reader={reader} office={office} className={styles.office} />
        </div>
      </div>
      <div className={styles.acts}>
        {/* The file is behind the visit's own cookie, which the link brings. */}
        {asked ? (
          <ButtonLink kind="primary" to={link}>
            {t('booked.requested.open')}
          </ButtonLink>
        ) : calendarReady ? (
          <ButtonLink kind="primary" href={visit.calendar_url} download icon={<CalendarAdd20Regular />}>
            {t('booked.calendar')}
          </ButtonLink>
        ) : (
          <Button kind="primary" busy icon={<CalendarAdd20Regular />}>
            {t('booked.calendar')}
          </Button>
        )}
        <CopyLink link={link} />
      </div>
    </div>
  );
}

function CopyLink({ link }: { link: string }) {
  const { t } = useTranslation('booking');
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  const whole = new URL(link, window.location.origin).href;

  async function copy() {
    try {
      await navigator.clipboard.writeText(whole);
      setState('copied');
      announce(t('booked.copiedAloud'));
    } catch {
      // No permission, or no clipboard without https: show it to be copied by hand.
      setState('refused');
    }
  }

  if (state === 'refused') {
    return (
      <TextField label={t('booked.copyFailed')} value={whole} readOnly onFocus={(event) => event.target.select()} />
    );
  }
  return (
    <Button icon={state === 'copied' ? <Checkmark20Regular /> : <Copy20Regular />} onClick={() => void copy()}>
      {t(state === 'copied' ? 'booked.copied' : 'booked.copy')}
    </Button>
  );
}

function Facts({ visit }: { visit: VisitSeen }) {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  const { locale } = useMomentWords();
  const { provider, service } = visit;
  const price = spellPrice(service, locale) ?? t('booked.noCharge');
  return (
    <div className={styles.facts}>
      <div className={styles.fact}>
        <Avatar name={provider.name} initials={provider.initials} brand />
        <span className={styles.factWords}>
          <span className={styles.name}>{provider.name}</span>
          <span className={styles.quiet}>{provider.headline}</span>
        </span>
      </div>
      <div className={styles.fact}>
        <IconDisc>
          <Video20Regular />
        </IconDisc>
        <span className={styles.factWords}>
          <span className={styles.name}>{t(`booked.by.${service.modality}`, { service: service.name })}</span>
          <span className={styles.quiet}>{t('booked.facts', { count: service.duration_minutes, price })}</span>
        </span>
      </div>
    </div>
  );
}

function useChangeWords(visit: VisitSeen): string {
  const { t } = useTranslation('booking');
  const words = useMomentWords();
  const { can_move, can_cancel, move_until_wall: move, cancel_until_wall: cancel } = visit;
  const until = (wall: typeof move) =>
    wall ? { until: words.start(wall), zone: words.zone(wall.time_zone) } : { until: '', zone: '' };
  if (can_move && can_cancel && visit.move_until === visit.cancel_until) return t('booked.freeBoth', until(cancel));
  const parts: string[] = [];
  if (can_move) parts.push(t('booked.freeMove', until(move)));
  if (can_cancel) parts.push(t('booked.freeCancel', until(cancel)));
  if (!parts.length && visit.office.phone) parts.push(t('booked.noChange', { phone: visit.office.phone }));
  return parts.join(' ');
}

function Changes({ visit, link }: { visit: VisitSeen; link: string }) {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  const said = useChangeWords(visit);
  if (!said) return null;
  return (
    <div className={styles.changes}>
      <span>
        <Rich
          text={said}
          tags={{
            b: (inside) => <b className={styles.whole}>{inside}</b>,
            phone: (number) => (
              <TextLink className={styles.whole} href={`tel:${number.replaceAll(/[^+\d]/g, '')}`}>
                {number}
              </TextLink>
            ),
          }}
        />
      </span>
      <span className={styles.changeLinks}>
        {visit.can_move && <TextLink to={link}>{t('booked.move')}</TextLink>}
        {visit.can_cancel && <TextLink to={link}>{t('booked.cancel')}</TextLink>}
      </span>
    </div>
  );
}

function OnTheDay({ visit }: { visit: VisitSeen }) {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  const words = useMomentWords();
  const { door_opens: door } = visit;
  return (
    <Card as="aside" padded>
      <Section>{t('booked.onTheDay')}</Section>
      <div className={styles.todo}>
        <IconDisc>
          <DoorArrowRight20Regular />
        </IconDisc>
        <div>
          <p className={styles.name}>{t('booked.open')}</p>
          <p className={styles.todoText}>
            <Rich text={t('booked.openText', { time: words.time(door.time), zone: words.zone(door.time_zone) })} />
          </p>
        </div>
      </div>
      <div className={styles.todo}>
        <IconDisc>
          <WeatherSunny20Regular />
        </IconDisc>
        <div>
          <p className={styles.name}>{t('booked.place')}</p>
          <p className={styles.todoText}>{t('booked.placeText')}</p>
        </div>
      </div>
    </Card>
  );
}

/** Between the request and the answer. */
function WhatNow() {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  return (
    <Card as="aside" padded>
      <Section>{t('booked.requested.next')}</Section>
      {(['look', 'link'] as const).map((step) => (
        <div key={step} className={styles.todo}>
          <IconDisc>{step === 'look' ? <CalendarAdd20Regular /> : <DoorArrowRight20Regular />}</IconDisc>
          <div>
            <p className={styles.name}>{t(`booked.requested.${step}`)}</p>
            <p className={styles.todoText}>{t(`booked.requested.${step}Text`)}</p>
          </div>
        </div>
      ))}
    </Card>
  );
}
