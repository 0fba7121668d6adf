// The form of a new private link: for whom, with whom, until when, how often.
import { makeStyles } from '@fluentui/react-components';
import { Add20Regular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import { useServerNow } from '../../../api/server-clock';
import { useStaffOffice } from '../../../api/session';
import type { PrivateLinkMade, ProviderSetting } from '../../../api/words';
import { Button } from '../../../ui/button';
import { addDays } from '../../../ui/dates';
import { Field, Input, TextField, useControl } from '../../../ui/field';
import { Notice } from '../../../ui/notice';
import { dateIn } from '../../../ui/wall';
import { numberOf, within } from '../amounts';
import { instantOf } from './instants';

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 150px), 1fr))',
    gap: '12px',
    alignItems: 'start',
  },
  send: { justifySelf: 'start', marginTop: '24px' },
  whole: { gridColumn: '1 / -1' },
});

interface NewPrivateLinkProps {
  serviceId: string;
  providers: readonly ProviderSetting[];
  onMade: (made: PrivateLinkMade) => void;
}

const NOTHING = { name: '', provider: '', until: '', uses: '' };

export function NewPrivateLink({ serviceId, providers, onMade }: NewPrivateLinkProps) {
  const { t } = useTranslation('rules');
  const styles = useStyles();
  const look = useControl();
  const { office } = useStaffOffice();
  const today = dateIn(useServerNow(60_000), office.time_zone);
  const [typed, setTyped] = useState(NOTHING);
  const [asked, setAsked] = useState(false);
  const wrong = {
    name: !typed.name.trim(),
    until: typed.until !== '' && typed.until < today,
    uses: typed.uses.trim() !== '' && !within(numberOf(typed.uses), 1, 100_000),
  };
  const error = (field: keyof typeof wrong) => (asked && wrong[field] ? t(`wrong.link.${field}`) : undefined);
  const make = useMutation({
    mutationFn: () =>
      api.post<PrivateLinkMade>(`/offices/${office.slug}/private-links`, {
        name: typed.name.trim(),
        service_id: serviceId,
        provider_id: typed.provider || null,
        // To the end of that day in the office.
        expires_at: typed.until ? instantOf(addDays(typed.until, 1), '00:00', office.time_zone) : null,
        uses_max: typed.uses.trim() ? numberOf(typed.uses) : null,
      }),
    onSuccess: (made) => {
      setTyped(NOTHING);
      setAsked(false);
      onMade(made);
    },
  });
  function send(event: FormEvent) {
    event.preventDefault();
    setAsked(true);
    if (!make.isPending && !Object.values(wrong).includes(true)) make.mutate();
  }
  const set = (part: Partial<typeof typed>) => setTyped({ ...typed, ...part });
  return (
    <form className={styles.form} noValidate aria-label={t('links.new')} onSubmit={send}>
      <TextField
        label={t('links.name')}
        help={t('links.nameHelp')}
        maxLength={120}
        value={typed.name}
        error={error('name')}
        onChange={({ target }) => set({ name: target.value })}
      />
      <Field label={t('links.provider')}>
        <select className={look} value={typed.provider} onChange={({ target }) => set({ provider: target.value })}>
          <option value="">{t('links.anybody')}</option>
          {providers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t('links.untilDay')} optional error={error('until')}>
        <Input
          type="date"
          min={today}
          value={typed.until}
          wrong={error('until') !== undefined}
          onChange={({ target }) => set({ until: target.value })}
        />
      </Field>
      <TextField
        label={t('links.uses')}
        optional
        inputMode="numeric"
        value={typed.uses}
        error={error('uses')}
        onChange={({ target }) => set({ uses: target.value })}
      />
      <Button type="submit" className={styles.send} icon={<Add20Regular />} busy={make.isPending}>
        {t('links.make')}
      </Button>
      {make.isError && (
        <Notice kind="bad" role="alert" className={styles.whole}>
          {t('links.notMade')}
        </Notice>
      )}
    </form>
  );
}
