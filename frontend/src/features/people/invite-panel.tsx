// Invite somebody by e-mail. What was typed stays until it is sent.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, codeOf } from '../../api/problem';
import { useStaffOffice } from '../../api/session';
import type { NewProvider, Role } from '../../api/words';
import { Button } from '../../ui/button';
import { CheckField, ErrorSummary, TextField } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { SidePanel } from '../../ui/side-panel';
import { showToast } from '../../ui/undo-toast';
import { useDraft } from '../../ui/use-draft';
import { ProviderFields } from './provider-fields';
import { useInvite } from './queries';
import { RoleChoice } from './role-choice';

interface Typed {
  email: string;
  role: Role;
  sees: boolean;
  ownOnly: boolean;
  provider: NewProvider;
}

const KNOWN = ['works_here_already', 'works_here_no_more', 'invited_already', 'invalid_email', 'too_many_attempts'];

export function InvitePanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('people');
  const { office } = useStaffOffice();
  const invite = useInvite(office.slug);
  const draft = useDraft<Typed>(`invite.${office.id}`);
  const [attempt, setAttempt] = useState(0);
  const nobody: Typed = {
    email: '',
    role: 'scheduler',
    sees: false,
    ownOnly: false,
    provider: { name: '', headline: '', time_zone: office.time_zone, service_ids: [] },
  };
  const typed = draft.value ?? nobody;
  const set = (part: Partial<Typed>) => draft.set({ ...typed, ...part });
  const sees = typed.sees || typed.role === 'provider';
  const wrong = {
    email: !/^\S+@\S+\.\S+$/.test(typed.email.trim()),
    name: sees && !typed.provider.name.trim(),
  };
  const refused = codeOf(invite.error);
  const refusedEmail = refused && KNOWN.includes(refused) ? t(`refused.${refused}`) : undefined;
  const emailError = attempt > 0 && wrong.email ? t('wrong.email') : refusedEmail;
  const mistakes = [
    ...(emailError ? [{ id: 'invite-email', label: t('form.email') }] : []),
    ...(attempt > 0 && wrong.name ? [{ id: 'provider-name', label: t('form.displayName') }] : []),
  ];
  function send() {
    setAttempt((before) => before + 1);
    if (wrong.email || wrong.name || invite.isPending) return;
    const email = typed.email.trim();
    invite.mutate(
      { email, role: typed.role, own_only: sees && typed.ownOnly, provider: sees ? typed.provider : null },
      {
        onSuccess: () => {
          draft.clear();
          showToast({ text: t('invited', { email }), seconds: 6 });
          onClose();
        },
      },
    );
  }
  return (
    <SidePanel
      title={t('inviteTitle')}
      onSend={send}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" kind="primary" busy={invite.isPending}>
            {t('send')}
          </Button>
        </>
      }
    >
      <ErrorSummary attempt={attempt} mistakes={mistakes} />
      {invite.isError && !refusedEmail && (
        <Notice kind="bad" role="alert">
          {invite.error instanceof ApiProblem && invite.error.status === 403 ? t('refused.only_owners') : t('notSent')}
        </Notice>
      )}
      <TextField
        id="invite-email"
        type="email"
        label={t('form.email')}
        help={t('form.emailHelp')}
        error={emailError}
        value={typed.email}
        autoComplete="off"
        onChange={({ target }) => {
          invite.reset();
          set({ email: target.value });
        }}
      />
      <RoleChoice
        value={typed.role}
        onChange={(role) => set({ role, ownOnly: role === 'provider', sees: role === 'provider' || typed.sees })}
      />
      <CheckField
        label={t('form.sees')}
        checked={sees}
        disabled={typed.role === 'provider'}
        onChange={({ target }) => set({ sees: target.checked, ownOnly: target.checked && typed.ownOnly })}
      />
      {sees && (
        <>
          <CheckField
            label={t('form.ownOnly')}
            checked={typed.ownOnly}
            onChange={({ target }) => set({ ownOnly: target.checked })}
          />
          <ProviderFields
            value={typed.provider}
            nameError={attempt > 0 && wrong.name ? t('wrong.name') : undefined}
            onChange={(provider) => set({ provider })}
          />
        </>
      )}
    </SidePanel>
  );
}
