// What consumers see, beside the form that changes it: the real page in a phone or on a desktop, with what is not saved yet.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { Desktop20Regular, Phone20Regular } from '@fluentui/react-icons';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  PREVIEW_FRAME,
  PREVIEW_READY,
  type PreviewDraft,
  type PreviewMessage,
  type PreviewState,
} from '../../api/preview';
import { useControl } from '../../ui/field';
import { Section } from '../../ui/heading';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';

type Device = 'phone' | 'desktop';

const SIZES: Record<Device, { width: number; height: number }> = {
  phone: { width: 390, height: 780 },
  desktop: { width: 1280, height: 800 },
};
const PHONE_WIDTH_MAX = 300;
/** Typing is not followed letter by letter: each change repaints a whole page. */
const SETTLE_MS = 150;

const useStyles = makeStyles({
  whole: { display: 'grid', gap: '12px', gridTemplateColumns: 'minmax(0, 1fr)' },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '8px', flexWrap: 'wrap' },
  devices: {
    display: 'flex',
    padding: '2px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground4,
  },
  device: {
    display: 'flex',
    alignItems: 'center',
    gap: '4px',
    minHeight: '28px',
    padding: '0 10px',
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground2,
    font: 'inherit',
    ...text.small,
    cursor: 'pointer',
  },
  on: {
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    boxShadow: tokens.shadow2,
  },
  /** As wide as there is room, never as wide as the frame wishes: its width is measured here. */
  place: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    justifyItems: 'center',
    minWidth: 0,
    overflow: 'hidden',
  },
  shell: { overflow: 'hidden', position: 'relative', backgroundColor: tokens.colorNeutralBackground3 },
  phone: { border: '8px solid #1b2327', borderRadius: '32px' },
  desktop: { border: `1px solid ${tokens.colorNeutralStroke1}`, borderRadius: tokens.borderRadiusLarge },
  page: { border: 'none', transformOrigin: '0 0', position: 'absolute', top: 0 },
  note: { ...text.caption, color: tokens.colorNeutralForeground3, textAlign: 'center' },
});

/** The address of the page to begin with. */
function addressOf(office: string, state: PreviewState, service: string | undefined): string {
  const asked = new URLSearchParams({ preview: state });
  if (state === 'waiting') {
    asked.set('office', office);
    return `/v?${asked}`;
  }
  if (service) asked.set('service', service);
  return `/book/${office}?${asked}`;
}

interface PreviewFrameProps {
  /** The office's slug. */
  office: string;
  /** The pages to choose from; the first is shown first. */
  states: readonly PreviewState[];
  /** Where the page begins is the caller's choice: say so when it should follow what is being edited. */
  state?: PreviewState;
  /** The slug of the service that is looked at. */
  service?: string | undefined;
  /** What is typed and not saved. */
  draft: PreviewDraft;
  /** Another number after each saving: the frame asks the server afresh. */
  version: number;
  note?: string;
}

export function PreviewFrame({ office, states, state, service, draft, version, note }: PreviewFrameProps) {
  const { t } = useTranslation('preview');
  const styles = useStyles();
  const look = useControl();
  const [device, setDevice] = useState<Device>('phone');
  const [picked, setPicked] = useState<PreviewState | null>(null);
  const shown = picked ?? state ?? states[0] ?? 'booking';
  // The form moves to what another page shows: the preview follows, until somebody chooses by hand again.
  useEffect(() => setPicked((before) => (state === undefined ? before : null)), [state]);
  return (
    <div className={styles.whole}>
      <div className={styles.head}>
        <Section>{t('title')}</Section>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw its own frame and legend */}
        <div className={styles.devices} role="group" aria-label={t('devices')}>
          {(['phone', 'desktop'] as const).map((name) => (
            <button
              key={name}
              type="button"
              className={mergeClasses(styles.device, device === name && styles.on)}
              aria-pressed={device === name}
              onClick={() => setDevice(name)}
            >
              {name === 'phone' ? <Phone20Regular /> : <Desktop20Regular />}
              {t(name)}
            </button>
          ))}
        </div>
      </div>
      {states.length > 1 && (
        <select
          className={look}
          aria-label={t('page')}
          value={shown}
          onChange={({ target }) => setPicked(target.value as PreviewState)}
        >
          {states.map((name) => (
            <option key={name} value={name}>
              {t(`state.${name}`)}
            </option>
          ))}
        </select>
      )}
      <Scaled
        key={`${device} ${shown} ${service}`}
        device={device}
        title={t('frame', { page: t(`state.${shown}`) })}
        address={addressOf(office, shown, service)}
        message={{ type: 'frontdesk.preview', ...draft, version }}
      />
      <p className={styles.note}>{note ?? t('note')}</p>
    </div>
  );
}

interface ScaledProps {
  device: Device;
  title: string;
  address: string;
  message: PreviewMessage;
}

function Scaled({ device, title, address, message }: ScaledProps) {
  const styles = useStyles();
  const place = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const said = useRef(message);
  const [room, setRoom] = useState(PHONE_WIDTH_MAX);
  said.current = message;

  const say = useCallback(() => {
    frame.current?.contentWindow?.postMessage(said.current, window.location.origin);
  }, []);

  useEffect(() => {
    function heard({ origin, source, data }: MessageEvent<{ type?: string } | null>) {
      if (origin !== window.location.origin || source !== frame.current?.contentWindow) return;
      if (data?.type === PREVIEW_READY) say();
    }
    window.addEventListener('message', heard);
    return () => window.removeEventListener('message', heard);
  }, [say]);

  const spelled = JSON.stringify(message);
  // biome-ignore lint/correctness/useExhaustiveDependencies: said again when the words differ, not at each painting
  useEffect(() => {
    const timer = setTimeout(say, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [spelled, say]);

  useEffect(() => {
    if (!place.current) return;
    const watch = new ResizeObserver(([entry]) => entry && setRoom(entry.contentRect.width));
    watch.observe(place.current);
    return () => watch.disconnect();
  }, []);

  const edge = device === 'phone' ? 16 : 2;
  const size = SIZES[device];
  const width = Math.min(room, device === 'phone' ? PHONE_WIDTH_MAX : room) - edge;
  const scale = width / size.width;
  return (
    <div ref={place} className={styles.place}>
      <div
        className={mergeClasses(styles.shell, styles[device])}
        style={{ width: width + edge, height: size.height * scale + edge, boxSizing: 'border-box' }}
      >
        <iframe
          ref={frame}
          className={styles.page}
          name={PREVIEW_FRAME}
          title={title}
          src={address}
          // Scaled from its left corner, also where one reads from the right: styles of classes would be turned round.
          style={{ left: 0, width: size.width, height: size.height, transform: `scale(${scale})` }}
        />
      </div>
    </div>
  );
}
