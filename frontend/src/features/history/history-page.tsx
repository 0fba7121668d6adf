// Who changed what, when, from what to what. The filters stand in the address, so that a page can be sent to a colleague.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { ArrowDownload20Regular, Dismiss16Regular, History32Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useStaffOffice } from '../../api/session';
import type { HistoryEntry } from '../../api/words';
import { Button, ButtonLink } from '../../ui/button';
import { Card } from '../../ui/card';
import { Bone, Empty, Skeleton } from '../../ui/empty';
import { Field, useControl } from '../../ui/field';
import { Section } from '../../ui/heading';
import { useInstants } from '../../ui/instant';
import { OfflineNotice } from '../../ui/notice';
import { ProblemCard } from '../../ui/problem-card';
import { screen } from '../../ui/screen';
import { SearchField } from '../../ui/search-field';
import { StaffPage } from '../../ui/staff-page';
import { tokens } from '../../ui/tokens';
import { EntryRow } from './entry-row';
import { exportAddress, type Filters, useHistory, useHistoryLive, useStaffNames } from './queries';

const KINDS = ['settings', 'hours', 'people', 'visits', 'consumers'] as const;

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: '16px', maxWidth: '960px' },
  tools: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1.6fr) repeat(2, minmax(0, 1fr)) 148px 148px',
    gap: '8px',
    alignItems: 'end',
    '@media (max-width: 1099.98px)': { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
  },
  search: { width: '100%' },
  wide: { '@media (max-width: 1099.98px)': { gridColumn: '1 / -1' } },
  day: { display: 'flex', flexDirection: 'column', gap: '8px' },
  list: { overflow: 'hidden' },
  more: { display: 'flex', justifyContent: 'center', [screen.phone]: { paddingBottom: '16px' } },
  subject: { alignSelf: 'flex-start', color: tokens.colorNeutralForeground1 },
});

const NAMES: readonly (keyof Filters)[] = ['q', 'kind', 'actor_id', 'subject', 'from', 'to'];

export default function HistoryPage() {
  const { t } = useTranslation('history');
  const styles = useStyles();
  const { office } = useStaffOffice();
  const [params, setParams] = useSearchParams();
  const filters = Object.fromEntries(NAMES.map((name) => [name, params.get(name) ?? ''])) as unknown as Filters;
  const history = useHistory(office.slug, filters);
  const live = useHistoryLive(office.slug);
  function set(part: Partial<Filters>) {
    const next = Object.entries({ ...filters, ...part }).filter(([, value]) => value);
    setParams(Object.fromEntries(next), { replace: true });
  }
  const narrowed = Object.values(filters).some(Boolean);
  const pages = history.data?.pages ?? [];
  const names = Object.assign({}, ...pages.map((page) => page.names)) as Record<string, string>;
  const entries = pages.flatMap((page) => page.items);
  return (
    <StaffPage
      title={t('title')}
      place={office.name}
      bodyClassName={styles.body}
      acts={
        <ButtonLink icon={<ArrowDownload20Regular />} href={exportAddress(office.slug, filters)} download>
          {t('export')}
        </ButtonLink>
      }
    >
      <OfflineNotice live={live} timeZone={office.time_zone} />
      <FilterBar filters={filters} onChange={set} />
      {filters.subject && (
        <Button className={styles.subject} iconAfter={<Dismiss16Regular />} onClick={() => set({ subject: '' })}>
          {t('only', {
            what: entries.find((one) => filters.subject.endsWith(one.subject.id))?.subject.name ?? t('one'),
          })}
        </Button>
      )}
      {history.isError && !history.data ? (
        <ProblemCard error={history.error} onRetry={() => void history.refetch()} />
      ) : !history.data ? (
        <Skeleton>
          <Bone height="400px" />
        </Skeleton>
      ) : entries.length === 0 ? (
        <Card padded>
          <Empty
            icon={<History32Regular />}
            title={t(narrowed ? 'none.narrowed' : 'none.title')}
            action={narrowed && <Button onClick={() => setParams({}, { replace: true })}>{t('none.all')}</Button>}
          >
            {t('none.text')}
          </Empty>
        </Card>
      ) : (
        <Days entries={entries} names={names} onSubject={(subject) => set({ subject })} />
      )}
      {history.hasNextPage && (
        <div className={styles.more}>
          <Button busy={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </StaffPage>
  );
}

function FilterBar({ filters, onChange }: { filters: Filters; onChange: (part: Partial<Filters>) => void }) {
  const { t } = useTranslation('history');
  const styles = useStyles();
  const control = useControl();
  const { office } = useStaffOffice();
  const staff = useStaffNames(office.slug);
  return (
    <div className={styles.tools}>
      <SearchField
        label={t('search')}
        value={filters.q}
        className={mergeClasses(styles.search, styles.wide)}
        onChange={(q) => onChange({ q })}
      />
      <Field label={t('kind')}>
        <select className={control} value={filters.kind} onChange={({ target }) => onChange({ kind: target.value })}>
          <option value="">{t('kinds.all')}</option>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kinds.${kind}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t('who')}>
        <select
          className={control}
          value={filters.actor_id}
          onChange={({ target }) => onChange({ actor_id: target.value })}
        >
          <option value="">{t('everybody')}</option>
          {staff.data?.items.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t('from')}>
        <input
          type="date"
          className={control}
          value={filters.from}
          max={filters.to || undefined}
          onChange={({ target }) => onChange({ from: target.value })}
        />
      </Field>
      <Field label={t('to')}>
        <input
          type="date"
          className={control}
          value={filters.to}
          min={filters.from || undefined}
          onChange={({ target }) => onChange({ to: target.value })}
        />
      </Field>
    </div>
  );
}

interface DaysProps {
  entries: readonly HistoryEntry[];
  names: Record<string, string>;
  onSubject: (subject: string) => void;
}

function Days({ entries, names, onSubject }: DaysProps) {
  const styles = useStyles();
  const { office } = useStaffOffice();
  const instants = useInstants(office.time_zone);
  const days: { day: string; entries: HistoryEntry[] }[] = [];
  for (const entry of entries) {
    const day = instants.day(entry.at);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days.map(({ day, entries: those }) => (
    <div key={`${day} ${those[0]?.id}`} className={styles.day}>
      <Section>{day}</Section>
      <Card as="div" className={styles.list}>
        <ol>
          {those.map((entry) => (
            <EntryRow key={entry.id} entry={entry} names={names} onSubject={onSubject} />
          ))}
        </ol>
      </Card>
    </div>
  ));
}
