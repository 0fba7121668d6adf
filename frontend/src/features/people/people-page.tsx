// Who works here, who did, and who is invited: search, sort, and everything that can be done about it.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { People32Regular, PersonAdd20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useServerNow } from '../../api/server-clock';
import { useStaffOffice } from '../../api/session';
import type { StaffList } from '../../api/words';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Bone, Empty, Skeleton } from '../../ui/empty';
import { Notice, OfflineNotice } from '../../ui/notice';
import { ProblemCard } from '../../ui/problem-card';
import { screen } from '../../ui/screen';
import { SearchField } from '../../ui/search-field';
import { StaffPage } from '../../ui/staff-page';
import { text } from '../../ui/text';
import { DepartureDialog } from './departure';
import { type Entry, entriesOf, type SortKey, shownOf } from './entries';
import { FurtherOffice } from './further-office';
import { InvitePanel } from './invite-panel';
import { PersonRow } from './person-row';
import { useStaff, useStaffLive } from './queries';
import { RolePanel } from './role-panel';
import { SeesConsumersPanel } from './sees-consumers-panel';
import { SortHead } from './sort-head';
import { useTableStyles } from './table-styles';

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: '12px' },
  tools: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px', justifyContent: 'space-between' },
  search: { [screen.phone]: { width: '100%' } },
  table: { overflow: 'hidden' },
  none: { padding: '4px 20px 12px' },
  count: { ...text.numbers },
});

export type Open =
  | { what: 'invite' | 'office' }
  | { what: 'role' | 'consumers' | 'departure'; entry: Extract<Entry, { kind: 'member' }> };

export default function PeoplePage() {
  const { t } = useTranslation('people');
  const { office, role } = useStaffOffice();
  const staff = useStaff(office.slug);
  const live = useStaffLive(office.slug);
  const [params, setParams] = useSearchParams();
  const [open, setOpen] = useState<Open | null>(() => (params.get('invite') !== null ? { what: 'invite' } : null));
  const mayChange = role === 'owner' || role === 'manager';
  const close = () => setOpen(null);
  return (
    <StaffPage
      title={t('title')}
      place={office.name}
      acts={
        mayChange && (
          <Button kind="primary" icon={<PersonAdd20Regular />} onClick={() => setOpen({ what: 'invite' })}>
            {t('invite')}
          </Button>
        )
      }
    >
      <OfflineNotice live={live} timeZone={office.time_zone} />
      {staff.data ? (
        <PeopleList
          staff={staff.data}
          words={params.get('q') ?? ''}
          mayChange={mayChange}
          onWords={(q) => setParams(q ? { q } : {}, { replace: true })}
          onOpen={setOpen}
        />
      ) : staff.isError ? (
        <ProblemCard error={staff.error} onRetry={() => void staff.refetch()} />
      ) : (
        <Skeleton>
          <Bone height="360px" />
        </Skeleton>
      )}
      {open?.what === 'invite' && <InvitePanel onClose={close} />}
      {open?.what === 'office' && <FurtherOffice onClose={close} />}
      {open?.what === 'role' && <RolePanel member={open.entry.member} onClose={close} />}
      {open?.what === 'consumers' && <SeesConsumersPanel member={open.entry.member} onClose={close} />}
      {open?.what === 'departure' && <DepartureDialog member={open.entry.member} onClose={close} />}
    </StaffPage>
  );
}

interface PeopleListProps {
  staff: StaffList;
  words: string;
  mayChange: boolean;
  onWords: (words: string) => void;
  onOpen: (open: Open) => void;
}

function PeopleList({ staff, words, mayChange, onWords, onOpen }: PeopleListProps) {
  const { t } = useTranslation('people');
  const styles = useStyles();
  const table = useTableStyles();
  const { role } = useStaffOffice();
  const now = useServerNow(60_000);
  const [sort, setSort] = useState<{ by: SortKey; down: boolean }>({ by: 'state', down: false });
  const entries = entriesOf(staff);
  const shown = shownOf(entries, words, sort, (one) => t(`roles.${one}.name`));
  const head = (by: SortKey, wideOnly = false) => (
    <SortHead
      label={t(`columns.${by}`)}
      wideOnly={wideOnly}
      sorted={sort.by === by ? (sort.down ? 'descending' : 'ascending') : 'none'}
      onSort={() => setSort({ by, down: sort.by === by && !sort.down })}
    />
  );
  return (
    <div className={styles.body}>
      {!mayChange && <Notice kind="quiet">{t('readOnly')}</Notice>}
      <div className={styles.tools}>
        <SearchField label={t('search')} value={words} className={styles.search} onChange={onWords} />
        <span className={styles.count} role="status">
          {t('count', { count: entries.filter((one) => one.state === 'active').length })}
        </span>
        {role === 'owner' && <Button onClick={() => onOpen({ what: 'office' })}>{t('office.open')}</Button>}
      </div>
      <Card as="div" className={styles.table}>
        <table className={table.table} aria-label={t('title')}>
          <thead className={table.block}>
            <tr className={mergeClasses(table.line, table.head)}>
              {head('name')}
              {head('role')}
              {head('consumers', true)}
              {head('seen', true)}
              {head('state')}
              <th scope="col" className={table.cell}>
                <span className={table.hidden}>{t('columns.acts')}</span>
              </th>
            </tr>
          </thead>
          <tbody className={table.block}>
            {shown.map((entry) => (
              <PersonRow key={entry.id} entry={entry} now={now} mayChange={mayChange} onOpen={onOpen} />
            ))}
          </tbody>
        </table>
        {shown.length === 0 && (
          <div className={styles.none}>
            <Empty
              icon={<People32Regular />}
              title={t('none.title', { words })}
              action={<Button onClick={() => onWords('')}>{t('none.all')}</Button>}
            >
              {t('none.text')}
            </Empty>
          </div>
        )}
      </Card>
    </div>
  );
}
