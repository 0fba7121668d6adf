// What a service is: name, text, kind, colour, how long, at what price.
import { makeStyles } from '@fluentui/react-components';
import { Add20Regular, Dismiss16Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Field, FieldError, Input, TextArea, useControl } from '../../../ui/field';
import { Section } from '../../../ui/heading';
import { screen } from '../../../ui/screen';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import type { TypedDuration, TypedService } from './model';
import { fieldId, PartText, usePart } from './part';

export const usePartStyles = makeStyles({
  card: { display: 'grid', gap: '16px', gridTemplateColumns: 'minmax(0, 1fr)' },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 160px), 1fr))',
    gap: '16px',
    alignItems: 'start',
  },
  group: { border: 'none', margin: 0, padding: 0, minWidth: 0, display: 'grid', gap: '8px' },
  legend: { padding: '0 0 6px', fontWeight: tokens.fontWeightSemibold },
  line: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center' },
  quiet: { color: tokens.colorNeutralForeground2 },
  caption: { ...text.caption, color: tokens.colorNeutralForeground3 },
  number: { width: '72px' },
  price: { width: '104px' },
  colour: { padding: '2px' },
  add: { justifySelf: 'start' },
  unit: { width: 'auto' },
  listed: {
    minHeight: '32px',
    display: 'flex',
    alignItems: 'center',
    gap: '6px',
    [screen.phone]: { minHeight: '44px' },
  },
  theirs: { whiteSpace: 'pre-line', paddingTop: '8px' },
  wide: { [screen.notPhone]: { maxWidth: '320px' } },
});

const MODALITIES: readonly TypedService['modality'][] = ['video', 'phone', 'in_person'];

export function WhatItIs({ categories }: { categories: readonly string[] }) {
  const { t } = useTranslation('rules');
  const styles = usePartStyles();
  const { typed, set, readOnly } = usePart();
  const look = useControl();
  const colourLook = useControl(false, styles.colour);
  return (
    <Card padded className={styles.card}>
      <Section>{t('group.what')}</Section>
      <PartText field="name" maxLength={120} />
      <Field label={t('field.text')} optional help={t('help.text')}>
        <TextArea
          id={fieldId('text')}
          value={typed.text}
          maxLength={2000}
          readOnly={readOnly}
          onChange={({ target }) => set({ text: target.value })}
        />
      </Field>
      <div className={styles.grid}>
        <PartText field="category" optional maxLength={60} list="service-categories" />
        <datalist id="service-categories">
          {categories.map((category) => (
            <option key={category} value={category} />
          ))}
        </datalist>
        <Field label={t('field.modality')} help={t(`help.modality.${typed.modality}`)}>
          <select
            id={fieldId('modality')}
            className={look}
            value={typed.modality}
            disabled={readOnly}
            onChange={({ target }) => set({ modality: target.value as TypedService['modality'] })}
          >
            {MODALITIES.map((modality) => (
              <option key={modality} value={modality}>
                {t(`modality.${modality}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t('field.colour')} help={t('help.colour')}>
          <input
            id={fieldId('colour')}
            type="color"
            className={colourLook}
            value={typed.colour}
            disabled={readOnly}
            onChange={({ target }) => set({ colour: target.value })}
          />
        </Field>
      </div>
      <Durations />
    </Card>
  );
}

const DURATIONS_MAX = 11;

function Durations() {
  const { t } = useTranslation('rules');
  const styles = usePartStyles();
  const { typed, set, readOnly, isWrong, error } = usePart();
  const { durations } = typed;
  const change = (place: number, part: Partial<TypedDuration>) =>
    set({ durations: durations.map((one, at) => (at === place ? { ...one, ...part } : one)) });
  const wrong = isWrong('durations');
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{t('field.durations')}</legend>
      {durations.map((duration, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a length is its place in the list while it is typed
        <span key={place} className={styles.line}>
          <Input
            id={place === 0 ? fieldId('durations') : undefined}
            className={styles.number}
            inputMode="numeric"
            aria-label={t('duration.minutes', { number: place + 1 })}
            aria-describedby={wrong ? `${fieldId('durations')}-error` : undefined}
            wrong={wrong}
            readOnly={readOnly}
            value={duration.minutes}
            onChange={({ target }) => change(place, { minutes: target.value })}
          />
          <span>{t('duration.unit')}</span>
          <Input
            className={styles.price}
            inputMode="decimal"
            aria-label={t('duration.price', { number: place + 1 })}
            placeholder={t('free')}
            wrong={wrong}
            readOnly={readOnly}
            value={duration.price}
            onChange={({ target }) => change(place, { price: target.value })}
          />
          {place === 0 && (
            <Input
              id={fieldId('currency')}
              className={styles.number}
              aria-label={t('field.currency')}
              placeholder="GBP"
              maxLength={3}
              wrong={isWrong('currency')}
              readOnly={readOnly}
              value={typed.currency}
              onChange={({ target }) => set({ currency: target.value.toUpperCase() })}
            />
          )}
          {place > 0 && typed.currency && <span className={styles.quiet}>{typed.currency}</span>}
          {!readOnly && durations.length > 1 && (
            <Button
              kind="subtle"
              icon={<Dismiss16Regular />}
              aria-label={t('duration.remove', { number: place + 1 })}
              onClick={() => set({ durations: durations.filter((_, at) => at !== place) })}
            />
          )}
        </span>
      ))}
      {error('durations') && <FieldError id={`${fieldId('durations')}-error`}>{t('wrong.durations')}</FieldError>}
      {error('currency') && <FieldError id={`${fieldId('currency')}-error`}>{t('wrong.currency')}</FieldError>}
      {!readOnly && durations.length < DURATIONS_MAX && (
        <Button
          className={styles.add}
          icon={<Add20Regular />}
          onClick={() => set({ durations: [...durations, { minutes: '', price: durations[0]?.price ?? '' }] })}
        >
          {t('duration.add')}
        </Button>
      )}
      <span className={styles.caption}>{t(durations.length > 1 ? 'duration.several' : 'duration.one')}</span>
    </fieldset>
  );
}
