// In the visit: the whole window is the call, under one narrow line that says whose it is.
import { makeStyles } from '@fluentui/react-components';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBareShell } from '../../../ui/frame';
import { useTitle } from '../../../ui/heading';
import { announce } from '../../../ui/live-region';
import { Logo } from '../../../ui/logo';
import { screen } from '../../../ui/screen';
import { Spinner } from '../../../ui/spinner';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { loadVisitCall } from '../call/fetch-ahead';
import { useStage } from '../call/use-stage';
import { useWakeLock } from '../call/use-wake-lock';
import { chime } from '../equipment/sound';
import { type FaceProps, useVisitWords } from '../visit-words';

const VisitCall = lazy(loadVisitCall);

const useStyles = makeStyles({
  main: {
    display: 'flex',
    flexDirection: 'column',
    height: '100dvh',
    minHeight: '400px',
    backgroundColor: tokens.stageBackground,
    color: tokens.stageForeground,
  },
  bar: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    flexShrink: 0,
    minHeight: '48px',
    padding: '4px 16px',
    borderBottom: `1px solid ${tokens.stageControl}`,
    ':focus-visible': { outlineColor: '#ffffff' },
  },
  title: { ...text.small, fontWeight: tokens.fontWeightSemibold, ...text.truncated },
  detail: {
    ...text.small,
    ...text.numbers,
    ...text.truncated,
    color: tokens.stageForeground2,
    [screen.phone]: { display: 'none' },
  },
  state: { marginInlineStart: 'auto', flexShrink: 0, ...text.small, color: tokens.stageForeground2 },
  call: { flexGrow: 1, minHeight: 0, position: 'relative' },
  joining: {
    position: 'absolute',
    inset: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
    alignItems: 'center',
    justifyContent: 'center',
    textAlign: 'center',
    padding: '16px',
  },
});

function Joining({ provider }: { provider: string }) {
  const { t } = useTranslation('visit');
  const styles = useStyles();
  return (
    <div className={styles.joining} role="status">
      <Spinner />
      <p>{t('call.joining', { provider })}</p>
    </div>
  );
}

/** The person may look elsewhere just now: the tab says it until they come. */
function useIsHidden(): boolean {
  const [isHidden, setHidden] = useState(document.visibilityState === 'hidden');
  useEffect(() => {
    const look = () => setHidden(document.visibilityState === 'hidden');
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return isHidden;
}

export default function CallFace({ visit, call, wasWaiting }: FaceProps) {
  const { t } = useTranslation('visit');
  const styles = useStyles();
  const words = useVisitWords(visit);
  const { entered, connection } = useStage(call);
  const isHidden = useIsHidden();
  const ready = t('call.ready', { provider: words.provider });
  useBareShell();
  useWakeLock();
  useTitle(isHidden && wasWaiting ? `● ${ready}` : t('call.tab', { provider: words.provider }), visit.office.name);
  useEffect(() => {
    if (!wasWaiting) return;
    announce(ready, 'assertive');
    void chime();
  }, [wasWaiting, ready]);
  return (
    <main className={styles.main}>
      <div className={styles.bar}>
        <Logo small />
        <h1 tabIndex={-1} className={styles.title}>
          {t('call.title', { provider: visit.provider.name })}
        </h1>
        <span className={styles.detail}>{words.short}</span>
        <span className={styles.state} role="status">
          {connection === 'reconnecting' && t('call.reconnecting')}
        </span>
      </div>
      <div className={styles.call}>
        <Suspense fallback={<Joining provider={words.provider} />}>
          {entered ? (
            <VisitCall
              stage={entered.stage}
              role={entered.pass.role}
              colour={visit.office.colour}
              locale={words.locale}
            />
          ) : (
            <Joining provider={words.provider} />
          )}
        </Suspense>
      </div>
    </main>
  );
}
