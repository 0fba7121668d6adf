// A rule: control on the left, on the right the sentence that says what it will do. Changed: tinted, and says what it was.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../../ui/chip';
import { Input, useControl } from '../../../ui/field';
import { screen } from '../../../ui/screen';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import type { Amount, Unit } from '../amounts';

export const useRuleStyles = makeStyles({
  rule: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: '16px',
    alignItems: 'center',
    padding: '10px 12px',
    margin: '0 -12px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    [screen.phone]: { gridTemplateColumns: 'minmax(0, 1fr)', gap: '8px' },
  },
  changed: { backgroundColor: tokens.colorBrandBackground2, borderRadius: tokens.borderRadiusLarge },
  control: { display: 'grid', gap: '6px' },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px' },
  label: { fontWeight: tokens.fontWeightSemibold },
  was: { backgroundColor: tokens.colorNeutralBackground1 },
  fields: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px' },
  sentence: {
    paddingInlineStart: '16px',
    borderInlineStartWidth: '2px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorBrandStroke2,
    color: tokens.colorNeutralForeground2,
    ...text.numbers,
  },
  error: { ...text.caption, color: tokens.colorStatusDangerForeground1 },
  number: { width: '64px' },
  unit: { width: 'auto' },
});

interface RuleRowProps {
  /** The id of the first control. */
  id: string;
  label: string;
  /** What it was, when it differs. */
  was?: string | null;
  error?: string | undefined;
  sentence: ReactNode;
  children: ReactNode;
}

export function RuleRow({ id, label, was, error, sentence, children }: RuleRowProps) {
  const { t } = useTranslation('office');
  const styles = useRuleStyles();
  return (
    <div className={mergeClasses(styles.rule, was != null && styles.changed)}>
      <div className={styles.control}>
        <div className={styles.head}>
          <label className={styles.label} htmlFor={id}>
            {label}
          </label>
          {was != null && <Chip className={styles.was}>{t('was', { was })}</Chip>}
        </div>
        <div className={styles.fields}>{children}</div>
        {error && (
          <span className={styles.error} id={`${id}-error`}>
            {error}
          </span>
        )}
      </div>
      <p className={styles.sentence} aria-live="polite">
        {sentence}
      </p>
    </div>
  );
}

interface NumberInputProps {
  id: string;
  value: string;
  wrong: boolean;
  readOnly: boolean;
  label?: string;
  onChange: (value: string) => void;
}

export function NumberInput({ id, value, wrong, readOnly, label, onChange }: NumberInputProps) {
  const styles = useRuleStyles();
  return (
    <Input
      id={id}
      className={styles.number}
      inputMode="numeric"
      aria-label={label}
      aria-invalid={wrong || undefined}
      aria-describedby={wrong ? `${id}-error` : undefined}
      wrong={wrong}
      readOnly={readOnly}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

const UNITS: readonly Unit[] = ['minutes', 'hours', 'days'];

interface AmountInputProps extends Omit<NumberInputProps, 'value' | 'onChange'> {
  value: Amount;
  onChange: (value: Amount) => void;
}

export function AmountInput({ value, onChange, ...rest }: AmountInputProps) {
  const { t } = useTranslation('rules');
  const styles = useRuleStyles();
  const look = useControl(false, styles.unit);
  return (
    <>
      <NumberInput {...rest} value={value.count} onChange={(count) => onChange({ ...value, count })} />
      <select
        className={look}
        aria-label={t('unit.label', { ns: 'office' })}
        value={value.unit}
        disabled={rest.readOnly}
        onChange={({ target }) => onChange({ ...value, unit: target.value as Unit })}
      >
        {UNITS.map((unit) => (
          <option key={unit} value={unit}>
            {t(`unit.${unit}`, { ns: 'office' })}
          </option>
        ))}
      </select>
    </>
  );
}
