// What a consumer chooses from when cancelling, and what reminds them before.
import { Add20Regular, Dismiss16Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { FieldError } from '../../../ui/field';
import { Section } from '../../../ui/heading';
import { amountOf } from '../amounts';
import { fieldId, usePart } from './part';
import { AmountInput } from './rule-row';
import { TextList } from './text-list';
import { usePartStyles } from './what-it-is';

const REASONS_MAX = 20;
const REMINDERS_MAX = 5;

export function Reasons() {
  const { t } = useTranslation('rules');
  const styles = usePartStyles();
  const { typed, set, readOnly, isWrong, error } = usePart();
  return (
    <Card padded className={styles.card}>
      <Section>{t('group.reasons')}</Section>
      <p className={styles.quiet}>{t(typed.reasons.length ? 'reasons.some' : 'reasons.none')}</p>
      <TextList
        id={fieldId('reasons')}
        values={typed.reasons}
        max={REASONS_MAX}
        maxLength={120}
        wrong={isWrong('reasons')}
        readOnly={readOnly}
        label={(number) => t('reasons.reason', { number })}
        removeLabel={(number) => t('reasons.remove', { number })}
        addLabel={t('reasons.add')}
        onChange={(reasons) => set({ reasons })}
      />
      {error('reasons') && <FieldError id={`${fieldId('reasons')}-error`}>{t('wrong.reasons')}</FieldError>}
    </Card>
  );
}

export function Reminders() {
  const { t } = useTranslation('rules');
  const styles = usePartStyles();
  const { typed, set, readOnly, isWrong, error } = usePart();
  const { reminders } = typed;
  return (
    <Card padded className={styles.card}>
      <Section>{t('group.reminders')}</Section>
      <p className={styles.quiet}>{t(reminders.length ? 'reminders.some' : 'reminders.none')}</p>
      {reminders.map((reminder, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a reminder is its place in the list while it is typed
        <span key={place} className={styles.line}>
          <AmountInput
            id={place === 0 ? fieldId('reminders') : `${fieldId('reminders')}-${place}`}
            label={t('reminders.reminder', { number: place + 1 })}
            value={reminder}
            wrong={isWrong('reminders')}
            readOnly={readOnly}
            onChange={(value) => set({ reminders: reminders.map((one, at) => (at === place ? value : one)) })}
          />
          <span>{t('before')}</span>
          {!readOnly && (
            <Button
              kind="subtle"
              icon={<Dismiss16Regular />}
              aria-label={t('reminders.remove', { number: place + 1 })}
              onClick={() => set({ reminders: reminders.filter((_, at) => at !== place) })}
            />
          )}
        </span>
      ))}
      {error('reminders') && <FieldError id={`${fieldId('reminders')}-error`}>{t('wrong.reminders')}</FieldError>}
      {!readOnly && reminders.length < REMINDERS_MAX && (
        <Button
          id={reminders.length === 0 ? fieldId('reminders') : undefined}
          className={styles.add}
          icon={<Add20Regular />}
          onClick={() => set({ reminders: [...reminders, amountOf(180)] })}
        >
          {t('reminders.add')}
        </Button>
      )}
    </Card>
  );
}
