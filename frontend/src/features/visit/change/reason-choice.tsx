// Why: one of the reasons that the office lists, or own words where it lists none.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Field, FieldError, TextArea } from '../../../ui/field';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';

const REASON_MAX = 500;

const useStyles = makeStyles({
  set: { display: 'flex', flexDirection: 'column', gap: '4px' },
  legend: { ...text.small, fontWeight: tokens.fontWeightSemibold },
  choice: { display: 'flex', alignItems: 'center', gap: '12px', minHeight: '44px', cursor: 'pointer' },
  radio: { flexShrink: 0, width: '20px', height: '20px', margin: 0, accentColor: tokens.colorBrandBackground },
  help: { ...text.caption, color: tokens.colorNeutralForeground3 },
});

interface ReasonChoiceProps {
  reasons: readonly string[];
  reason: string;
  error: string | null;
  onReason: (reason: string) => void;
}

export function ReasonChoice({ reasons, reason, error, onReason }: ReasonChoiceProps) {
  const { t } = useTranslation('visit');
  const styles = useStyles();
  if (!reasons.length) {
    return (
      <Field label={t('cancel.reason')} help={t('cancel.reasonHelp')} optional>
        <TextArea value={reason} maxLength={REASON_MAX} onChange={(event) => onReason(event.target.value)} />
      </Field>
    );
  }
  return (
    <div
      className={styles.set}
      role="radiogroup"
      aria-labelledby="reason-label"
      aria-describedby={error ? 'reason-error' : 'reason-help'}
      aria-invalid={error !== null}
      aria-required
    >
      <span id="reason-label" className={styles.legend}>
        {t('cancel.reason')}
      </span>
      {reasons.map((one, place) => (
        <label key={one} className={styles.choice}>
          <input
            id={place ? undefined : 'reason'}
            type="radio"
            name="reason"
            className={styles.radio}
            checked={reason === one}
            onChange={() => onReason(one)}
          />
          {one}
        </label>
      ))}
      {error && <FieldError id="reason-error">{error}</FieldError>}
      <span id="reason-help" className={styles.help}>
        {t('cancel.reasonHelp')}
      </span>
    </div>
  );
}
