// Other devices, chosen while waiting.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/card';
import { Field, useControl } from '../../../ui/field';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import type { InputKind } from './equipment';
import { useEquipment } from './use-equipment';

const useStyles = makeStyles({
  picks: { display: 'grid', gap: '16px', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 200px), 1fr))' },
  none: { ...text.small, color: tokens.colorNeutralForeground2 },
});

/** Chromium puts the maker's number behind the name. */
export function deviceName(label: string): string {
  return label.replace(/ \([0-9a-f]{4}:[0-9a-f]{4}\)$/, '');
}

export function DevicePicks() {
  const { t } = useTranslation('visit');
  const { equipment, seen } = useEquipment();
  const styles = useStyles();
  const look = useControl();
  const { cameraTrack, microphoneTrack, choices } = seen;
  const all: readonly [InputKind | 'speaker', readonly MediaDeviceInfo[], string | null | undefined][] = [
    ['camera', seen.cameras, cameraTrack?.getSettings().deviceId ?? choices.cameraId],
    ['microphone', seen.microphones, microphoneTrack?.getSettings().deviceId ?? choices.microphoneId],
    ['speaker', seen.speakers, choices.speakerId],
  ];
  const named = all
    .map(([kind, devices, chosen]) => [kind, devices.filter(({ label }) => label), chosen] as const)
    .filter(([, devices]) => devices.length > 0);
  return (
    <Card padded className={styles.picks}>
      {named.length === 0 && <p className={styles.none}>{t('device.noneKnown')}</p>}
      {named.map(([kind, devices, chosen]) => (
        <Field key={kind} label={t(`device.name.${kind}`)}>
          <select
            className={look}
            value={devices.find(({ deviceId }) => deviceId === chosen)?.deviceId ?? devices[0]?.deviceId}
            onChange={(event) => void equipment.pick(kind, event.target.value)}
          >
            {devices.map(({ deviceId, label }) => (
              <option key={deviceId} value={deviceId}>
                {deviceName(label)}
              </option>
            ))}
          </select>
        </Field>
      ))}
    </Card>
  );
}
