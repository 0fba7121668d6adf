// A service with its rules. Every rule says beside it what it will do, on an example in the office's own time.
import { makeStyles } from '@fluentui/react-components';
import { Add20Regular, Dismiss16Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { useServerNow } from '../../api/server-clock';
import { useStaffOffice } from '../../api/session';
import type { OfficeHours, ProviderSetting } from '../../api/words';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { CheckField, ErrorSummary, Field, TextArea, TextField } from '../../ui/field';
import { Section } from '../../ui/heading';
import { Notice } from '../../ui/notice';
import { screen } from '../../ui/screen';
import { Switch } from '../../ui/switch';
import { tokens } from '../../ui/tokens';
import { dateIn } from '../../ui/wall';
import { exampleVisit } from './rule-facts';
import { AmountInput, NumberInput, RuleRow } from './rule-row';
import { useRuleSentences } from './rule-sentences';
import { type Amount, amountOf, type ServiceField, serviceMistakes, type TypedService } from './service-model';

const useStyles = makeStyles({
  form: { display: 'grid', gap: '16px', gridTemplateColumns: 'minmax(0, 1fr)', maxWidth: '920px' },
  card: { display: 'grid', gap: '16px', gridTemplateColumns: 'minmax(0, 1fr)' },
  rules: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)' },
  title: { paddingBottom: '10px' },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(4, minmax(0, 1fr))',
    gap: '16px',
    [screen.phone]: { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
  },
  colour: {
    width: '100%',
    height: '32px',
    padding: '2px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    [screen.phone]: { height: '44px' },
  },
  people: { border: 'none', margin: 0, padding: 0, display: 'grid', gap: '8px' },
  legend: { padding: '0 0 6px', fontWeight: tokens.fontWeightSemibold },
  names: { display: 'flex', flexWrap: 'wrap', gap: '8px 24px' },
  reminder: { display: 'flex', gap: '8px', alignItems: 'center', flexBasis: '100%' },
});

interface ServiceFormProps {
  typed: TypedService;
  /** What is saved. */
  initial: TypedService;
  set: (part: Partial<TypedService>) => void;
  attempt: number;
  isNew: boolean;
  providers: readonly ProviderSetting[];
  /** The office's weekly hours, for the examples. */
  ranges: readonly OfficeHours[];
  mayChange: boolean;
  onSend: () => void;
}

const id = (field: string) => `service-${field}`;

export function ServiceForm(props: ServiceFormProps) {
  const { typed, initial, set, attempt, isNew, providers, ranges, mayChange, onSend } = props;
  const { t } = useTranslation('office');
  const styles = useStyles();
  const { office } = useStaffOffice();
  const today = dateIn(useServerNow(60_000), office.time_zone);
  const wrong = attempt > 0 ? serviceMistakes(typed) : [];
  const isWrong = (field: ServiceField) => wrong.includes(field);
  const error = (field: ServiceField) => (isWrong(field) ? t(`services.wrong.${field}`) : undefined);
  const opening = ranges.map(({ from }) => from).sort()[0] ?? null;
  const say = useRuleSentences(typed, { today, example: exampleVisit(today, opening), opening: opening ?? '09:00' });

  const was = (field: keyof TypedService) => {
    if (isNew || JSON.stringify(typed[field]) === JSON.stringify(initial[field])) return null;
    return say.value(initial[field]);
  };
  const number = (field: 'window' | 'step' | 'bufferBefore' | 'bufferAfter') => (
    <NumberInput
      id={id(field)}
      value={typed[field]}
      wrong={isWrong(field)}
      readOnly={!mayChange}
      onChange={(value) => set({ [field]: value })}
    />
  );
  const amount = (field: 'notice' | 'cancel' | 'move') => (
    <AmountInput
      id={id(field)}
      value={typed[field]}
      wrong={isWrong(field)}
      readOnly={!mayChange}
      onChange={(value) => set({ [field]: value })}
    />
  );

  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      {!mayChange && <Notice kind="quiet">{t('readOnly')}</Notice>}
      <ErrorSummary
        attempt={attempt}
        mistakes={wrong.map((field) => ({ id: id(field), label: t(`services.field.${field}`) }))}
      />
      <Card padded className={styles.card}>
        <TextField
          id={id('name')}
          label={t('services.field.name')}
          value={typed.name}
          error={error('name')}
          maxLength={120}
          readOnly={!mayChange}
          onChange={({ target }) => set({ name: target.value })}
        />
        <Field label={t('services.field.text')} optional help={t('services.textHelp')}>
          <TextArea
            value={typed.text}
            maxLength={2000}
            readOnly={!mayChange}
            onChange={({ target }) => set({ text: target.value })}
          />
        </Field>
        <div className={styles.grid}>
          <TextField
            id={id('duration')}
            label={t('services.field.duration')}
            inputMode="numeric"
            value={typed.duration}
            error={error('duration')}
            readOnly={!mayChange}
            onChange={({ target }) => set({ duration: target.value })}
          />
          <TextField
            id={id('price')}
            label={t('services.field.price')}
            inputMode="decimal"
            placeholder={t('services.free')}
            value={typed.price}
            error={error('price')}
            readOnly={!mayChange}
            onChange={({ target }) => set({ price: target.value })}
          />
          <TextField
            id={id('currency')}
            label={t('services.field.currency')}
            placeholder="GBP"
            maxLength={3}
            value={typed.currency}
            error={error('currency')}
            readOnly={!mayChange}
            onChange={({ target }) => set({ currency: target.value.toUpperCase() })}
          />
          <TextField
            label={t('services.field.category')}
            maxLength={60}
            value={typed.category}
            readOnly={!mayChange}
            onChange={({ target }) => set({ category: target.value })}
          />
          <Field label={t('services.field.colour')}>
            <input
              type="color"
              className={styles.colour}
              value={typed.colour}
              disabled={!mayChange}
              onChange={({ target }) => set({ colour: target.value })}
            />
          </Field>
          <TextField
            id={id('position')}
            label={t('services.field.position')}
            inputMode="numeric"
            value={typed.position}
            error={error('position')}
            readOnly={!mayChange}
            onChange={({ target }) => set({ position: target.value })}
          />
        </div>
        <fieldset className={styles.people}>
          <legend className={styles.legend}>{t('services.field.providers')}</legend>
          <div className={styles.names}>
            {providers.map((provider) => (
              <CheckField
                key={provider.id}
                label={provider.name}
                disabled={!mayChange}
                checked={typed.providers.includes(provider.id)}
                onChange={({ target }) =>
                  set({
                    providers: target.checked
                      ? [...typed.providers, provider.id]
                      : typed.providers.filter((one) => one !== provider.id),
                  })
                }
              />
            ))}
          </div>
        </fieldset>
        <Switch
          label={t(typed.active ? 'services.active' : 'services.inactive')}
          checked={typed.active}
          disabled={!mayChange}
          onChange={(checked) => set({ active: checked })}
        />
      </Card>

      <Card padded className={styles.rules}>
        <Section className={styles.title}>{t('rules.when')}</Section>
        <RuleRow
          id={id('notice')}
          label={t('services.field.notice')}
          was={was('notice')}
          error={error('notice')}
          sentence={say.notice}
        >
          {amount('notice')}
        </RuleRow>
        <RuleRow
          id={id('window')}
          label={t('services.field.window')}
          was={was('window')}
          error={error('window')}
          sentence={say.window}
        >
          {number('window')}
          <span>{t('rules.daysRolling')}</span>
        </RuleRow>
        <RuleRow
          id={id('step')}
          label={t('services.field.step')}
          was={was('step')}
          error={error('step')}
          sentence={say.step}
        >
          <span>{t('rules.every')}</span>
          {number('step')}
          <span>{t('rules.minutes')}</span>
        </RuleRow>
      </Card>

      <Card padded className={styles.rules}>
        <Section className={styles.title}>{t('rules.room')}</Section>
        <RuleRow
          id={id('bufferBefore')}
          label={t('services.field.bufferBefore')}
          was={was('bufferBefore')}
          error={error('bufferBefore')}
          sentence={say.bufferBefore}
        >
          {number('bufferBefore')}
          <span>{t('rules.minutes')}</span>
        </RuleRow>
        <RuleRow
          id={id('bufferAfter')}
          label={t('services.field.bufferAfter')}
          was={was('bufferAfter')}
          error={error('bufferAfter')}
          sentence={say.bufferAfter}
        >
          {number('bufferAfter')}
          <span>{t('rules.minutes')}</span>
        </RuleRow>
      </Card>

      <Card padded className={styles.rules}>
        <Section className={styles.title}>{t('rules.changes')}</Section>
        <RuleRow
          id={id('cancel')}
          label={t('services.field.cancel')}
          was={was('cancel')}
          error={error('cancel')}
          sentence={say.cancel}
        >
          {amount('cancel')}
          <span>{t('rules.before')}</span>
        </RuleRow>
        <RuleRow
          id={id('move')}
          label={t('services.field.move')}
          was={was('move')}
          error={error('move')}
          sentence={say.move}
        >
          {amount('move')}
          <span>{t('rules.before')}</span>
        </RuleRow>
      </Card>

      <Card padded className={styles.rules}>
        <Section className={styles.title}>{t('rules.messages')}</Section>
        <RuleRow
          id={id('reminders')}
          label={t('services.field.reminders')}
          was={was('reminders')}
          error={error('reminders')}
          sentence={say.reminders}
        >
          <Reminders
            reminders={typed.reminders}
            wrong={isWrong('reminders')}
            readOnly={!mayChange}
            onChange={(reminders) => set({ reminders })}
          />
        </RuleRow>
      </Card>
    </form>
  );
}

const REMINDERS_MAX = 5;

interface RemindersProps {
  reminders: readonly Amount[];
  wrong: boolean;
  readOnly: boolean;
  onChange: (reminders: Amount[]) => void;
}

function Reminders({ reminders, wrong, readOnly, onChange }: RemindersProps) {
  const { t } = useTranslation('office');
  const styles = useStyles();
  return (
    <>
      {reminders.map((reminder, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a reminder is its place in the list while it is typed
        <span key={index} className={styles.reminder}>
          <AmountInput
            id={index === 0 ? id('reminders') : `${id('reminders')}-${index}`}
            label={t('rules.reminder', { number: index + 1 })}
            value={reminder}
            wrong={wrong}
            readOnly={readOnly}
            onChange={(value) => onChange(reminders.map((one, at) => (at === index ? value : one)))}
          />
          {!readOnly && (
            <Button
              kind="subtle"
              icon={<Dismiss16Regular />}
              aria-label={t('rules.removeReminder', { number: index + 1 })}
              onClick={() => onChange(reminders.filter((_, at) => at !== index))}
            />
          )}
        </span>
      ))}
      {!readOnly && reminders.length < REMINDERS_MAX && (
        <Button
          id={reminders.length === 0 ? id('reminders') : undefined}
          icon={<Add20Regular />}
          onClick={() => onChange([...reminders, amountOf(180)])}
        >
          {t('rules.addReminder')}
        </Button>
      )}
    </>
  );
}
