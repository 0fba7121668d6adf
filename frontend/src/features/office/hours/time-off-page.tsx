// Time off of providers and closures of the office: the list, and a form that shows whom it affects before it is saved.
import { makeStyles } from '@fluentui/react-components';
import { Building20Regular, CalendarCancel24Regular, Delete20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router';
import { useServerNow } from '../../api/server-clock';
import { useStaffOffice } from '../../api/session';
import type { TimeOff } from '../../api/words';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { addDays } from '../../ui/dates';
import { Bone, Empty, Skeleton } from '../../ui/empty';
import { Section } from '../../ui/heading';
import { useMomentWords } from '../../ui/moment';
import { Notice } from '../../ui/notice';
import { ProblemCard } from '../../ui/problem-card';
import { screen } from '../../ui/screen';
import { StaffPage } from '../../ui/staff-page';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { showToast } from '../../ui/undo-toast';
import { dateIn } from '../../ui/wall';
import { useAddTimeOff, useProviders, useRemoveTimeOff, useTimeOff } from './queries';
import { useSettingsLayout } from './settings-layout';
import { TimeOffForm } from './time-off-form';
import { spanOf, type TimeOffSpan, wishAgain } from './time-off-model';

const SHOWN_DAYS = 366;

const useStyles = makeStyles({
  list: { overflow: 'hidden' },
  head: { padding: '12px 20px 8px', [screen.phone]: { padding: '12px 16px 8px' } },
  row: {
    display: 'grid',
    gridTemplateColumns: '40px minmax(0, 1fr) auto',
    gap: '12px',
    alignItems: 'center',
    padding: '10px 12px 10px 20px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    [screen.phone]: { padding: '10px 8px 10px 16px' },
  },
  disc: {
    display: 'grid',
    placeItems: 'center',
    width: '40px',
    height: '40px',
    borderRadius: '50%',
    backgroundColor: tokens.colorNeutralBackground4,
    color: tokens.colorNeutralForeground2,
  },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold },
  when: text.numbers,
  quiet: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  empty: { padding: '0 20px' },
});

/** "Thu 26 Nov", "Thu 26 Nov – Fri 27 Nov", "Thu 26 Nov, 13:00 – 17:30". */
export function useSpanWords() {
  const { t } = useTranslation('office');
  const words = useMomentWords();
  return ({ from, to }: TimeOffSpan): string => {
    if (!from.time || !to.time) {
      if (from.date === to.date) return t('timeOff.wholeDay', { day: words.day(from.date) });
      return t('timeOff.days', { from: words.day(from.date), to: words.day(to.date) });
    }
    if (from.date === to.date) {
      return t('timeOff.hours', {
        day: words.day(from.date),
        range: words.range({ time: from.time, end_time: to.time }),
      });
    }
    const start = words.start({ date: from.date, time: from.time });
    return t('timeOff.days', { from: start, to: words.start({ date: to.date, time: to.time }) });
  };
}

export default function TimeOffPage() {
  const { t } = useTranslation('office');
  const layout = useSettingsLayout();
  const { office, role, person } = useStaffOffice();
  const { pathname } = useLocation();
  const today = dateIn(useServerNow(60_000), office.time_zone);
  const isMine = pathname.startsWith('/provider');
  const list = useTimeOff(office.slug, today, addDays(today, SHOWN_DAYS));
  const providers = useProviders(office.slug);

  if (isMine !== (role === 'provider')) {
    return <Navigate to={isMine ? '/office/settings/time-off' : '/provider/time-off'} replace />;
  }
  const mayChange = role === 'owner' || role === 'manager' || role === 'provider';
  return (
    <StaffPage title={t(isMine ? 'nav.myTimeOff' : 'nav.time-off')} place={office.name}>
      <div className={layout.columns}>
        <div className={layout.stack}>
          {list.data && providers.data ? (
            <TimeOffRows
              items={list.data}
              names={new Map(providers.data.map((one) => [one.id, one]))}
              mayRemove={(item) => mayChange && (!isMine || item.provider_id === person.id)}
            />
          ) : list.isError ? (
            <ProblemCard error={list.error} onRetry={() => void list.refetch()} />
          ) : (
            <Skeleton>
              <Bone height="200px" />
            </Skeleton>
          )}
        </div>
        {mayChange ? (
          providers.data && (
            <TimeOffForm today={today} providers={isMine ? null : providers.data} ownId={isMine ? person.id : null} />
          )
        ) : (
          <Notice kind="quiet">{t('readOnly')}</Notice>
        )}
      </div>
    </StaffPage>
  );
}

interface TimeOffRowsProps {
  items: readonly TimeOff[];
  names: ReadonlyMap<string, { name: string; initials: string }>;
  mayRemove: (item: TimeOff) => boolean;
}

function TimeOffRows({ items, names, mayRemove }: TimeOffRowsProps) {
  const { t } = useTranslation('office');
  const styles = useStyles();
  const span = useSpanWords();
  const { office } = useStaffOffice();
  const remove = useRemoveTimeOff(office.slug);
  const add = useAddTimeOff(office.slug);

  function takeOut(item: TimeOff) {
    remove.mutate(item.id, {
      onSuccess: () =>
        showToast({
          text: t('timeOff.removed', { when: span(spanOf(item)) }),
          onUndo: () => add.mutate(wishAgain(item)),
        }),
    });
  }
  return (
    <Card className={styles.list}>
      <Section className={styles.head}>{t('timeOff.ahead')}</Section>
      {remove.isError && <Notice kind="bad">{t('notSaved')}</Notice>}
      {items.length === 0 && (
        <div className={styles.empty}>
          <Empty icon={<CalendarCancel24Regular />} title={t('timeOff.none')}>
            {t('timeOff.noneText')}
          </Empty>
        </div>
      )}
      <ul>
        {items.map((item) => {
          const who = item.provider_id ? names.get(item.provider_id) : undefined;
          const name = who?.name ?? t('timeOff.everybody');
          return (
            <li key={item.id} className={styles.row}>
              {who ? (
                <Avatar name={who.name} initials={who.initials} />
              ) : (
                <span className={styles.disc}>
                  <Building20Regular />
                </span>
              )}
              <span className={styles.words}>
                <span className={styles.name}>{name}</span>
                <span className={styles.when}>{span(spanOf(item))}</span>
                {item.reason && <span className={styles.quiet}>{item.reason}</span>}
              </span>
              {mayRemove(item) && (
                <Button
                  kind="subtle"
                  icon={<Delete20Regular />}
                  busy={remove.isPending && remove.variables === item.id}
                  aria-label={t('timeOff.remove', { name, when: span(spanOf(item)) })}
                  title={t('timeOff.removeShort')}
                  onClick={() => takeOut(item)}
                />
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
