// How to put a blocked device right: the steps of exactly this browser, with small drawings of what to look for.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import {
  Camera16Regular,
  Mic16Regular,
  MicOff16Regular,
  Options16Regular,
  Video16Regular,
} from '@fluentui/react-icons';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { Rich } from '../../../ui/rich';
import { screen } from '../../../ui/screen';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { thisBrowser } from './browser';
import type { InputKind } from './equipment';
import { type Drawing, fixFor, spokenBrowser } from './fix-steps';

const useStyles = makeStyles({
  card: {
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorStatusDangerBackground1,
    padding: '12px 16px',
    ...text.small,
    [screen.phone]: { padding: '12px' },
  },
  title: { fontWeight: tokens.fontWeightSemibold, marginBottom: '8px' },
  steps: { display: 'flex', flexDirection: 'column', gap: '8px' },
  step: { display: 'grid', gridTemplateColumns: '24px minmax(0, 1fr)', gap: '8px 12px', alignItems: 'start' },
  number: {
    display: 'grid',
    placeItems: 'center',
    width: '24px',
    height: '24px',
    borderRadius: '50%',
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorStatusDangerForeground1,
    ...text.caption,
    fontWeight: tokens.fontWeightSemibold,
  },
  words: { paddingTop: '2px' },
  drawing: {
    gridColumnStart: 2,
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    maxWidth: '320px',
    minHeight: '34px',
    padding: '0 12px',
    backgroundColor: tokens.colorNeutralBackground4,
    color: tokens.colorNeutralForeground2,
    ...text.caption,
  },
  address: { borderRadius: '17px', paddingInlineStart: '2px' },
  sign: {
    display: 'grid',
    placeItems: 'center',
    width: '30px',
    height: '30px',
    borderRadius: '50%',
    border: `2px solid ${tokens.colorStatusDangerForeground1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
  },
  host: { ...text.truncated },
  line: {
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  toggle: {
    position: 'relative',
    marginInlineStart: 'auto',
    width: '36px',
    height: '20px',
    borderRadius: '10px',
    backgroundColor: tokens.colorBrandBackground,
    '::after': {
      content: '""',
      position: 'absolute',
      insetInlineEnd: '3px',
      top: '3px',
      width: '14px',
      height: '14px',
      borderRadius: '50%',
      backgroundColor: tokens.colorNeutralForegroundOnBrand,
    },
  },
  reload: { marginTop: '12px' },
});

function Drawn({ drawing, kind }: { drawing: Drawing; kind: InputKind }) {
  const { t } = useTranslation('visit');
  const styles = useStyles();
  if (!drawing) return null;
  if (drawing === 'switch') {
    return (
      <span className={mergeClasses(styles.drawing, styles.line)} aria-hidden="true">
        {kind === 'camera' ? <Video16Regular /> : <Mic16Regular />}
        {t(`device.name.${kind}`)}
        <span className={styles.toggle} />
      </span>
    );
  }
  const sign =
    drawing === 'address' ? <Options16Regular /> : kind === 'camera' ? <Camera16Regular /> : <MicOff16Regular />;
  return (
    <span className={mergeClasses(styles.drawing, styles.address)} aria-hidden="true">
      <span className={styles.sign}>{sign}</span>
      <span className={styles.host}>{window.location.host}</span>
    </span>
  );
}

/** `kinds`: what is blocked; the steps are told for the first, and name both. */
export function BlockedSteps({ kind, both, bySystem }: { kind: InputKind; both: boolean; bySystem: boolean }) {
  const { t } = useTranslation('visit');
  const styles = useStyles();
  const browser = useMemo(thisBrowser, []);
  const fix = fixFor(browser, bySystem);
  const device = both ? t('device.both') : t(`device.name.${kind}`);
  const name = spokenBrowser(browser) ?? t('fix.browser');
  return (
    <div className={styles.card}>
      <p className={styles.title}>
        {t('fix.title', { browser: name, device: both ? t('device.bothIn') : t(`device.in.${kind}`) })}
      </p>
      <ol className={styles.steps}>
        {fix.steps.map((drawing, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are numbered
          <li key={index} className={styles.step}>
            <span className={styles.number} aria-hidden="true">
              {index + 1}
            </span>
            <span className={styles.words}>
              <Rich text={t(`fix.recipes.${fix.recipe}.step${index + 1}`, { device, browser: name })} />
            </span>
            <Drawn drawing={drawing} kind={kind} />
          </li>
        ))}
        <li className={styles.step}>
          <span className={styles.number} aria-hidden="true">
            {fix.steps.length + 1}
          </span>
          <span className={styles.words}>{t(fix.reload ? 'fix.reload' : 'fix.comeBack')}</span>
        </li>
      </ol>
      {fix.reload && (
        <Button size="small" className={styles.reload} onClick={() => window.location.reload()}>
          {t('fix.reloadAct')}
        </Button>
      )}
    </div>
  );
}
