// One date back, today, one date on. Staff pages only.
import { makeStyles } from '@fluentui/react-components';
import { ChevronLeft20Regular, ChevronRight20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { Button } from './button';
import { addDays } from './dates';
import { useKey } from './key';
import { useMomentWords } from './moment';
import { screen } from './screen';

const useStyles = makeStyles({
  stepper: { display: 'flex', alignItems: 'center', gap: '4px', [screen.phone]: { gap: 0 } },
  arrow: { [screen.phone]: { width: '36px' } },
});

interface DayStepperProps {
  on: string;
  today: string;
  onChange: (date: string) => void;
}

export function DayStepper({ on, today, onChange }: DayStepperProps) {
  const { t } = useTranslation('common');
  const styles = useStyles();
  const words = useMomentWords();
  useKey('t', () => onChange(today), on !== today);
  const [before, after] = [addDays(on, -1), addDays(on, 1)];
  return (
    <div className={styles.stepper}>
      <Button
        kind="subtle"
        className={styles.arrow}
        icon={<ChevronLeft20Regular className="turns" />}
        aria-label={words.longDay(before)}
        onClick={() => onChange(before)}
      />
      {on !== today && (
        <Button keyHint="T" onClick={() => onChange(today)}>
          {t('day.today')}
        </Button>
      )}
      <Button
        kind="subtle"
        className={styles.arrow}
        icon={<ChevronRight20Regular className="turns" />}
        aria-label={words.longDay(after)}
        onClick={() => onChange(after)}
      />
    </div>
  );
}
