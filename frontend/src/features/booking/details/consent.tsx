// What one agrees to by booking: the wording with its number, and a box to tick.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { ConsentAsked } from '../../../api/words';
import { CheckField, FieldError } from '../../../ui/field';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { idOf } from './details-check';

const useStyles = makeStyles({
  consent: { display: 'flex', flexDirection: 'column', gap: '8px' },
  words: {
    maxHeight: '220px',
    overflowY: 'auto',
    padding: '12px 16px',
    backgroundColor: tokens.colorNeutralBackground2,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    ...text.small,
    color: tokens.colorNeutralForeground2,
    whiteSpace: 'pre-line',
    overflowWrap: 'anywhere',
  },
  version: { ...text.caption, color: tokens.colorNeutralForeground3 },
});

interface ConsentProps {
  consent: ConsentAsked;
  agreed: boolean;
  error: string | undefined;
  onAgree: (agreed: boolean) => void;
}

export function Consent({ consent, agreed, error, onAgree }: ConsentProps) {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  const id = idOf('consent');
  return (
    <div className={styles.consent}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text must be scrollable by keys */}
      <section className={styles.words} tabIndex={0} aria-label={t('consent.words')}>
        {consent.text}
      </section>
      <span className={styles.version}>{t('consent.version', { version: consent.version })}</span>
      <CheckField
        id={id}
        label={t('consent.agree')}
        checked={agreed}
        required
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        onChange={(event) => onAgree(event.target.checked)}
      />
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}
