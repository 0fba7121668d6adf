// The rows of the booking rules, in four groups.
import { makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PreviewFacts } from '../../../api/words';
import { Card } from '../../../ui/card';
import { Input, useControl } from '../../../ui/field';
import { Section } from '../../../ui/heading';
import { Switch } from '../../../ui/switch';
import { TextLink } from '../../../ui/text-link';
import type { ServiceField, TypedService } from './model';
import { fieldId, usePart } from './part';
import { AmountInput, NumberInput, RuleRow } from './rule-row';
import { useRuleSentences } from './rule-sentences';

const useStyles = makeStyles({
  card: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', padding: '16px 24px 8px' },
  title: { paddingBottom: '10px' },
  kind: { width: 'auto' },
  date: { width: '156px' },
});

interface RuleRowsProps {
  facts: PreviewFacts | undefined;
  changed: readonly ServiceField[];
  /** A value in words, for "was 2 hours". */
  show: (field: ServiceField, typed: TypedService) => string;
  limits: ReactNode;
}

type NumberKey = 'windowDays' | 'step' | 'offset' | 'bufferBefore' | 'bufferAfter' | 'activeMax' | 'movesMax';
type AmountKey = 'notice' | 'cancel' | 'move';
type SwitchKey = 'packs' | 'buffersInside' | 'approval';

export function RuleRows({ facts, changed, show, limits }: RuleRowsProps) {
  const { t } = useTranslation('rules');
  const styles = useStyles();
  const { typed, saved, set, readOnly, isWrong, error } = usePart();
  const look = useControl(false, styles.kind);
  const say = useRuleSentences(typed, changed, facts);

  /** What it was, when any of a row's fields differ. */
  const was = (...fields: readonly ServiceField[]) =>
    saved && fields.some((field) => changed.includes(field))
      ? fields
          .filter((field) => changed.includes(field))
          .map((field) => show(field, saved))
          .join(', ')
      : null;
  const number = (field: NumberKey, label?: string) => (
    <NumberInput
      id={fieldId(field)}
      {...(label ? { label } : {})}
      value={typed[field]}
      wrong={isWrong(field)}
      readOnly={readOnly}
      onChange={(value) => set({ [field]: value })}
    />
  );
  const amount = (field: AmountKey) => (
    <AmountInput
      id={fieldId(field)}
      value={typed[field]}
      wrong={isWrong(field)}
      readOnly={readOnly}
      onChange={(value) => set({ [field]: value })}
    />
  );
  const onOff = (field: SwitchKey) => (
    <Switch
      id={fieldId(field)}
      label={t(`switch.${field}`)}
      checked={typed[field]}
      disabled={readOnly}
      onChange={(on) => set({ [field]: on })}
    />
  );
  const row = (field: ServiceField, sentence: ReactNode, children: ReactNode, also: readonly ServiceField[] = []) => (
    <RuleRow
      id={fieldId(field)}
      label={t(`field.${field}`)}
      was={was(field, ...also)}
      error={[field, ...also].map(error).find(Boolean)}
      sentence={sentence}
    >
      {children}
    </RuleRow>
  );
  return (
    <>
      <Card className={styles.card}>
        <Section className={styles.title}>{t('group.when')}</Section>
        {row('notice', say.notice, amount('notice'))}
        <RuleRow
          id={fieldId(typed.windowKind === 'range' ? 'windowFrom' : 'windowDays')}
          label={t('field.window')}
          was={was('windowKind', 'windowDays', 'windowFrom', 'windowUntil')}
          error={error('windowDays') ?? error('windowFrom') ?? error('windowUntil')}
          sentence={say.window}
        >
          {typed.windowKind !== 'range' && number('windowDays')}
          <select
            className={look}
            aria-label={t('field.windowKind')}
            value={typed.windowKind}
            disabled={readOnly}
            onChange={({ target }) => set({ windowKind: target.value as TypedService['windowKind'] })}
          >
            {(['rolling', 'free_days', 'range'] as const).map((kind) => (
              <option key={kind} value={kind}>
                {t(`windowKind.${kind}`)}
              </option>
            ))}
          </select>
          {typed.windowKind === 'range' &&
            (['windowFrom', 'windowUntil'] as const).map((field) => (
              <Input
                key={field}
                id={fieldId(field)}
                type="date"
                className={styles.date}
                aria-label={t(`field.${field}`)}
                wrong={isWrong(field)}
                readOnly={readOnly}
                value={typed[field]}
                onChange={({ target }) => set({ [field]: target.value })}
              />
            ))}
        </RuleRow>
        {row(
          'step',
          say.step,
          <>
            <span>{t('rules.every')}</span>
            {number('step')}
            <span>{t('rules.from')}</span>
            {number('offset', t('field.offset'))}
            <span>{t('rules.past')}</span>
          </>,
          ['offset'],
        )}
        {row('packs', say.packs, onOff('packs'))}
      </Card>
      <Card className={styles.card}>
        <Section className={styles.title}>{t('group.room')}</Section>
        {(['bufferBefore', 'bufferAfter'] as const).map((field) => (
          <RuleRow
            key={field}
            id={fieldId(field)}
            label={t(`field.${field}`)}
            was={was(field)}
            error={error(field)}
            sentence={say[field]}
          >
            {number(field)}
            <span>{t('rules.minutes')}</span>
          </RuleRow>
        ))}
        {row('buffersInside', say.buffersInside, onOff('buffersInside'))}
        {limits}
      </Card>
      <Card className={styles.card}>
        <Section className={styles.title}>{t('group.consumer')}</Section>
        {row(
          'activeMax',
          say.activeMax,
          <>
            {number('activeMax')}
            <span>{t('rules.atOnce')}</span>
          </>,
        )}
        {row(
          'cancel',
          say.cancel,
          <>
            {amount('cancel')}
            <span>{t('before')}</span>
          </>,
        )}
        {row(
          'move',
          say.move,
          <>
            {amount('move')}
            <span>{t('before')}</span>
          </>,
        )}
        {row(
          'movesMax',
          say.movesMax,
          <>
            {number('movesMax')}
            <span>{t('rules.times')}</span>
          </>,
        )}
        {row('approval', say.approval, onOff('approval'))}
      </Card>
      <p>
        <TextLink to="/office/settings/booking">{t('rules.ofOffice')}</TextLink>
      </p>
    </>
  );
}
