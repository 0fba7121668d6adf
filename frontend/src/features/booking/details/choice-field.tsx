// One or several of a few answers, as boxes to press; with label, error and help like any other field.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { FieldError } from '../../../ui/field';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';

const useStyles = makeStyles({
  group: { margin: 0, padding: 0, border: 'none', minWidth: 0, display: 'flex', flexDirection: 'column', gap: '4px' },
  label: { ...text.small, fontWeight: tokens.fontWeightSemibold },
  optional: { fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground3 },
  choices: { display: 'flex', flexDirection: 'column' },
  row: { display: 'flex', flexWrap: 'wrap', columnGap: '24px' },
  choice: { display: 'flex', gap: '12px', alignItems: 'center', minHeight: '44px', cursor: 'pointer' },
  box: { flexShrink: 0, width: '20px', height: '20px', margin: 0, accentColor: tokens.colorBrandBackground },
  help: { ...text.caption, color: tokens.colorNeutralForeground3 },
});

export interface ChoiceFieldProps {
  /** The first box gets it: it is where the summary of mistakes leads to. */
  id: string;
  label: string;
  help?: string | undefined;
  error?: string | undefined;
  optional: boolean;
  several?: boolean;
  /** Side by side: for short words. */
  inRow?: boolean;
  options: readonly { value: string; label: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

export function ChoiceField(props: ChoiceFieldProps) {
  const { id, label, help, error, optional, several = false, inRow = false, options, chosen, onChange } = props;
  const { t } = useTranslation('common');
  const styles = useStyles();
  const described = [error && `${id}-error`, help && `${id}-help`].filter(Boolean).join(' ');

  function press(value: string, on: boolean) {
    if (!several) onChange([value]);
    // In the order of the options, whatever the order of pressing.
    else onChange(options.map((one) => one.value).filter((one) => (one === value ? on : chosen.includes(one))));
  }

  return (
    <fieldset
      className={styles.group}
      role={several ? undefined : 'radiogroup'}
      aria-labelledby={`${id}-label`}
      aria-describedby={described || undefined}
      {...(several ? {} : { 'aria-invalid': Boolean(error), 'aria-required': !optional })}
    >
      <span className={styles.label} id={`${id}-label`}>
        {label}
        {optional && <span className={styles.optional}> {t('form.optional')}</span>}
      </span>
      <div className={inRow ? styles.row : styles.choices}>
        {options.map(({ value, label: words }, place) => (
          <label key={value} className={styles.choice}>
            <input
              id={place ? undefined : id}
              type={several ? 'checkbox' : 'radio'}
              name={id}
              className={styles.box}
              checked={chosen.includes(value)}
              onChange={(event) => press(value, event.target.checked)}
            />
            {words}
          </label>
        ))}
      </div>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {help && (
        <span id={`${id}-help`} className={styles.help}>
          {help}
        </span>
      )}
    </fieldset>
  );
}
