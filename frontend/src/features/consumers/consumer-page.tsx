// Somebody who books: contact, visits ahead and past, notes, consent, what was sent to them, and who may be the same.
import { makeStyles } from '@fluentui/react-components';
import { ArrowLeft20Regular, CalendarAdd20Regular, History20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { ApiProblem } from '../../api/problem';
import { useServerNow } from '../../api/server-clock';
import { useStaffOffice } from '../../api/session';
import type { ConsumerDetail } from '../../api/words';
import { ButtonLink } from '../../ui/button';
import { Card } from '../../ui/card';
import { Bone, Empty, Skeleton } from '../../ui/empty';
import { Section } from '../../ui/heading';
import { useInstants } from '../../ui/instant';
import { MoreMenu } from '../../ui/more-menu';
import { Notice } from '../../ui/notice';
import { ProblemCard } from '../../ui/problem-card';
import { screen } from '../../ui/screen';
import { StaffPage } from '../../ui/staff-page';
import { text } from '../../ui/text';
import { TextLink } from '../../ui/text-link';
import { tokens } from '../../ui/tokens';
import { Duplicates } from './duplicates';
import { Messages } from './messages';
import { Notes } from './notes';
import { useConsumer, useConsumersLive } from './queries';
import { VisitList } from './visit-list';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 360px',
    gap: '16px',
    alignItems: 'start',
    '@media (max-width: 1099.98px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
    [screen.phone]: { gap: '12px' },
  },
  stack: { display: 'grid', gap: '16px', gridTemplateColumns: 'minmax(0, 1fr)', [screen.phone]: { gap: '12px' } },
  card: { display: 'grid', gap: '12px', padding: '16px 20px' },
  list: {
    display: 'grid',
    gridTemplateColumns: '108px minmax(0, 1fr)',
    gap: '6px 12px',
    margin: 0,
    ...text.numbers,
  },
  term: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, overflowWrap: 'anywhere' },
});

export default function ConsumerPage() {
  const { t } = useTranslation('consumers');
  const { consumerId = '' } = useParams();
  const { office, role } = useStaffOffice();
  const navigate = useNavigate();
  const consumer = useConsumer(office.slug, consumerId);
  useConsumersLive(office.slug);
  const name = consumer.data?.name ?? t('one');
  const gone = consumer.error instanceof ApiProblem && consumer.error.status === 404;
  return (
    <StaffPage
      title={name}
      place={office.name}
      acts={
        consumer.data && (
          <>
            {role !== 'viewer' && !consumer.data.merged_into_id && (
              <ButtonLink kind="primary" icon={<CalendarAdd20Regular />} to={`/office/calendar?consumer=${consumerId}`}>
                {t('book')}
              </ButtonLink>
            )}
            <MoreMenu
              label={t('moreAbout', { name })}
              acts={[
                {
                  label: t('history'),
                  icon: <History20Regular />,
                  onAct: () => void navigate(`/office/history?subject=consumer:${consumerId}`),
                },
              ]}
            />
          </>
        )
      }
    >
      <p style={{ marginBottom: '12px' }}>
        <TextLink to="/office/consumers">
          <ArrowLeft20Regular className="turns" style={{ verticalAlign: 'text-bottom' }} /> {t('all')}
        </TextLink>
      </p>
      {consumer.data ? (
        <Whole consumer={consumer.data} />
      ) : gone ? (
        <Card padded>
          <Empty icon={<History20Regular />} title={t('gone.title')}>
            {t('gone.text')}
          </Empty>
        </Card>
      ) : consumer.isError ? (
        <ProblemCard error={consumer.error} onRetry={() => void consumer.refetch()} />
      ) : (
        <Skeleton>
          <Bone height="400px" />
        </Skeleton>
      )}
    </StaffPage>
  );
}

function Whole({ consumer }: { consumer: ConsumerDetail }) {
  const { t } = useTranslation('consumers');
  const styles = useStyles();
  const { office, role } = useStaffOffice();
  const now = useServerNow(60_000);
  const ahead = consumer.visits.filter(({ ends_at }) => Date.parse(ends_at) > now);
  const past = consumer.visits.filter(({ ends_at }) => Date.parse(ends_at) <= now);
  return (
    <>
      {consumer.merged_into_id && (
        <Notice kind="info">
          {t('merged')} <TextLink to={`/office/consumers/${consumer.merged_into_id}`}>{t('mergedLink')}</TextLink>
        </Notice>
      )}
      <div className={styles.columns}>
        <div className={styles.stack}>
          <VisitList title={t('ahead')} none={t('noneAhead')} visits={[...ahead].reverse()} now={now} />
          <VisitList title={t('past')} none={t('nonePast')} visits={past} now={now} />
          <Messages messages={consumer.messages} />
        </div>
        <div className={styles.stack}>
          <Contact consumer={consumer} />
          <Notes key={`${office.id} ${consumer.id}`} consumer={consumer} />
          {role !== 'viewer' && role !== 'provider' && consumer.duplicates.length > 0 && (
            <Duplicates consumer={consumer} />
          )}
        </div>
      </div>
    </>
  );
}

function Contact({ consumer }: { consumer: ConsumerDetail }) {
  const { t } = useTranslation('consumers');
  const styles = useStyles();
  const { office } = useStaffOffice();
  const instants = useInstants(office.time_zone);
  const consent = consumer.consents[0];
  const rows: [string, React.ReactNode][] = [
    [
      'email',
      <TextLink key="email" href={`mailto:${consumer.email}`}>
        {consumer.email}
      </TextLink>,
    ],
    [
      'phone',
      consumer.phone ? (
        <TextLink key="phone" href={`tel:${consumer.phone}`}>
          {consumer.phone}
        </TextLink>
      ) : (
        t('noPhone')
      ),
    ],
    [
      'texts',
      consumer.sms_consent_at
        ? t('contact.textsSince', { when: instants.day(consumer.sms_consent_at) })
        : t('contact.noTexts'),
    ],
    ['proven', provenWords()],
    ['zone', consumer.time_zone.replaceAll('_', ' ')],
    ['since', instants.day(consumer.created_at)],
    [
      'consent',
      consent
        ? t(`contact.agreed.${consent.source ?? 'booking_page'}`, {
            version: consent.version,
            when: instants.day(consent.at),
          })
        : t('contact.notAgreed'),
    ],
  ];
  function provenWords(): string {
    const proven = [
      consumer.email_proven_at && t('contact.byEmail', { when: instants.day(consumer.email_proven_at) }),
      consumer.phone_proven_at && t('contact.byPhone', { when: instants.day(consumer.phone_proven_at) }),
    ].filter(Boolean);
    return proven.length ? proven.join(', ') : t('contact.notProven');
  }
  return (
    <Card className={styles.card}>
      <Section>{t('contact.title')}</Section>
      <dl className={styles.list}>
        {rows.map(([name, value]) => (
          <Term key={name} name={t(`contact.${name}`)} value={value} />
        ))}
      </dl>
    </Card>
  );
}

function Term({ name, value }: { name: string; value: React.ReactNode }) {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.term}>{name}</dt>
      <dd className={styles.value}>{value}</dd>
    </>
  );
}
