// How much providers set themselves; saved at once, and taken back at once.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../../api/session';
import type { Profile } from '../../../api/words';
import { Card } from '../../../ui/card';
import { Field, useControl } from '../../../ui/field';
import { Notice } from '../../../ui/notice';
import { showToast } from '../../../ui/undo-toast';
import { useProfile, useSaveProfile } from '../queries';

const useStyles = makeStyles({ card: { marginTop: '16px', maxWidth: '720px' }, select: { maxWidth: '360px' } });

type Allowed = Profile['providers_set'];
const CHOICES: readonly Allowed[] = ['hours', 'time_off', 'nothing'];

export function ProvidersSet() {
  const { t } = useTranslation('hours');
  const styles = useStyles();
  const look = useControl(false, styles.select);
  const { office } = useStaffOffice();
  const profile = useProfile(office.slug);
  const save = useSaveProfile(office.slug);
  if (!profile.data) return null;
  const now = profile.data.providers_set;

  function choose(providers_set: Allowed) {
    const before = now;
    save.mutate(
      { providers_set },
      {
        onSuccess: () =>
          showToast({
            text: t(`providersSet.saved.${providers_set}`),
            onUndo: () => save.mutate({ providers_set: before }),
          }),
      },
    );
  }
  return (
    <Card padded className={styles.card}>
      <Field label={t('providersSet.label')} help={t(`providersSet.help.${now}`)}>
        <select className={look} value={now} onChange={({ target }) => choose(target.value as Allowed)}>
          {CHOICES.map((choice) => (
            <option key={choice} value={choice}>
              {t(`providersSet.${choice}`)}
            </option>
          ))}
        </select>
      </Field>
      {save.isError && (
        <Notice kind="bad" role="alert">
          {t('refused.other')}
        </Notice>
      )}
    </Card>
  );
}
