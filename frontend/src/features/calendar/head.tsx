// The head of the calendar: the date before and after, today, day or week or list, printing, a new visit; each with its key.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { Add20Regular, ChevronLeft20Regular, ChevronRight20Regular, Print20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useStaffOffice } from '../../api/session';
import { Button } from '../../ui/button';
import { addDays } from '../../ui/dates';
import { Key, useKey } from '../../ui/key';
import { screen } from '../../ui/screen';
import { tokens } from '../../ui/tokens';
import { askForNew } from './new-visit';
import type { Address } from './use-address';

const useStyles = makeStyles({
  stepper: { display: 'flex', alignItems: 'center', gap: '4px', '@media print': { display: 'none' } },
  arrow: { [screen.phone]: { width: '40px' } },
  today: { [screen.phone]: { display: 'none' } },
  segments: {
    display: 'inline-flex',
    padding: '2px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground4,
    [screen.phone]: { display: 'none' },
  },
  segment: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '6px',
    minHeight: '28px',
    padding: '0 10px',
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground2,
    font: 'inherit',
    fontWeight: tokens.fontWeightMedium,
    cursor: 'pointer',
  },
  on: {
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    boxShadow: tokens.shadow2,
  },
  print: { [screen.phone]: { display: 'none' } },
});

export function CalendarStepper({ address, today }: { address: Address; today: string }) {
  const { t } = useTranslation(['calendar', 'common']);
  const styles = useStyles();
  const { on, view, put } = address;
  const days = view === 'week' ? 7 : 1;
  const goTo = (date: string) => put({ on: date === today ? null : date, visit: null });
  useKey('t', () => goTo(today));
  useKey('j', () => goTo(addDays(on, days)));
  useKey('k', () => goTo(addDays(on, -days)));
  return (
    <div className={styles.stepper}>
      <Button
        kind="subtle"
        className={styles.arrow}
        icon={<ChevronLeft20Regular className="turns" />}
        aria-label={t(`before.${view}`)}
        title={t(`before.${view}Key`)}
        onClick={() => goTo(addDays(on, -days))}
      />
      <Button className={styles.today} keyHint="T" onClick={() => goTo(today)}>
        {t('common:day.today')}
      </Button>
      <Button
        kind="subtle"
        className={styles.arrow}
        icon={<ChevronRight20Regular className="turns" />}
        aria-label={t(`after.${view}`)}
        title={t(`after.${view}Key`)}
        onClick={() => goTo(addDays(on, days))}
      />
    </div>
  );
}

export function CalendarActs({ address, phone }: { address: Address; phone: boolean }) {
  const { t } = useTranslation('calendar');
  const styles = useStyles();
  const navigate = useNavigate();
  const { role } = useStaffOffice();
  const { on, view, put } = address;
  const mayAct = role !== 'viewer';
  const show = (next: 'day' | 'week') => put({ view: next === 'week' ? 'week' : null });
  useKey('d', () => show('day'));
  useKey('w', () => show('week'), !phone);
  useKey('c', askForNew, mayAct);
  useKey('p', () => window.print());
  const segment = (name: 'day' | 'week', key: string) => (
    <button
      type="button"
      aria-pressed={view === name}
      className={mergeClasses(styles.segment, view === name && styles.on)}
      onClick={() => show(name)}
    >
      {t(`view.${name}`)} <Key>{key}</Key>
    </button>
  );
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame and a legend */}
      <div role="group" aria-label={t('view.label')} className={styles.segments}>
        {segment('day', 'D')}
        {segment('week', 'W')}
        {role !== 'provider' && (
          <button type="button" className={styles.segment} onClick={() => void navigate(`/office?on=${on}`)}>
            {t('view.list')}
          </button>
        )}
      </div>
      <Button
        className={styles.print}
        icon={<Print20Regular />}
        aria-label={t('print')}
        title={t('printKey')}
        onClick={() => window.print()}
      />
      {mayAct &&
        (phone ? (
          <Button kind="primary" icon={<Add20Regular />} aria-label={t('new')} onClick={askForNew} />
        ) : (
          <Button kind="primary" icon={<Add20Regular />} keyHint="C" onClick={askForNew}>
            {t('new')}
          </Button>
        ))}
    </>
  );
}
