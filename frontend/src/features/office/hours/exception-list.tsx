// Everything of a year that is not as in other weeks, by month: when, whose, what holds instead, and the way to take it out.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { CalendarCancel24Regular, Delete20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../../api/session';
import type { Exceptions, TimeOff } from '../../../api/words';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Chip } from '../../../ui/chip';
import { Empty } from '../../../ui/empty';
import { Section } from '../../../ui/heading';
import { useMomentWords } from '../../../ui/moment';
import { screen } from '../../../ui/screen';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { showToast } from '../../../ui/undo-toast';
import { spellDay } from '../../../ui/wall';
import { type ExceptionRow, exceptionRows } from './exception-rows';
import { act, useHoursChange } from './hours-queries';
import { SeeToDialog } from './see-to-dialog';
import { wishAgain } from './time-off-model';

const useStyles = makeStyles({
  list: { overflow: 'hidden' },
  head: { padding: '12px 20px 8px', [screen.phone]: { padding: '12px 16px 8px' } },
  month: {
    ...text.caption,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground3,
    padding: '12px 20px 4px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    [screen.phone]: { padding: '12px 16px 4px' },
  },
  row: {
    display: 'grid',
    gridTemplateColumns: '190px minmax(0, 1fr) auto',
    gap: '4px 16px',
    alignItems: 'center',
    minHeight: '44px',
    padding: '6px 12px 6px 20px',
    [screen.phone]: { gridTemplateColumns: 'minmax(0, 1fr) auto', padding: '6px 8px 6px 16px' },
  },
  when: { fontWeight: tokens.fontWeightSemibold, ...text.numbers, [screen.phone]: { gridColumn: '1 / -1' } },
  past: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
  words: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px 8px',
    alignItems: 'center',
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground3, ...text.numbers },
  empty: { padding: '0 20px' },
});

interface ExceptionListProps {
  year: number;
  today: string;
  exceptions: Exceptions;
  away: readonly TimeOff[];
  names: ReadonlyMap<string, string>;
  mayChange: boolean;
}

export function ExceptionList({ year, today, exceptions, away, names, mayChange }: ExceptionListProps) {
  const { t } = useTranslation('hours');
  const styles = useStyles();
  const words = useMomentWords();
  const { office } = useStaffOffice();
  const removeTimeOff = useHoursChange(office.slug, act.removeTimeOff(office.slug));
  const addTimeOff = useHoursChange(office.slug, act.timeOff(office.slug));
  const removeOverride = useHoursChange(office.slug, act.removeOverride(office.slug));
  const addOverride = useHoursChange(office.slug, act.override(office.slug));
  const seeTo = useHoursChange(office.slug, act.seeTo(office.slug));
  const [seeing, setSeeing] = useState<TimeOff | null>(null);
  const rows = exceptionRows(exceptions, away);
  const span = ({ from, until }: { from: string; until: string }) =>
    from === until ? words.day(from) : t('timeOff.days', { from: words.day(from), to: words.day(until) });

  function takeOut(row: ExceptionRow) {
    const told = { when: span(row) };
    if (row.away) {
      const { away: item } = row;
      removeTimeOff.mutate(item.id, {
        onSuccess: () =>
          showToast({
            text: t('timeOff.removed', told),
            onUndo: () => addTimeOff.mutate({ wish: wishAgain(item), affected: null }),
          }),
      });
    }
    if (row.override) {
      const { id: _, time_zone: _zone, ...wish } = row.override;
      removeOverride.mutate(row.id, {
        onSuccess: () =>
          showToast({
            text: t('closures.usualAgain', told),
            onUndo: () => addOverride.mutate({ wish, affected: null }),
          }),
      });
    }
  }
  const whose = (row: ExceptionRow) => (row.ownerId ? names.get(row.ownerId) : t('timeOff.everybody'));
  return (
    <Card className={styles.list}>
      <Section className={styles.head}>{t('closures.list', { year })}</Section>
      {rows.length === 0 && (
        <div className={styles.empty}>
          <Empty icon={<CalendarCancel24Regular />} title={t('closures.none', { year })}>
            {t('closures.noneText')}
          </Empty>
        </div>
      )}
      {rows.map((row, index) => (
        <div key={row.id}>
          {row.from.slice(0, 7) !== rows[index - 1]?.from.slice(0, 7) && (
            <p className={styles.month}>{spellDay(row.from, words.locale, 'month')}</p>
          )}
          <div className={styles.row}>
            <span className={mergeClasses(styles.when, row.until < today && styles.past)}>{span(row)}</span>
            <span className={styles.words}>
              <Chip tint={row.kind === 'override' || row.kind === 'season' ? 'brand' : 'neutral'}>
                {t(`closures.kind.${row.kind}`)}
              </Chip>
              <span>{row.name || whose(row)}</span>
              <span className={styles.quiet}>
                {[row.name && row.kind !== 'holiday' && whose(row), row.hours].filter(Boolean).join(' · ')}
              </span>
              {Boolean(row.away?.visits) && mayChange && (
                <Button onClick={() => setSeeing(row.away)}>
                  {t('timeOff.seeTo', { count: row.away?.visits ?? 0 })}
                </Button>
              )}
            </span>
            {mayChange && row.kind !== 'season' && (
              <Button
                kind="subtle"
                icon={<Delete20Regular />}
                aria-label={t('timeOff.remove', { name: row.name || whose(row), when: span(row) })}
                title={t('removeShort')}
                onClick={() => takeOut(row)}
              />
            )}
          </div>
        </div>
      ))}
      {seeing && (
        <SeeToDialog
          title={t('timeOff.seeToTitle', { when: seeing.reason || words.day(seeing.office.starts.date) })}
          asked={{ what: 'lying-in', id: seeing.id }}
          names={names}
          actWords={t('timeOff.seeToAct')}
          busy={seeTo.isPending}
          error={seeTo.error}
          onAct={(affected) => seeTo.mutate({ id: seeing.id, affected }, { onSuccess: () => setSeeing(null) })}
          onClose={() => setSeeing(null)}
        />
      )}
    </Card>
  );
}
