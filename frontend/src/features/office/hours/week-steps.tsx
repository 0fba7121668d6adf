// One week back, this week, one week on.
import { makeStyles } from '@fluentui/react-components';
import { ChevronLeft20Regular, ChevronRight20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { addDays } from '../../../ui/dates';
import { useMomentWords } from '../../../ui/moment';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';

const useStyles = makeStyles({
  steps: { display: 'flex', alignItems: 'center', gap: '4px', minHeight: '32px' },
  when: { fontWeight: tokens.fontWeightSemibold, ...text.numbers, padding: '0 8px', whiteSpace: 'nowrap' },
});

export function WeekSteps(props: { monday: string; today: string; onChange: (day: string | null) => void }) {
  const { monday, today, onChange } = props;
  const { t } = useTranslation('hours');
  const styles = useStyles();
  const words = useMomentWords();
  const isThis = today >= monday && today < addDays(monday, 7);
  return (
    <div className={styles.steps}>
      <Button
        kind="subtle"
        icon={<ChevronLeft20Regular className="turns" />}
        aria-label={t('week.before')}
        onClick={() => onChange(addDays(monday, -7))}
      />
      <span className={styles.when} aria-live="polite">
        {t('week.span', { from: words.day(monday), to: words.day(addDays(monday, 6)) })}
      </span>
      <Button
        kind="subtle"
        icon={<ChevronRight20Regular className="turns" />}
        aria-label={t('week.after')}
        onClick={() => onChange(addDays(monday, 7))}
      />
      {!isThis && <Button onClick={() => onChange(null)}>{t('week.this')}</Button>}
    </div>
  );
}
