// The four things a visit needs, each with its choice, its state in a word, and what to do if it does not work.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import {
  Mic20Regular,
  MicOff20Regular,
  Speaker220Regular,
  Video20Regular,
  VideoOff20Regular,
} from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/card';
import { useControl } from '../../../ui/field';
import { screen } from '../../../ui/screen';
import { TextAct } from '../../../ui/text-link';
import { BlockedSteps } from './blocked';
import { ConnectionRow } from './connection-row';
import { deviceName } from './device-picks';
import { Detail, type Look, Row, State } from './device-row';
import type { DeviceState, InputKind } from './equipment';
import { Meter } from './meter';
import { hasTrouble } from './preview';
import { useEquipment } from './use-equipment';
import { useLevel } from './use-level';

const useStyles = makeStyles({
  select: {
    minHeight: '36px',
    marginTop: '4px',
    fontSize: '14px',
    lineHeight: '20px',
    [screen.phone]: { minHeight: '44px' },
  },
});

function Select({
  kind,
  devices,
  chosen,
}: {
  kind: InputKind | 'speaker';
  devices: readonly MediaDeviceInfo[];
  chosen: string | null | undefined;
}) {
  const { t } = useTranslation('visit');
  const { equipment } = useEquipment();
  const styles = useStyles();
  const look = useControl(false, styles.select);
  const named = devices.filter(({ label }) => label);
  if (!named.length) return null;
  const value = named.some(({ deviceId }) => deviceId === chosen) ? (chosen ?? '') : (named[0]?.deviceId ?? '');
  return (
    <select
      className={look}
      aria-label={t(`device.pick.${kind}`)}
      value={value}
      onChange={(event) => void equipment.pick(kind, event.target.value)}
    >
      {named.map(({ deviceId, label }) => (
        <option key={deviceId} value={deviceId}>
          {deviceName(label)}
        </option>
      ))}
    </select>
  );
}

function lookOf(state: DeviceState): Look {
  if (state === 'works') return 'works';
  return hasTrouble(state) ? 'bad' : state === 'off' ? 'none' : 'waiting';
}

function Heard({ track }: { track: MediaStreamTrack | null }) {
  const { t } = useTranslation('visit');
  const [heard, setHeard] = useState(false);
  const level = useLevel(track, 5);
  useEffect(() => {
    if (level > 0.3) setHeard(true);
  }, [level]);
  return <span>{t(heard ? 'device.weHearYou' : 'device.saySomething')}</span>;
}

function InputRow({ kind }: { kind: InputKind }) {
  const { t } = useTranslation('visit');
  const { seen } = useEquipment();
  const state = seen[kind];
  const isCamera = kind === 'camera';
  const blocked = state === 'blocked' || state === 'blockedBySystem';
  const other = seen[isCamera ? 'microphone' : 'camera'];
  // One set of steps for both: it stands at the microphone, which comes first.
  const stepsAbove = isCamera && other === state;
  const off = state === 'off' || hasTrouble(state);
  const icon = isCamera ? (
    off ? (
      <VideoOff20Regular />
    ) : (
      <Video20Regular />
    )
  ) : off ? (
    <MicOff20Regular />
  ) : (
    <Mic20Regular />
  );
  const open = state === 'works';
  const track = isCamera ? seen.cameraTrack : seen.microphoneTrack;
  return (
    <Row
      icon={icon}
      name={t(`device.name.${kind}`)}
      state={<State look={lookOf(state)}>{t(`device.short.${state}`)}</State>}
      detail={
        <>
          {!blocked && !open && <Detail>{t(`device.long.${state}`, { context: kind })}</Detail>}
          {blocked && stepsAbove && <Detail>{t('fix.sameSteps')}</Detail>}
          {open && !isCamera && (
            <Detail>
              <Heard track={track} />
              <Meter track={track} />
            </Detail>
          )}
        </>
      }
      pick={
        open && (
          <Select
            kind={kind}
            devices={isCamera ? seen.cameras : seen.microphones}
            chosen={track?.getSettings().deviceId ?? (isCamera ? seen.choices.cameraId : seen.choices.microphoneId)}
          />
        )
      }
      below={
        blocked && !stepsAbove ? (
          <BlockedSteps kind={kind} both={other === state} bySystem={state === 'blockedBySystem'} />
        ) : null
      }
    />
  );
}

const SPEAKER_LOOK = {
  untested: 'none',
  playing: 'waiting',
  played: 'none',
  heard: 'works',
  silent: 'bad',
  failed: 'bad',
} as const;

function SpeakerRow() {
  const { t } = useTranslation('visit');
  const { equipment, seen } = useEquipment();
  const { speaker } = seen;
  return (
    <Row
      icon={<Speaker220Regular />}
      name={t('device.name.speaker')}
      state={<State look={SPEAKER_LOOK[speaker]}>{t(`speaker.${speaker}.word`)}</State>}
      detail={
        <Detail role="status">
          {speaker === 'played' ? (
            <>
              {t('speaker.ask')}
              <TextAct onClick={() => equipment.answerSpeaker(true)}>{t('speaker.yes')}</TextAct>
              <TextAct onClick={() => equipment.answerSpeaker(false)}>{t('speaker.no')}</TextAct>
            </>
          ) : (
            <>
              {(speaker === 'silent' || speaker === 'failed') && <span>{t(`speaker.${speaker}.help`)}</span>}
              {speaker === 'playing' ? (
                <span>{t('speaker.listen')}</span>
              ) : (
                <TextAct onClick={() => void equipment.testSpeaker()}>
                  {t(speaker === 'untested' ? 'speaker.play' : 'speaker.playAgain')}
                </TextAct>
              )}
            </>
          )}
        </Detail>
      }
      pick={
        seen.speakers.length > 1 && <Select kind="speaker" devices={seen.speakers} chosen={seen.choices.speakerId} />
      }
    />
  );
}

/** `ask` goes to the server and back. */
export function DeviceRows({ ask, className }: { ask: () => Promise<unknown>; className?: string | undefined }) {
  const { t } = useTranslation('visit');
  return (
    <Card className={mergeClasses(className)} aria-label={t('device.all')}>
      <ul>
        <InputRow kind="microphone" />
        <InputRow kind="camera" />
        <SpeakerRow />
        <ConnectionRow ask={ask} />
      </ul>
    </Card>
  );
}
