// An owner opens a further office: a name, an address, a zone, and what it begins with.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../api/problem';
import { useSession, useStaffOffice } from '../../api/session';
import { Button } from '../../ui/button';
import { ErrorSummary, Field, TextField, useControl } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { SidePanel } from '../../ui/side-panel';
import { showToast } from '../../ui/undo-toast';
import { useDraft } from '../../ui/use-draft';
import { useOpenOffice } from './queries';
import { slugOf } from './slug';

interface Typed {
  name: string;
  /** Null: as the name suggests. */
  slug: string | null;
  zone: string;
  copyFrom: string;
}

const ZONES = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/'));

export function FurtherOffice({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('people');
  const control = useControl();
  const { office } = useStaffOffice();
  const session = useSession();
  const open = useOpenOffice();
  const draft = useDraft<Typed>('further-office');
  const [attempt, setAttempt] = useState(0);
  const typed = draft.value ?? { name: '', slug: null, zone: office.time_zone, copyFrom: office.slug };
  const slug = typed.slug ?? slugOf(typed.name);
  const owned = session.data?.memberships.filter(({ role }) => role === 'owner') ?? [];
  const set = (part: Partial<Typed>) => draft.set({ ...typed, ...part });
  const code = codeOf(open.error);
  const slugError =
    code === 'slug_taken' || code === 'invalid_slug'
      ? t(`refused.${code}`)
      : attempt > 0 && typed.name.trim() && !slug
        ? t('wrong.slug')
        : undefined;
  const nameError = attempt > 0 && !typed.name.trim() ? t('wrong.officeName') : undefined;
  function send() {
    setAttempt((before) => before + 1);
    if (!typed.name.trim() || !slug || open.isPending) return;
    open.mutate(
      { name: typed.name.trim(), slug, time_zone: typed.zone, copy_from: typed.copyFrom || null },
      {
        onSuccess: (made) => {
          draft.clear();
          showToast({ text: t('office.opened', { name: made.name }), seconds: 8 });
          onClose();
        },
      },
    );
  }
  return (
    <SidePanel
      title={t('office.title')}
      onSend={send}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" kind="primary" busy={open.isPending}>
            {t('office.act')}
          </Button>
        </>
      }
    >
      <ErrorSummary
        attempt={attempt}
        mistakes={[
          ...(nameError ? [{ id: 'office-name', label: t('office.name') }] : []),
          ...(slugError ? [{ id: 'office-slug', label: t('office.slug') }] : []),
        ]}
      />
      {open.isError && !slugError && (
        <Notice kind="bad" role="alert">
          {t('didNotWork')}
        </Notice>
      )}
      <p>{t('office.text')}</p>
      <TextField
        id="office-name"
        label={t('office.name')}
        error={nameError}
        maxLength={120}
        value={typed.name}
        onChange={({ target }) => set({ name: target.value })}
      />
      <TextField
        id="office-slug"
        label={t('office.slug')}
        help={t('office.slugHelp', { address: `${window.location.host}/book/${slug || '…'}` })}
        error={slugError}
        maxLength={63}
        value={slug}
        onChange={({ target }) => {
          open.reset();
          set({ slug: target.value.toLowerCase() });
        }}
      />
      <Field label={t('office.zone')}>
        <select className={control} value={typed.zone} onChange={({ target }) => set({ zone: target.value })}>
          {[...new Set([typed.zone, ...ZONES])].map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll('_', ' ')}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t('office.copy')} help={t('office.copyHelp')}>
        <select className={control} value={typed.copyFrom} onChange={({ target }) => set({ copyFrom: target.value })}>
          {owned.map(({ office: one }) => (
            <option key={one.id} value={one.slug}>
              {one.name}
            </option>
          ))}
          <option value="">{t('office.copyNothing')}</option>
        </select>
      </Field>
    </SidePanel>
  );
}
