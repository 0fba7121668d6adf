// The dark part of the page: the device check, the call, and what stands in its place before and after.
import { makeStyles } from '@fluentui/react-components';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../../api/problem';
import { useStaffOffice } from '../../../api/session';
import type { VisitDetail } from '../../../api/words';
import { Button, ButtonLink } from '../../../ui/button';
import { calledName } from '../../../ui/called-name';
import { Section } from '../../../ui/heading';
import { useMomentWords } from '../../../ui/moment';
import { Spinner } from '../../../ui/spinner';
import { tokens } from '../../../ui/tokens';
import { spellClock } from '../../../ui/wall';
import { loadVisitCall } from '../call/fetch-ahead';
import { FIRST_CHOICES, rememberedChoices } from '../equipment/choices';
import type { StageDevices } from '../stage/visit-stage';
import { DeviceCheck } from './device-check';
import type { CallPhase } from './use-call';

const VisitCall = lazy(loadVisitCall);

const useStyles = makeStyles({
  area: { position: 'relative', width: '100%', height: '100%', display: 'flex', flexDirection: 'column' },
  call: { flexGrow: 1, minHeight: 0 },
  strip: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px 12px',
    padding: '8px 16px',
    backgroundColor: tokens.stageTile,
    color: tokens.stageForeground,
  },
  stripWords: { flexGrow: 1, fontWeight: tokens.fontWeightMedium },
  said: {
    flexGrow: 1,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '12px',
    padding: '24px',
    textAlign: 'center',
  },
  quiet: { color: tokens.stageForeground2, maxWidth: '420px' },
  acts: { display: 'flex', flexWrap: 'wrap', justifyContent: 'center', gap: '8px', paddingTop: '4px' },
});

/** Below this the call's chat no longer fits beside the pictures. */
const NARROW_PX = 780;

function useIsNarrow() {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [isNarrow, setIsNarrow] = useState(false);
  useEffect(() => {
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setIsNarrow((entry?.contentRect.width ?? NARROW_PX) < NARROW_PX));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [setElement, isNarrow] as const;
}

interface CallAreaProps {
  visit: VisitDetail;
  phase: CallPhase;
  isMine: boolean;
  isOver: boolean;
  now: number;
  busy: boolean;
  onEnter: (devices: StageDevices) => Promise<void>;
  onLetIn: () => void;
  onEnd: () => void;
}

export function CallArea({ visit, phase, isMine, isOver, now, busy, onEnter, onLetIn, onEnd }: CallAreaProps) {
  const { t } = useTranslation('provider-visit');
  const styles = useStyles();
  const words = useMomentWords();
  const { office } = useStaffOffice();
  const [known] = useState(rememberedChoices);
  const [checking, setChecking] = useState(known === FIRST_CHOICES);
  const mayEnter = isMine && !isOver && (visit.may_join || now >= Date.parse(visit.may_join_at));
  const name = calledName(visit.consumer.name);
  const [room, isNarrow] = useIsNarrow();

  // Devices are known: in at once, also after a reload in the middle of a call.
  const goesIn = mayEnter && !checking && phase.at === 'outside';
  useEffect(() => {
    if (goesIn) void onEnter(rememberedChoices());
  }, [goesIn, onEnter]);

  if (isOver && phase.at !== 'inside') {
    return (
      <Said title={t(`over.${visit.state}`)} acts={<ButtonLink to="/provider">{t('toToday')}</ButtonLink>}>
        {t('over.text')}
      </Said>
    );
  }
  if (!isMine) return <Said title={t('notMine.title', { name: visit.provider.name })}>{t('notMine.text')}</Said>;
  if (!mayEnter && phase.at === 'outside') {
    const time = spellClock(Date.parse(visit.may_join_at), office.time_zone, words.locale);
    return <Said title={t('early.title', { time })}>{t('early.text')}</Said>;
  }
  switch (phase.at) {
    case 'outside':
      return checking ? (
        <DeviceCheck
          onEnter={(devices) => {
            setChecking(false);
            void onEnter(devices);
          }}
        />
      ) : (
        <Entering />
      );
    case 'entering':
      return <Entering />;
    case 'inside':
      return (
        <div className={styles.area}>
          <Strip visit={visit} name={name} busy={busy} onLetIn={onLetIn} />
          <div ref={room} className={styles.call}>
            <Suspense fallback={<Entering />}>
              <VisitCall
                stage={phase.stage}
                role={phase.pass.role}
                colour={office.colour}
                locale={phase.pass.locale}
                isNarrow={isNarrow}
              />
            </Suspense>
          </div>
        </div>
      );
    case 'over':
      return (
        <Said
          title={t(`left.${phase.end.reason}`)}
          acts={
            <>
              <Button kind="primary" onClick={() => void onEnter(rememberedChoices())}>
                {t('goBackIn')}
              </Button>
              <Button kind="danger" busy={busy} onClick={onEnd}>
                {t('endForAll')}
              </Button>
            </>
          }
        >
          {t('left.text', { name })}
        </Said>
      );
    case 'refused':
      return (
        <Said
          title={t('refused.title')}
          acts={<Button onClick={() => void onEnter(rememberedChoices())}>{t('refused.again')}</Button>}
        >
          {t(codeOf(phase.error) === 'offline' ? 'refused.offline' : 'refused.text')}
        </Said>
      );
  }
}

/** Above the call while the consumer is not in it: what is the case, and the next act. */
function Strip({
  visit,
  name,
  busy,
  onLetIn,
}: {
  visit: VisitDetail;
  name: string;
  busy: boolean;
  onLetIn: () => void;
}) {
  const { t } = useTranslation('provider-visit');
  const styles = useStyles();
  if (visit.state === 'in_visit') return null;
  return (
    <div className={styles.strip} role="status">
      <span className={styles.stripWords}>{t(`strip.${visit.state}`, { name })}</span>
      {visit.state === 'waiting' && (
        <Button kind="primary" keyHint="Alt A" busy={busy} onClick={onLetIn}>
          {t('letIn', { name })}
        </Button>
      )}
    </div>
  );
}

function Said({ title, children, acts }: { title: string; children: string; acts?: React.ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.area}>
      <div className={styles.said}>
        <Section>{title}</Section>
        <p className={styles.quiet}>{children}</p>
        {acts && <div className={styles.acts}>{acts}</div>}
      </div>
    </div>
  );
}

function Entering() {
  const { t } = useTranslation('provider-visit');
  const styles = useStyles();
  return (
    <div className={styles.area}>
      <div className={styles.said} role="status">
        <Spinner />
        <p className={styles.quiet}>{t('entering')}</p>
      </div>
    </div>
  );
}
