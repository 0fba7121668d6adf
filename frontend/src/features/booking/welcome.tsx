// The front door: book, join with a link, sign in as staff. One office shows itself; several are listed.
import { makeStyles } from '@fluentui/react-components';
import { Building20Regular, Calendar24Regular, Link24Regular, PersonKey20Regular } from '@fluentui/react-icons';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import type { OfficeListed } from '../../api/words';
import { IconDisc } from '../../ui/avatar';
import { ButtonLink } from '../../ui/button';
import { Card } from '../../ui/card';
import { Bone, Skeleton } from '../../ui/empty';
import { useNoOffice, useOfficeFrame } from '../../ui/frame';
import { PageHeading, Section } from '../../ui/heading';
import { ProblemCard } from '../../ui/problem-card';
import { screen } from '../../ui/screen';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { cityOf } from '../../ui/wall';
import { ChoiceList } from './choice-list';
import { useOfficePage, useOffices } from './queries';

const useStyles = makeStyles({
  main: {
    maxWidth: '704px',
    margin: '0 auto',
    padding: '64px 32px 32px',
    display: 'flex',
    flexDirection: 'column',
    gap: '24px',
    [screen.phone]: { padding: '24px 16px', gap: '16px' },
  },
  head: { display: 'flex', flexDirection: 'column', gap: '4px' },
  lead: { color: tokens.colorNeutralForeground2 },
  card: { display: 'flex', alignItems: 'center', gap: '16px', [screen.phone]: { flexWrap: 'wrap' } },
  words: { flexGrow: 1, flexBasis: 0, minWidth: 0 },
  about: { ...text.small, color: tokens.colorNeutralForeground2 },
  act: { [screen.phone]: { width: '100%' } },
  staff: { alignSelf: 'flex-start', marginInlineStart: '-12px' },
  bones: { display: 'flex', flexDirection: 'column', gap: '16px' },
});

function JoinAndStaff({ primaryTaken }: { primaryTaken: boolean }) {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  return (
    <>
      <Card padded className={styles.card}>
        <IconDisc size="large" kind={primaryTaken ? 'neutral' : 'brand'}>
          <Link24Regular />
        </IconDisc>
        <div className={styles.words}>
          <Section>{t('welcome.join')}</Section>
          <p className={styles.about}>{t('welcome.joinText')}</p>
        </div>
        <ButtonLink to="/visit" className={styles.act}>
          {t('welcome.joinAct')}
        </ButtonLink>
      </Card>
      <ButtonLink kind="subtle" size="small" to="/sign-in" className={styles.staff} icon={<PersonKey20Regular />}>
        {t('welcome.staff')}
      </ButtonLink>
    </>
  );
}

function OneOffice({ office }: { office: OfficeListed }) {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  const page = useOfficePage(office.slug);
  useOfficeFrame(page.data ?? office);
  return (
    <main className={styles.main} data-width="answer">
      <div className={styles.head}>
        <PageHeading place={office.name} title={t('welcome.title')}>
          {t('welcome.titleAt', { office: office.name })}
        </PageHeading>
        <p className={styles.lead}>{t('welcome.lead')}</p>
      </div>
      <Card padded className={styles.card}>
        <IconDisc size="large">
          <Calendar24Regular />
        </IconDisc>
        <div className={styles.words}>
          <Section>{t('welcome.book')}</Section>
          <p className={styles.about}>{t('welcome.bookText')}</p>
        </div>
        <ButtonLink kind="primary" to={`/book/${office.slug}`} className={styles.act}>
          {t('welcome.book')}
        </ButtonLink>
      </Card>
      <JoinAndStaff primaryTaken />
    </main>
  );
}

function SeveralOffices({ offices }: { offices: readonly OfficeListed[] }) {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  useNoOffice();
  return (
    <main className={styles.main} data-width="answer">
      <PageHeading>{t('welcome.offices')}</PageHeading>
      <ChoiceList
        label={t('welcome.officesLabel')}
        items={offices.map(({ id, slug, name, time_zone }) => ({
          key: id,
          to: `/book/${slug}`,
          picture: (
            <IconDisc>
              <Building20Regular />
            </IconDisc>
          ),
          name,
          facts: cityOf(time_zone),
        }))}
      />
      <JoinAndStaff primaryTaken={false} />
    </main>
  );
}

/** `straight`: with a single office, go on to booking there. Without any, the installation is set up first. */
function Offices({ straight }: { straight: boolean }) {
  const styles = useStyles();
  const offices = useOffices();
  const items = offices.data?.items;
  const only = items?.length === 1 ? items[0] : undefined;
  useEffect(() => {
    if (only) void import('./booking-page');
  }, [only]);
  if (offices.isError && !items) {
    return (
      <main className={styles.main} data-width="answer">
        <ProblemCard error={offices.error} onRetry={() => void offices.refetch()} />
      </main>
    );
  }
  if (!items) {
    return (
      <main className={styles.main} data-width="answer">
        <Skeleton className={styles.bones}>
          <Bone width="280px" height="32px" />
          <Bone height="96px" />
          <Bone height="96px" />
        </Skeleton>
      </main>
    );
  }
  if (only) return straight ? <Navigate to={`/book/${only.slug}`} replace /> : <OneOffice office={only} />;
  return items.length ? <SeveralOffices offices={items} /> : <Navigate to="/setup" replace />;
}

export default function Welcome() {
  return <Offices straight={false} />;
}

export function BookWhere() {
  return <Offices straight />;
}
