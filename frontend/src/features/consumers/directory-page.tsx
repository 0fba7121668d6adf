// Everybody who booked here, by name; found by any part of name, address or number.
import { makeStyles } from '@fluentui/react-components';
import { PeopleCommunity32Regular } from '@fluentui/react-icons';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useStaffOffice } from '../../api/session';
import type { ConsumerListed } from '../../api/words';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Bone, Empty, Skeleton } from '../../ui/empty';
import { useInstants } from '../../ui/instant';
import { OfflineNotice } from '../../ui/notice';
import { ProblemCard } from '../../ui/problem-card';
import { screen } from '../../ui/screen';
import { SearchField } from '../../ui/search-field';
import { StaffPage } from '../../ui/staff-page';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { useConsumers, useConsumersLive } from './queries';

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: '12px' },
  search: { width: '360px', [screen.phone]: { width: '100%' } },
  list: { overflow: 'hidden' },
  row: {
    display: 'grid',
    gridTemplateColumns: '36px minmax(0, 1.4fr) minmax(0, 1fr) minmax(0, 1fr)',
    gap: '2px 12px',
    alignItems: 'center',
    minHeight: '60px',
    padding: '8px 20px',
    color: 'inherit',
    textDecorationLine: 'none',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outlineOffset: '-2px' },
    [screen.phone]: { gridTemplateColumns: '36px minmax(0, 1fr)', padding: '10px 16px' },
  },
  first: { borderTopStyle: 'none' },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, ...text.numbers },
  onPhone: { [screen.phone]: { gridColumn: '2' } },
  name: { fontWeight: tokens.fontWeightSemibold, ...text.truncated },
  quiet: { color: tokens.colorNeutralForeground3, ...text.truncated },
  empty: { padding: '0 20px' },
  more: { display: 'flex', justifyContent: 'center' },
});

export default function DirectoryPage() {
  const { t } = useTranslation('consumers');
  const styles = useStyles();
  const { office } = useStaffOffice();
  const [params, setParams] = useSearchParams();
  const typed = params.get('q') ?? '';
  const words = useDeferredValue(typed.trim());
  const found = useConsumers(office.slug, words);
  const live = useConsumersLive(office.slug);
  const people = found.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <StaffPage title={t('title')} place={office.name} bodyClassName={styles.body}>
      <OfflineNotice live={live} timeZone={office.time_zone} />
      <SearchField
        label={t('search')}
        value={typed}
        className={styles.search}
        onChange={(q) => setParams(q ? { q } : {}, { replace: true })}
      />
      {found.isError && !found.data ? (
        <ProblemCard error={found.error} onRetry={() => void found.refetch()} />
      ) : !found.data ? (
        <Skeleton>
          <Bone height="400px" />
        </Skeleton>
      ) : (
        <Card as="div" className={styles.list}>
          {people.length === 0 ? (
            <div className={styles.empty}>
              <Empty
                icon={<PeopleCommunity32Regular />}
                title={t(words ? 'none.found' : 'none.title', { words })}
                action={
                  words ? <Button onClick={() => setParams({}, { replace: true })}>{t('none.all')}</Button> : undefined
                }
              >
                {t(words ? 'none.foundText' : 'none.text')}
              </Empty>
            </div>
          ) : (
            <ul aria-label={t('title')}>
              {people.map((person, index) => (
                <li key={person.id}>
                  <Row person={person} className={index === 0 ? styles.first : undefined} />
                </li>
              ))}
            </ul>
          )}
        </Card>
      )}
      {found.hasNextPage && (
        <div className={styles.more}>
          <Button busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </StaffPage>
  );
}

function Row({ person, className = '' }: { person: ConsumerListed; className?: string | undefined }) {
  const { t } = useTranslation('consumers');
  const styles = useStyles();
  const { office } = useStaffOffice();
  const instants = useInstants(office.time_zone);
  return (
    <Link to={`/office/consumers/${person.id}`} className={`${styles.row} ${className}`}>
      <Avatar name={person.name} initials={person.initials} size="medium" />
      <span className={styles.words}>
        <span className={styles.name}>{person.name}</span>
        <span className={styles.quiet}>{person.email}</span>
      </span>
      <span className={`${styles.words} ${styles.onPhone}`}>
        <span className={styles.quiet}>{person.phone ? <bdi dir="ltr">{person.phone}</bdi> : t('noPhone')}</span>
      </span>
      <span className={`${styles.words} ${styles.onPhone}`}>
        <span>
          {person.next_visit_at
            ? t('next', { when: instants.at(person.next_visit_at) })
            : t('visits', { count: person.visits })}
        </span>
        {person.last_visit_at && (
          <span className={styles.quiet}>{t('last', { when: instants.day(person.last_visit_at) })}</span>
        )}
      </span>
    </Link>
  );
}
