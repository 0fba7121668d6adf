// Let somebody who works here see consumers, too.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../api/session';
import type { NewProvider, StaffMember } from '../../api/words';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { SidePanel } from '../../ui/side-panel';
import { showToast } from '../../ui/undo-toast';
import { useDraft } from '../../ui/use-draft';
import { ProviderFields } from './provider-fields';
import { useLetSeeConsumers } from './queries';

export function SeesConsumersPanel({ member, onClose }: { member: StaffMember; onClose: () => void }) {
  const { t } = useTranslation('people');
  const { office } = useStaffOffice();
  const add = useLetSeeConsumers(office.slug);
  const draft = useDraft<NewProvider>(`sees.${office.id}.${member.id}`);
  const [attempt, setAttempt] = useState(0);
  const typed = draft.value ?? { name: member.name, headline: '', time_zone: office.time_zone, service_ids: [] };
  const nameless = !typed.name.trim();
  function save() {
    setAttempt((before) => before + 1);
    if (nameless || add.isPending) return;
    add.mutate(
      { id: member.id, ...typed },
      {
        onSuccess: () => {
          draft.clear();
          showToast({ text: t('seesNow', { name: typed.name.trim() }) });
          onClose();
        },
      },
    );
  }
  return (
    <SidePanel
      title={t('seesTitle', { name: member.name })}
      onSend={save}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" kind="primary" busy={add.isPending}>
            {t('seesAct')}
          </Button>
        </>
      }
    >
      {add.isError && (
        <Notice kind="bad" role="alert">
          {t('didNotWork')}
        </Notice>
      )}
      <p>{t('seesText')}</p>
      <ProviderFields
        value={typed}
        nameError={attempt > 0 && nameless ? t('wrong.name') : undefined}
        onChange={draft.set}
      />
    </SidePanel>
  );
}
