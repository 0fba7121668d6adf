// How many come, whom they may bring, and whether somebody has to say yes first.
import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/card';
import { FieldError } from '../../../ui/field';
import { Section } from '../../../ui/heading';
import { Switch } from '../../../ui/switch';
import { numberOf } from '../amounts';
import { fieldId, PartText, usePart } from './part';
import { AmountInput } from './rule-row';
import { usePartStyles } from './what-it-is';

export function SeatsAndGuests() {
  const { t } = useTranslation('rules');
  const styles = usePartStyles();
  const { typed } = usePart();
  const seats = numberOf(typed.seats) ?? 1;
  return (
    <Card padded className={styles.card}>
      <Section>{t('group.seats')}</Section>
      <div className={styles.grid}>
        <PartText
          field="seats"
          inputMode="numeric"
          help={seats > 1 ? t('help.group', { count: seats }) : t('help.seats')}
        />
        <PartText field="guests" inputMode="numeric" help={t('help.guests', { count: numberOf(typed.guests) ?? 0 })} />
      </div>
    </Card>
  );
}

export function Approval() {
  const { t } = useTranslation('rules');
  const styles = usePartStyles();
  const { typed, set, readOnly, isWrong, error } = usePart();
  return (
    <Card padded className={styles.card}>
      <Section>{t('group.approval')}</Section>
      <Switch
        id={fieldId('approval')}
        label={t('approval.each')}
        checked={typed.approval}
        disabled={readOnly}
        onChange={(approval) => set({ approval })}
      />
      {error('approval') && <FieldError id={`${fieldId('approval')}-error`}>{t('wrong.approval')}</FieldError>}
      {typed.approval ? (
        <>
          <div className={styles.line}>
            <label htmlFor={fieldId('requestExpires')}>{t('approval.within')}</label>
            <AmountInput
              id={fieldId('requestExpires')}
              value={typed.requestExpires}
              wrong={isWrong('requestExpires')}
              readOnly={readOnly}
              onChange={(requestExpires) => set({ requestExpires })}
            />
          </div>
          {error('requestExpires') && (
            <FieldError id={`${fieldId('requestExpires')}-error`}>{t('wrong.requestExpires')}</FieldError>
          )}
          <Switch
            label={t('approval.blocks')}
            checked={typed.requestBlocks}
            disabled={readOnly}
            onChange={(requestBlocks) => set({ requestBlocks })}
          />
          <p className={styles.quiet}>{t(typed.requestBlocks ? 'approval.kept' : 'approval.notKept')}</p>
        </>
      ) : (
        <p className={styles.quiet}>{t('say.approvalOff')}</p>
      )}
    </Card>
  );
}
