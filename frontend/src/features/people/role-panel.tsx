// Another role for somebody, or other consumers to see.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../api/problem';
import { useStaffOffice } from '../../api/session';
import type { Role, StaffMember } from '../../api/words';
import { Button } from '../../ui/button';
import { CheckField } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { SidePanel } from '../../ui/side-panel';
import { showToast } from '../../ui/undo-toast';
import { useChangeMember } from './queries';
import { RoleChoice } from './role-choice';

const KNOWN = ['last_owner', 'only_owners_make_owners', 'sees_nobody', 'works_here_no_more'];

export function RolePanel({ member, onClose }: { member: StaffMember; onClose: () => void }) {
  const { t } = useTranslation('people');
  const { office } = useStaffOffice();
  const change = useChangeMember(office.slug);
  const [role, setRole] = useState<Role>(member.role);
  const [ownOnly, setOwnOnly] = useState(member.own_only);
  const code = codeOf(change.error);
  function save() {
    if (change.isPending) return;
    change.mutate(
      { id: member.id, role, own_only: ownOnly },
      {
        onSuccess: () => {
          showToast({
            text: t('changed', { name: member.name }),
            onUndo: () => change.mutate({ id: member.id, role: member.role, own_only: member.own_only }),
          });
          onClose();
        },
      },
    );
  }
  return (
    <SidePanel
      title={t('roleTitle', { name: member.name })}
      onSend={save}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" kind="primary" busy={change.isPending}>
            {t('save')}
          </Button>
        </>
      }
    >
      {change.isError && (
        <Notice kind="bad" role="alert">
          {code && KNOWN.includes(code) ? t(`refused.${code}`) : t('didNotWork')}
        </Notice>
      )}
      <RoleChoice
        value={role}
        onChange={(next) => {
          setRole(next);
          setOwnOnly(next === 'provider');
        }}
      />
      {member.sees_consumers ? (
        <CheckField label={t('form.ownOnly')} checked={ownOnly} onChange={({ target }) => setOwnOnly(target.checked)} />
      ) : (
        <p>{t('seesNobodyYet', { name: member.name })}</p>
      )}
      <p>{t('roleAtOnce')}</p>
    </SidePanel>
  );
}
