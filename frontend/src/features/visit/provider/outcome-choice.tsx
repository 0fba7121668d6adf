import { makeStyles, mergeClasses } from '@fluentui/react-components';
import {
  CheckmarkCircle20Filled,
  CheckmarkCircle20Regular,
  CircleHint20Regular,
  PersonClock20Regular,
} from '@fluentui/react-icons';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../../api/words';
import { screen } from '../../../ui/screen';
import { hidden } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';

const useStyles = makeStyles({
  set: { border: 'none', margin: 0, padding: 0, minWidth: 0 },
  legend: { padding: '0 0 4px', fontWeight: tokens.fontWeightSemibold },
  choices: { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '8px' },
  choice: {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    minHeight: '36px',
    padding: '4px 10px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    fontWeight: tokens.fontWeightMedium,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':has(:focus-visible)': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
    [screen.phone]: { minHeight: '44px' },
  },
  chosen: {
    borderTopColor: tokens.colorBrandStroke1,
    borderRightColor: tokens.colorBrandStroke1,
    borderBottomColor: tokens.colorBrandStroke1,
    borderLeftColor: tokens.colorBrandStroke1,
    boxShadow: `inset 0 0 0 1px ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontWeight: tokens.fontWeightSemibold,
    ':hover': { backgroundColor: tokens.colorBrandBackground2 },
  },
  input: { ...hidden },
});

const CHOICES = [
  { value: 'completed', icon: <CheckmarkCircle20Regular /> },
  { value: 'consumer_no_show', icon: <PersonClock20Regular /> },
  { value: 'provider_no_show', icon: <PersonClock20Regular /> },
  { value: null, icon: <CircleHint20Regular /> },
] as const;

interface OutcomeChoiceProps {
  value: Outcome | null;
  onChange: (outcome: Outcome | null) => void;
}

export function OutcomeChoice({ value, onChange }: OutcomeChoiceProps) {
  const { t } = useTranslation('provider-visit');
  const styles = useStyles();
  const name = useId();
  return (
    <fieldset className={styles.set}>
      <legend className={styles.legend}>{t('outcome.label')}</legend>
      <div className={styles.choices}>
        {CHOICES.map((choice) => (
          <label key={choice.value} className={mergeClasses(styles.choice, value === choice.value && styles.chosen)}>
            <input
              type="radio"
              name={name}
              className={styles.input}
              checked={value === choice.value}
              onChange={() => onChange(choice.value)}
            />
            {value === choice.value && choice.value === 'completed' ? <CheckmarkCircle20Filled /> : choice.icon}
            {t(`outcome.${choice.value ?? 'later'}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
