// The four things a visit needs, each with its choice, its state in a word, and what to do if it does not work.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import {
  CheckmarkCircle16Filled,
  CircleHint16Regular,
  DismissCircle16Filled,
  Mic20Regular,
  MicOff20Regular,
  Speaker220Regular,
  Video20Regular,
  VideoOff20Regular,
  Warning16Filled,
  Wifi120Regular,
} from '@fluentui/react-icons';
import { type ReactElement, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/card';
import { Chip, type Tint } from '../../../ui/chip';
import { useControl } from '../../../ui/field';
import { screen } from '../../../ui/screen';
import { text } from '../../../ui/text';
import { TextAct } from '../../../ui/text-link';
import { tokens } from '../../../ui/tokens';
import { BlockedSteps } from './blocked';
import { type Connection, testConnection } from './connection-test';
import { deviceName } from './device-picks';
import type { DeviceState, InputKind } from './equipment';
import { Meter } from './meter';
import { hasTrouble } from './preview';
import { useEquipment } from './use-equipment';
import { useLevel } from './use-level';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr) auto',
    gap: '0 16px',
    alignItems: 'center',
    padding: '12px 24px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ':first-child': { borderTopStyle: 'none' },
    [screen.phone]: { padding: '12px 16px', gap: '0 12px' },
  },
  icon: { color: tokens.colorNeutralForeground2, display: 'inline-flex' },
  name: { ...text.subsection },
  detail: { ...text.small, color: tokens.colorNeutralForeground3, display: 'flex', gap: '8px', flexWrap: 'wrap' },
  wide: { gridColumn: '1 / -1', marginTop: '8px' },
  pick: { gridColumn: '2 / -1' },
  select: {
    minHeight: '36px',
    marginTop: '4px',
    fontSize: '14px',
    lineHeight: '20px',
    [screen.phone]: { minHeight: '44px' },
  },
});

const CHIPS: Record<'works' | 'waiting' | 'none' | 'bad' | 'warn', readonly [Tint, ReactElement]> = {
  works: ['ok', <CheckmarkCircle16Filled key="i" />],
  waiting: ['neutral', <CircleHint16Regular key="i" />],
  none: ['neutral', <CircleHint16Regular key="i" />],
  bad: ['bad', <DismissCircle16Filled key="i" />],
  warn: ['warn', <Warning16Filled key="i" />],
};

function State({ look, children }: { look: keyof typeof CHIPS; children: ReactNode }) {
  const [tint, icon] = CHIPS[look];
  return (
    <Chip tint={tint} icon={icon}>
      {children}
    </Chip>
  );
}

interface RowProps {
  icon: ReactElement;
  name: string;
  state: ReactNode;
  detail: ReactNode;
  /** The choice of one, over the whole width. */
  pick?: ReactNode;
  below?: ReactNode;
}

function Row({ icon, name, state, detail, pick, below }: RowProps) {
  const styles = useStyles();
  return (
    <li className={styles.row}>
      <span className={styles.icon} aria-hidden="true">
        {icon}
      </span>
      <div>
        <p className={styles.name}>{name}</p>
        {detail}
      </div>
      {state}
      {pick && <div className={styles.pick}>{pick}</div>}
      {below && <div className={styles.wide}>{below}</div>}
    </li>
  );
}

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

function lookOf(state: DeviceState): keyof typeof CHIPS {
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
  const styles = useStyles();
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
          {!blocked && !open && <p className={styles.detail}>{t(`device.long.${state}`, { context: kind })}</p>}
          {blocked && stepsAbove && <p className={styles.detail}>{t('fix.sameSteps')}</p>}
          {open && !isCamera && (
            <p className={styles.detail}>
              <Heard track={track} />
              <Meter track={track} />
            </p>
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
  const styles = useStyles();
  const { speaker } = seen;
  return (
    <Row
      icon={<Speaker220Regular />}
      name={t('device.name.speaker')}
      state={<State look={SPEAKER_LOOK[speaker]}>{t(`speaker.${speaker}.word`)}</State>}
      detail={
        <p className={styles.detail} role="status">
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
        </p>
      }
      pick={
        seen.speakers.length > 1 && <Select kind="speaker" devices={seen.speakers} chosen={seen.choices.speakerId} />
      }
    />
  );
}

const CONNECTION_LOOK = { testing: 'waiting', good: 'works', slow: 'warn', offline: 'bad', noCalls: 'bad' } as const;

function ConnectionRow({ ask }: { ask: () => Promise<unknown> }) {
  const { t } = useTranslation('visit');
  const styles = useStyles();
  const [connection, setConnection] = useState<Connection>({ state: 'testing' });
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a new test
  useEffect(() => {
    let isHere = true;
    setConnection({ state: 'testing' });
    void testConnection(ask).then((found) => isHere && setConnection(found));
    return () => {
      isHere = false;
    };
  }, [round, ask]);
  useEffect(() => {
    const again = () => setRound((before) => before + 1);
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, []);
  const { state } = connection;
  return (
    <Row
      icon={<Wifi120Regular />}
      name={t('device.name.connection')}
      state={<State look={CONNECTION_LOOK[state]}>{t(`connection.${state}.word`)}</State>}
      detail={
        <p className={styles.detail}>
          <span>{t(`connection.${state}.text`, 'ms' in connection ? { ms: connection.ms } : {})}</span>
          {(state === 'slow' || state === 'offline') && (
            <TextAct onClick={() => setRound(round + 1)}>{t('connection.again')}</TextAct>
          )}
        </p>
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
