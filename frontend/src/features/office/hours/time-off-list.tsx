import { makeStyles } from '@fluentui/react-components';
import { Building20Regular, CalendarCancel24Regular, Delete20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../../api/session';
import type { ProviderSetting, TimeOff } from '../../../api/words';
import { Avatar } from '../../../ui/avatar';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Empty } from '../../../ui/empty';
import { Section } from '../../../ui/heading';
import { Notice } from '../../../ui/notice';
import { screen } from '../../../ui/screen';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { showToast } from '../../../ui/undo-toast';
import { act, useHoursChange } from './hours-queries';
import { SeeToDialog } from './see-to-dialog';
import { useSpanWords } from './span-words';
import { spanOf, wishAgain } from './time-off-model';

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
  words: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold },
  when: text.numbers,
  quiet: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  see: { marginTop: '6px' },
  empty: { padding: '0 20px' },
});

interface TimeOffListProps {
  items: readonly TimeOff[];
  people: readonly ProviderSetting[];
  mayChange: (item: TimeOff) => boolean;
}

export function TimeOffList({ items, people, mayChange }: TimeOffListProps) {
  const { t } = useTranslation('hours');
  const styles = useStyles();
  const span = useSpanWords();
  const { office } = useStaffOffice();
  const remove = useHoursChange(office.slug, act.removeTimeOff(office.slug));
  const add = useHoursChange(office.slug, act.timeOff(office.slug));
  const seeTo = useHoursChange(office.slug, act.seeTo(office.slug));
  const [seeing, setSeeing] = useState<TimeOff | null>(null);
  const named = new Map(people.map((one) => [one.id, one]));
  const names = new Map(people.map(({ id, name }) => [id, name]));

  function takeOut(item: TimeOff) {
    remove.mutate(item.id, {
      onSuccess: () =>
        showToast({
          text: t('timeOff.removed', { when: span(spanOf(item)) }),
          onUndo: () => add.mutate({ wish: wishAgain(item), affected: null }),
        }),
    });
  }
  return (
    <Card className={styles.list}>
      <Section className={styles.head}>{t('timeOff.ahead')}</Section>
      {remove.isError && <Notice kind="bad">{t('refused.other')}</Notice>}
      {items.length === 0 && (
        <div className={styles.empty}>
          <Empty icon={<CalendarCancel24Regular />} title={t('timeOff.none')}>
            {t('timeOff.noneText')}
          </Empty>
        </div>
      )}
      <ul>
        {items.map((item) => {
          const who = item.provider_id ? named.get(item.provider_id) : undefined;
          const name = who?.name ?? t('timeOff.everybody');
          const colleague = item.colleague_id && names.get(item.colleague_id);
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
                {colleague && <span className={styles.quiet}>{t('timeOff.standsIn', { name: colleague })}</span>}
                {Boolean(item.visits) && mayChange(item) && (
                  <Button className={styles.see} onClick={() => setSeeing(item)}>
                    {t('timeOff.seeTo', { count: item.visits ?? 0 })}
                  </Button>
                )}
              </span>
              {mayChange(item) && (
                <Button
                  kind="subtle"
                  icon={<Delete20Regular />}
                  busy={remove.isPending && remove.variables === item.id}
                  aria-label={t('timeOff.remove', { name, when: span(spanOf(item)) })}
                  title={t('removeShort')}
                  onClick={() => takeOut(item)}
                />
              )}
            </li>
          );
        })}
      </ul>
      {seeing && (
        <SeeToDialog
          title={t('timeOff.seeToTitle', { when: span(spanOf(seeing)) })}
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
