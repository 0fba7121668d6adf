// A test booking on the real page, in a frame of the guide; and the end: the booking page is open, and here is its address.
import { makeStyles } from '@fluentui/react-components';
import {
  CalendarLtr20Regular,
  Checkmark28Regular,
  Copy20Regular,
  MailInbox20Regular,
  Open20Regular,
} from '@fluentui/react-icons';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keepContact } from '../../../api/booking-contact';
import { useStaffOffice } from '../../../api/session';
import { IconDisc } from '../../../ui/avatar';
import { Button, ButtonLink } from '../../../ui/button';
import { Bone, Skeleton } from '../../../ui/empty';
import { TextField } from '../../../ui/field';
import { Section } from '../../../ui/heading';
import { announce } from '../../../ui/live-region';
import { useMomentWords } from '../../../ui/moment';
import { Rich } from '../../../ui/rich';
import { screen } from '../../../ui/screen';
import { text } from '../../../ui/text';
import { TextLink } from '../../../ui/text-link';
import { tokens } from '../../../ui/tokens';
import type { StepProps } from './guide';
import { GuideStep } from './guide-layout';
import { type Effects, useEffects } from './queries';

const useStyles = makeStyles({
  frame: {
    flexGrow: 1,
    width: '100%',
    minHeight: '480px',
    [screen.phone]: { minHeight: '640px' },
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  open: {
    display: 'flex',
    gap: '16px',
    alignItems: 'center',
    [screen.phone]: { flexDirection: 'column', alignItems: 'start' },
  },
  address: {
    flexGrow: 1,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto auto',
    gap: '8px',
    alignItems: 'end',
    maxWidth: '720px',
    [screen.phone]: { gridTemplateColumns: 'minmax(0, 1fr)', width: '100%' },
  },
  list: { display: 'grid', gap: '8px', paddingInlineStart: '20px', listStyleType: 'disc' },
  openTitle: text.section,
});

export function TryStep({ setup, back, finish }: StepProps) {
  const { t } = useTranslation('setup');
  const styles = useStyles();
  const { office, person } = useStaffOffice();
  const words = useMomentWords();
  const effects = useEffects(office.slug, null);
  const [wasBooked] = useState(setup.booked);
  const lacks = effects.data ? lacksOf(effects.data) : [];
  const facts = [
    ...(effects.data?.first
      ? [
          {
            key: 'first',
            icon: <CalendarLtr20Regular />,
            words: (
              <Rich
                text={t('try.doesFirst', {
                  start: words.start(effects.data.first),
                  zone: words.zone(effects.data.time_zone),
                })}
              />
            ),
          },
        ]
      : []),
    ...(setup.booked ? [] : [{ key: 'real', icon: <MailInbox20Regular />, words: t('try.doesReal') }]),
  ];
  if (setup.booked) {
    return (
      <GuideStep
        heading={t('try.openHeading')}
        lead={t('try.openText')}
        back={back}
        act={t('try.finish')}
        onContinue={finish}
        facts={facts}
      >
        <Opened slug={office.slug} news={!wasBooked} />
      </GuideStep>
    );
  }
  return (
    <GuideStep
      heading={t('try.heading')}
      lead={t('try.lead')}
      back={back}
      act={t('try.finishAnyway')}
      quiet
      onContinue={finish}
      facts={facts}
    >
      {!effects.data ? (
        <Skeleton>
          <Bone height="480px" />
        </Skeleton>
      ) : lacks.length ? (
        <div>
          <Section>{t('try.missing')}</Section>
          <p>{t('try.missingText')}</p>
          <ul className={styles.list}>
            {lacks.map((step) => (
              <li key={step}>
                <TextLink to={`/setup?step=${step}`}>{t(`try.lacks.${step}`)}</TextLink>
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <BookingPage slug={office.slug} name={person.name} email={person.email} />
      )}
    </GuideStep>
  );
}

function lacksOf(effects: Effects) {
  const lacks: ('services' | 'hours' | 'people')[] = [];
  if (!effects.services) lacks.push('services');
  if (!effects.people) lacks.push('people');
  if (!effects.open_minutes_a_week || (effects.services && effects.people && !effects.first)) lacks.push('hours');
  return lacks;
}

/** The real page, not a preview, with the details of whoever tries it filled in already. */
function BookingPage({ slug, name, email }: { slug: string; name: string; email: string }) {
  const { t } = useTranslation('setup');
  const styles = useStyles();
  const address = useMemo(() => {
    keepContact(slug, { name, email });
    return `/book/${slug}`;
  }, [slug, name, email]);
  return <iframe className={styles.frame} title={t('try.frame')} src={address} />;
}

function Opened({ slug, news }: { slug: string; news: boolean }) {
  const { t } = useTranslation('setup');
  const styles = useStyles();
  const address = `${window.location.origin}/book/${slug}`;
  useEffect(() => {
    if (news) announce(t('try.openHeading'), 'assertive');
  }, [news, t]);
  async function copy() {
    await navigator.clipboard.writeText(address);
    announce(t('try.copied'));
  }
  return (
    <>
      <div className={styles.open}>
        <IconDisc kind="ok" size="large">
          <Checkmark28Regular />
        </IconDisc>
        <div className={styles.address}>
          <TextField label={t('try.address')} value={address} readOnly onFocus={({ target }) => target.select()} />
          <Button icon={<Copy20Regular />} onClick={() => void copy()}>
            {t('try.copy')}
          </Button>
          <ButtonLink icon={<Open20Regular />} href={address} target="_blank" rel="noopener">
            {t('try.look')}
          </ButtonLink>
        </div>
      </div>
      <Section>{t('try.next')}</Section>
      <ul className={styles.list}>
        <li>{t('try.nextVisit')}</li>
        <li>{t('try.nextShare')}</li>
        <li>{t('try.nextSettings')}</li>
      </ul>
    </>
  );
}
