// The page around each step: back and where one is, the heading and the choice at the side, the step itself.
import { makeStyles } from '@fluentui/react-components';
import { ArrowLeft20Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../ui/button';
import { PageHeading } from '../../ui/heading';
import { screen } from '../../ui/screen';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';

const useStyles = makeStyles({
  main: {
    maxWidth: '1184px',
    margin: '0 auto',
    padding: '24px 32px',
    [screen.narrow]: { maxWidth: '704px' },
    [screen.phone]: { padding: '12px 16px 24px' },
  },
  top: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '8px',
    marginBottom: '4px',
    minHeight: '32px',
    [screen.phone]: { margin: '-6px 0 -2px' },
  },
  back: {
    minHeight: '32px',
    fontSize: '14px',
    lineHeight: '20px',
    marginInlineStart: '-12px',
    [screen.phone]: { minHeight: '44px' },
  },
  steps: { display: 'flex', alignItems: 'center', gap: '12px', ...text.small, color: tokens.colorNeutralForeground3 },
  meter: { display: 'flex', gap: '4px', width: '96px' },
  mark: { flexGrow: 1, height: '4px', borderRadius: '2px', backgroundColor: tokens.colorNeutralStroke1 },
  markOn: { flexGrow: 1, height: '4px', borderRadius: '2px', backgroundColor: tokens.colorBrandBackground },
  grid: {
    display: 'grid',
    gridTemplateColumns: '304px minmax(0, 1fr)',
    gap: '32px',
    alignItems: 'start',
    [screen.narrow]: { display: 'flex', flexDirection: 'column', alignItems: 'stretch', gap: '12px' },
  },
  side: { display: 'flex', flexDirection: 'column', gap: '16px', minWidth: 0, [screen.narrow]: { gap: '12px' } },
  note: {
    ...text.small,
    color: tokens.colorNeutralForeground3,
    padding: '0 4px',
    [screen.narrow]: { display: 'none' },
  },
  welcome: { color: tokens.colorNeutralForeground2, whiteSpace: 'pre-line', overflowWrap: 'anywhere' },
  step: { minWidth: 0 },
  bar: {
    display: 'none',
    [screen.phone]: {
      display: 'flex',
      flexDirection: 'column',
      gap: '12px',
      position: 'sticky',
      bottom: 0,
      zIndex: 3,
      margin: '0 -16px -24px',
      padding: '12px 16px max(16px, env(safe-area-inset-bottom))',
      backgroundColor: tokens.colorNeutralBackground1,
      borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
      boxShadow: tokens.shadow16,
    },
  },
});

interface StepFrameProps {
  heading: string;
  place: string;
  /** Where back leads. */
  back: string;
  /** From 1. */
  current: number;
  total: number;
  /** Below the heading at the side. */
  side?: ReactNode;
  /** The office's own words, below the heading of the first step. */
  welcome?: string | null;
  /** What is good to know, below the side. */
  note?: string;
  /** At the bottom of phones, over the page. */
  bar?: ReactNode;
  children: ReactNode;
}

export function StepFrame({
  heading,
  place,
  back,
  current,
  total,
  side,
  note,
  bar,
  welcome,
  children,
}: StepFrameProps) {
  const { t } = useTranslation(['booking', 'common']);
  const styles = useStyles();
  return (
    <main className={styles.main}>
      <div className={styles.top}>
        <ButtonLink kind="subtle" className={styles.back} to={back} icon={<ArrowLeft20Regular className="turns" />}>
          {t('back', { ns: 'common' })}
        </ButtonLink>
        <span className={styles.steps}>
          {t('stepOf', { current, total })}
          <span className={styles.meter} aria-hidden="true">
            {Array.from({ length: total }, (_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: marks of a meter have no other name
              <span key={index} className={index < current ? styles.markOn : styles.mark} />
            ))}
          </span>
        </span>
      </div>
      <div className={styles.grid}>
        <div className={styles.side}>
          <PageHeading key={heading} place={place}>
            {heading}
          </PageHeading>
          {welcome && current === 1 && <p className={styles.welcome}>{welcome}</p>}
          {side}
          {note && <p className={styles.note}>{note}</p>}
        </div>
        <div className={styles.step}>{children}</div>
      </div>
      {bar && <div className={styles.bar}>{bar}</div>}
    </main>
  );
}
