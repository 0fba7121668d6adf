// The waiting room: where one stands, for how long, one's own picture, and how to leave without harm.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import {
  Call20Regular,
  DocumentText20Regular,
  Lightbulb20Regular,
  SignOut20Regular,
  SpeakerMute20Regular,
} from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, OFFLINE } from '../../../api/problem';
import { Button, ButtonLink } from '../../../ui/button';
import { Card, Rule } from '../../../ui/card';
import { PageHeading, Section } from '../../../ui/heading';
import { Notice, OfflineNotice } from '../../../ui/notice';
import { screen } from '../../../ui/screen';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { useWakeLock } from '../call/use-wake-lock';
import { DevicePicks } from '../equipment/device-picks';
import { Preview } from '../equipment/preview';
import { wakeAudio } from '../equipment/sound';
import { useEquipment } from '../equipment/use-equipment';
import { useStepOut } from '../queries';
import { type FaceProps, useVisitWords } from '../visit-words';
import { Line } from './line';

const useStyles = makeStyles({
  main: {
    maxWidth: '1184px',
    margin: '0 auto',
    padding: '24px 32px 16px',
    display: 'flex',
    flexDirection: 'column',
    gap: '20px',
    [screen.phone]: { padding: '12px 16px', gap: '12px' },
  },
  head: { display: 'flex', gap: '16px', justifyContent: 'space-between', alignItems: 'flex-start', flexWrap: 'wrap' },
  subtitle: { marginTop: '4px', maxWidth: '640px', whiteSpace: 'pre-line', overflowWrap: 'anywhere' },
  lead: { marginTop: '4px', color: tokens.colorNeutralForeground2 },
  office: { color: tokens.colorNeutralForeground3 },
  acts: { display: 'flex', gap: '8px', flexWrap: 'wrap' },
  actsAbove: { [screen.narrow]: { display: 'none' } },
  actsBelow: {
    display: 'none',
    [screen.narrow]: { display: 'flex', order: 5 },
    [screen.phone]: { '> *': { flexGrow: 1, padding: '0 8px' } },
  },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 384px',
    gap: '24px',
    alignItems: 'start',
    [screen.narrow]: { display: 'flex', flexDirection: 'column', alignItems: 'stretch', gap: '12px' },
  },
  left: { display: 'flex', flexDirection: 'column', gap: '16px', [screen.narrow]: { display: 'contents' } },
  picture: { display: 'flex', flexDirection: 'column', gap: '12px', [screen.narrow]: { order: 2 } },
  right: { display: 'flex', flexDirection: 'column', gap: '16px', [screen.narrow]: { order: 1 } },
  tips: { [screen.narrow]: { order: 4 } },
  tipsTitle: { ...text.subsection, marginBottom: '12px' },
  tipList: {
    display: 'grid',
    gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
    gap: '16px',
    [screen.phone]: { gridTemplateColumns: '1fr', gap: '12px' },
  },
  tip: {
    display: 'flex',
    gap: '10px',
    ...text.small,
    color: tokens.colorNeutralForeground2,
    '> svg': { color: tokens.colorBrandForeground1 },
  },
  free: {
    display: 'flex',
    gap: '12px',
    padding: '12px 24px 16px',
    ...text.small,
    [screen.phone]: { padding: '12px 16px 16px' },
  },
});

function Tips({ provider }: { provider: string }) {
  const { t } = useTranslation('visit');
  const styles = useStyles();
  const tips = [
    { key: 'paper', icon: <DocumentText20Regular /> },
    { key: 'light', icon: <Lightbulb20Regular /> },
    { key: 'quiet', icon: <SpeakerMute20Regular /> },
  ] as const;
  return (
    <Card padded className={styles.tips}>
      <Section className={styles.tipsTitle}>{t('waiting.tips.title')}</Section>
      <ul className={styles.tipList}>
        {tips.map(({ key, icon }) => (
          <li key={key} className={styles.tip}>
            {icon}
            <span>{t(`waiting.tips.${key}`, { provider })}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Checked in on another device or tab: here one sees the line, and may take over. */
function TakeOver({ onTake }: { onTake: () => void }) {
  const { t } = useTranslation('visit');
  return (
    <Preview>
      <p>{t('waiting.elsewhere')}</p>
      <Button onClick={onTake}>{t('waiting.takeOver')}</Button>
    </Preview>
  );
}

export default function WaitingFace({ visit, office, live, here, setHere }: FaceProps) {
  const { t } = useTranslation('visit');
  const styles = useStyles();
  const words = useVisitWords(visit);
  const stepOut = useStepOut(visit.id);
  const { equipment } = useEquipment();
  const [picking, setPicking] = useState(false);
  useWakeLock();
  useEffect(() => {
    if (here.ready) void equipment.open();
  }, [equipment, here.ready]);

  const { phone } = visit.office;
  const acts = (className: string | undefined) => (
    <div className={mergeClasses(styles.acts, className)}>
      {phone && (
        <ButtonLink
          size="small"
          icon={<Call20Regular />}
          href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}
          aria-label={t('waiting.helpName', { phone })}
        >
          {t('waiting.help')}
        </ButtonLink>
      )}
      <Button size="small" icon={<SignOut20Regular />} busy={stepOut.isPending} onClick={() => stepOut.mutate()}>
        {t('waiting.leave')}
      </Button>
    </div>
  );
  return (
    <main className={styles.main}>
      <div className={styles.head}>
        <div>
          <PageHeading place={visit.office.name} title={t('waiting.tab')}>
            {office?.waiting_title ?? t('waiting.title', { provider: words.provider })}
          </PageHeading>
          {office?.waiting_subtitle && <p className={styles.subtitle}>{office.waiting_subtitle}</p>}
          <p className={styles.lead}>
            {words.whole} <span className={styles.office}>{words.atOffice}</span>
          </p>
        </div>
        {acts(styles.actsAbove)}
      </div>
      <OfflineNotice live={live} timeZone={visit.reader.time_zone} />
      {stepOut.isError && (
        <Notice kind="bad" role="alert">
          {t(codeOf(stepOut.error) === OFFLINE ? 'failed.offline' : 'failed.server')}
        </Notice>
      )}
      <div className={styles.grid}>
        <div className={styles.left}>
          <div className={styles.picture}>
            {here.ready ? (
              <>
                <Preview devices={{ isOpen: picking, onToggle: () => setPicking(!picking) }} />
                {picking && <DevicePicks />}
              </>
            ) : (
              <TakeOver
                onTake={() => {
                  void wakeAudio();
                  setHere({ ready: true, end: null });
                }}
              />
            )}
          </div>
          <Tips provider={words.provider} />
        </div>
        <div className={styles.right}>
          <Card>
            <Line visit={visit} />
            <Rule />
            <p className={styles.free}>
              <span>
                <b>{t('waiting.free')}</b> {t('waiting.freeText', { provider: words.provider })}
              </span>
            </p>
          </Card>
        </div>
        {acts(styles.actsBelow)}
      </div>
    </main>
  );
}
