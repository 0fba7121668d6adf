// Why: one of the office's reasons, or own words. Never asked for more than once, never needed.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Field, TextArea } from '../../../ui/field';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';

const REASON_MAX = 500;
const OTHER = '';

export interface Reason {
  /** One of the office's; "" for own words, null for none yet. */
  chosen: string | null;
  words: string;
}

/** What is sent: the reason chosen, or the words. */
export function reasonGiven({ chosen, words }: Reason): string | null {
  return chosen || words.trim() || null;
}

const useStyles = makeStyles({
  set: { margin: 0, padding: 0, border: 'none', display: 'flex', flexDirection: 'column', gap: '4px' },
  legend: { ...text.small, fontWeight: tokens.fontWeightSemibold, padding: 0 },
  optional: { fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground3 },
  choice: { display: 'flex', alignItems: 'center', gap: '12px', minHeight: '44px', cursor: 'pointer' },
  radio: { flexShrink: 0, width: '20px', height: '20px', margin: 0, accentColor: tokens.colorBrandBackground },
  help: { ...text.caption, color: tokens.colorNeutralForeground3 },
});

interface ReasonChoiceProps {
  reasons: readonly string[];
  reason: Reason;
  onReason: (reason: Reason) => void;
}

export function ReasonChoice({ reasons, reason, onReason }: ReasonChoiceProps) {
  const { t } = useTranslation(['visit', 'common']);
  const styles = useStyles();
  const area = (
    <TextArea
      value={reason.words}
      maxLength={REASON_MAX}
      onChange={(event) => onReason({ chosen: reasons.length ? OTHER : null, words: event.target.value })}
    />
  );
  if (!reasons.length) {
    return (
      <Field label={t('cancel.reason')} help={t('cancel.reasonHelp')} optional>
        {area}
      </Field>
    );
  }
  return (
    <fieldset className={styles.set}>
      <legend className={styles.legend}>
        {t('cancel.reason')} <span className={styles.optional}>{t('form.optional', { ns: 'common' })}</span>
      </legend>
      {[...reasons, OTHER].map((one) => (
        <label key={one} className={styles.choice}>
          <input
            type="radio"
            name="reason"
            className={styles.radio}
            checked={reason.chosen === one}
            onChange={() => onReason({ ...reason, chosen: one })}
          />
          {one || t('cancel.reasonOther')}
        </label>
      ))}
      {reason.chosen === OTHER && <Field label={t('cancel.reasonWords')}>{area}</Field>}
      <span className={styles.help}>{t('cancel.reasonHelp')}</span>
    </fieldset>
  );
}
