// Who offers a service, how they share it, and what they must have.
import { makeStyles } from '@fluentui/react-components';
import { LockClosed16Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { ProviderSetting } from '../../../api/words';
import { Card } from '../../../ui/card';
import { Chip } from '../../../ui/chip';
import { CheckField, Field, Input, useControl } from '../../../ui/field';
import { Section } from '../../../ui/heading';
import { Notice } from '../../../ui/notice';
import { TextLink } from '../../../ui/text-link';
import { tokens } from '../../../ui/tokens';
import { AttributesField } from './attributes-field';
import type { TypedService } from './model';
import { fieldId, PartText, usePart } from './part';
import { usePartStyles } from './what-it-is';

const useStyles = makeStyles({
  person: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '8px 12px',
    alignItems: 'center',
    minHeight: '40px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  name: { flexGrow: 1, flexBasis: '200px' },
  share: { display: 'flex', alignItems: 'center', gap: '6px' },
});

const SHARE = { weight: '1', priority: '0' };

/** What a service wants and a provider does not have. */
export function missingOf(provider: ProviderSetting, attributes: readonly string[]): string[] {
  return attributes.filter((attribute) => !provider.attributes.includes(attribute));
}

export function WhoOffers() {
  const { t } = useTranslation('rules');
  const styles = usePartStyles();
  const look = useControl(false, styles.wide);
  const { typed, set, readOnly, providers, error } = usePart();
  const offering = providers.filter(({ id, active }) => active && typed.providers.includes(id));
  const fitting = offering.filter((provider) => missingOf(provider, typed.attributes).length === 0);
  const known = [...new Set(providers.flatMap(({ attributes }) => attributes))].sort();
  const shared = typed.assignment === 'round_robin';
  return (
    <Card padded className={styles.card}>
      <Section>{t('group.who')}</Section>
      <fieldset className={styles.group} id={fieldId('providers')} tabIndex={-1}>
        <legend className={styles.legend}>{t('field.providers')}</legend>
        {providers.map((provider) => (
          <Person key={provider.id} provider={provider} shared={shared} />
        ))}
        {providers.length === 0 && <p className={styles.quiet}>{t('who.nobodyYet')}</p>}
      </fieldset>
      {fitting.length === 0 && <Notice kind="warn">{t(offering.length ? 'who.nobodyFits' : 'who.nobody')}</Notice>}
      <Field label={t('field.assignment')} help={t(`help.assignment.${typed.assignment}`)}>
        <select
          id={fieldId('assignment')}
          className={look}
          value={typed.assignment}
          disabled={readOnly}
          onChange={({ target }) => set({ assignment: target.value as TypedService['assignment'] })}
        >
          <option value="any">{t('assignment.any')}</option>
          <option value="round_robin">{t('assignment.round_robin')}</option>
        </select>
      </Field>
      {shared && <PartText field="fairness" inputMode="numeric" help={t('help.fairness')} />}
      <AttributesField
        id={fieldId('attributes')}
        label={t('field.attributes')}
        help={t('help.attributes', { count: fitting.length, total: offering.length })}
        error={error('attributes')}
        values={typed.attributes}
        known={known}
        readOnly={readOnly}
        onChange={(attributes) => set({ attributes })}
      />
    </Card>
  );
}

function Person({ provider, shared }: { provider: ProviderSetting; shared: boolean }) {
  const { t } = useTranslation('rules');
  const styles = useStyles();
  const part = usePartStyles();
  const { typed, set, readOnly, isWrong } = usePart();
  const { id, name } = provider;
  const offers = typed.providers.includes(id);
  const share = typed.shares[id] ?? SHARE;
  const missing = missingOf(provider, typed.attributes);
  const setShare = (next: Partial<typeof SHARE>) => set({ shares: { ...typed.shares, [id]: { ...share, ...next } } });
  return (
    <div className={styles.person}>
      <CheckField
        className={styles.name}
        label={
          <>
            {name} <TextLink to={`/office/settings/providers/${id}`}>{t('who.edit')}</TextLink>
          </>
        }
        aria-label={name}
        disabled={readOnly}
        checked={offers}
        onChange={({ target }) =>
          set({
            providers: target.checked ? [...typed.providers, id] : typed.providers.filter((one) => one !== id),
          })
        }
      />
      {offers && missing.length > 0 && <Chip tint="warn">{t('who.lacks', { what: missing.join(', ') })}</Chip>}
      {offers && !provider.active && <Chip>{t('who.away')}</Chip>}
      {offers && provider.private && <Chip icon={<LockClosed16Regular />}>{t('who.private')}</Chip>}
      {offers &&
        shared &&
        (['weight', 'priority'] as const).map((which) => (
          <span key={which} className={styles.share}>
            <span aria-hidden="true">{t(`who.${which}`)}</span>
            <Input
              id={which === 'weight' && typed.providers[0] === id ? fieldId('shares') : undefined}
              className={part.number}
              inputMode="numeric"
              aria-label={t(`who.${which}Of`, { name })}
              wrong={isWrong('shares')}
              readOnly={readOnly}
              value={share[which]}
              onChange={({ target }) => setShare({ [which]: target.value })}
            />
          </span>
        ))}
    </div>
  );
}
