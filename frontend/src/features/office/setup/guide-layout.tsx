// The guide's page: left the steps with what was said, in the middle one decision, right what it does.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { Checkmark16Regular } from '@fluentui/react-icons';
import type { FormEvent, ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button, ButtonLink } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { PageHeading, Section } from '../../../ui/heading';
import { Logo } from '../../../ui/logo';
import { Notice } from '../../../ui/notice';
import { screen } from '../../../ui/screen';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { STEPS, type Step } from './queries';

const wide = '@media (min-width: 1100px)';

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: '272px minmax(0, 1fr)',
    minHeight: '100dvh',
    fontSize: '14px',
    lineHeight: '20px',
    backgroundColor: tokens.colorNeutralBackground3,
    [screen.narrow]: { display: 'block' },
  },
  side: {
    position: 'sticky',
    top: 0,
    height: '100dvh',
    overflowY: 'auto',
    display: 'flex',
    flexDirection: 'column',
    gap: '24px',
    padding: '20px 24px',
    backgroundColor: tokens.colorNeutralBackground2,
    borderInlineEndWidth: '1px',
    borderInlineEndStyle: 'solid',
    borderInlineEndColor: tokens.colorNeutralStroke2,
    [screen.narrow]: {
      position: 'static',
      height: 'auto',
      padding: '12px 16px',
      borderInlineEndStyle: 'none',
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    },
  },
  brand: { display: 'flex', alignItems: 'center', gap: '12px' },
  brandWords: { display: 'flex', flexDirection: 'column' },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { ...text.caption, color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  nav: { [screen.narrow]: { display: 'none' } },
  steps: { display: 'flex', flexDirection: 'column', gap: '4px' },
  step: {
    display: 'flex',
    gap: '12px',
    padding: '10px',
    borderRadius: tokens.borderRadiusLarge,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
  },
  stepOpen: { ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover } },
  stepOn: {
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    boxShadow: `${tokens.shadow2}, inset 0 0 0 1px ${tokens.colorNeutralStroke2}`,
  },
  stepWords: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  number: {
    display: 'grid',
    placeItems: 'center',
    flexShrink: 0,
    width: '24px',
    height: '24px',
    borderRadius: '50%',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    color: tokens.colorNeutralForeground3,
    ...text.caption,
    fontWeight: tokens.fontWeightSemibold,
  },
  numberOn: {
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    border: '1px solid transparent',
  },
  numberDone: {
    backgroundColor: tokens.colorStatusSuccessBackground1,
    color: tokens.colorStatusSuccessForeground1,
    border: '1px solid transparent',
  },
  kept: { marginTop: 'auto', [screen.narrow]: { display: 'none' } },
  form: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignItems: 'stretch',
    [wide]: { gridTemplateColumns: 'minmax(0, 1fr) 320px' },
    [screen.narrow]: { paddingBottom: '96px' },
  },
  middle: {
    display: 'flex',
    flexDirection: 'column',
    gap: '20px',
    minWidth: 0,
    padding: '40px 40px 24px',
    backgroundColor: tokens.colorNeutralBackground1,
    [wide]: { minHeight: '100dvh' },
    [screen.phone]: { padding: '20px 16px' },
  },
  heading: { ...text.title, lineHeight: '36px', [screen.phone]: text.titlePhone },
  lead: { marginTop: '4px', fontSize: '16px', lineHeight: '24px', color: tokens.colorNeutralForeground2 },
  right: {
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
    padding: '40px 24px',
    [wide]: {
      borderInlineStartWidth: '1px',
      borderInlineStartStyle: 'solid',
      borderInlineStartColor: tokens.colorNeutralStroke2,
    },
    [screen.phone]: { padding: '16px' },
  },
  acts: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    marginTop: 'auto',
    paddingTop: '16px',
    backgroundColor: tokens.colorNeutralBackground1,
    [wide]: { position: 'sticky', bottom: 0, zIndex: 3, paddingBottom: '24px', marginBottom: '-24px' },
    [screen.narrow]: {
      position: 'fixed',
      bottom: 0,
      insetInlineStart: 0,
      insetInlineEnd: 0,
      zIndex: 4,
      padding: '12px 16px max(12px, env(safe-area-inset-bottom))',
      borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    },
  },
  grow: { flexGrow: 1, [screen.phone]: { display: 'none' } },
  main: { [screen.phone]: { flexGrow: 1, whiteSpace: 'normal' } },
  back: { [screen.phone]: { padding: '0 12px' } },
  card: { padding: '16px', display: 'grid', gap: '8px' },
  facts: { display: 'grid', gap: '8px' },
  fact: {
    display: 'flex',
    gap: '8px',
    alignItems: 'flex-start',
    overflowWrap: 'anywhere',
    ...text.numbers,
    '> svg': { color: tokens.colorBrandForeground1, flexShrink: 0 },
  },
});

export type Said = Partial<Record<Step, string>>;

interface StepsProps {
  at: Step;
  done: readonly Step[];
  skipped: readonly Step[];
  /** What was said in each step. */
  said: Said;
  /** Whether steps are open already: not before there is an account. */
  open: boolean;
}

export function GuidePage({ children, ...place }: StepsProps & { children: ReactNode }) {
  const { t } = useTranslation('setup');
  const styles = useStyles();
  const current = STEPS.indexOf(place.at) + 1;
  const minutes = t('minutes', { count: Math.max(1, STEPS.length - current + 1) });
  return (
    <div className={styles.page}>
      <div className={styles.side}>
        <div className={styles.brand}>
          <Logo />
          <span className={styles.brandWords}>
            <span className={styles.name}>{t('title')}</span>
            <span className={styles.quiet}>{t('progress', { current, total: STEPS.length, minutes })}</span>
          </span>
        </div>
        <Steps {...place} />
        <p className={mergeClasses(styles.quiet, styles.kept)}>{t('kept')}</p>
      </div>
      <main>{children}</main>
    </div>
  );
}

function Steps({ at, done, skipped, said, open }: StepsProps) {
  const { t } = useTranslation('setup');
  const styles = useStyles();
  return (
    <nav aria-label={t('stepsLabel')} className={styles.nav}>
      <ol className={styles.steps}>
        {STEPS.map((step, index) => {
          const isDone = done.includes(step) && step !== at;
          const words = (
            <>
              <span
                className={mergeClasses(styles.number, step === at && styles.numberOn, isDone && styles.numberDone)}
              >
                {isDone ? <Checkmark16Regular /> : index + 1}
              </span>
              <span className={styles.stepWords}>
                <span className={styles.name}>{t(`step.${step}.name`)}</span>
                <span className={styles.quiet}>
                  {said[step] ?? (skipped.includes(step) ? t('skipped') : t(`step.${step}.about`))}
                </span>
              </span>
            </>
          );
          const look = mergeClasses(styles.step, step === at && styles.stepOn);
          return (
            <li key={step}>
              {open && step !== 'office' && step !== at ? (
                <Link to={`/setup?step=${step}`} className={mergeClasses(look, styles.stepOpen)}>
                  {words}
                </Link>
              ) : (
                <span className={look} aria-current={step === at ? 'step' : undefined}>
                  {words}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

interface GuideStepProps {
  heading: string;
  lead: string;
  /** The sentences at the right, each with its icon. */
  facts: readonly { key: string; icon: ReactElement; words: ReactNode }[];
  /** Below them. */
  beside?: ReactNode;
  /** Above the sentences, such as the preview. */
  above?: ReactNode;
  /** The step before. */
  back?: Step | undefined;
  onSkip?: (() => void) | undefined;
  act: string;
  /** Not what one should do here, only possible. */
  quiet?: boolean;
  busy?: boolean;
  failed?: boolean;
  onContinue: () => void;
  children: ReactNode;
}

export function GuideStep(props: GuideStepProps) {
  const {
    heading,
    lead,
    facts,
    beside,
    above,
    back,
    onSkip,
    act,
    quiet = false,
    busy = false,
    failed,
    onContinue,
    children,
  } = props;
  const { t } = useTranslation('setup');
  const styles = useStyles();
  function send(event: FormEvent) {
    event.preventDefault();
    if (!busy) onContinue();
  }
  return (
    <form className={styles.form} onSubmit={send} noValidate>
      <div className={styles.middle}>
        <div>
          <PageHeading key={heading} title={heading} className={styles.heading}>
            {heading}
          </PageHeading>
          <p className={styles.lead}>{lead}</p>
        </div>
        {failed && (
          <Notice kind="bad" role="alert">
            {t('failed')}
          </Notice>
        )}
        {children}
        <div className={styles.acts}>
          {back && back !== 'office' && (
            <ButtonLink size="large" className={styles.back} to={`/setup?step=${back}`}>
              {t('back')}
            </ButtonLink>
          )}
          <span className={styles.grow} />
          {onSkip && (
            <Button kind="subtle" size="large" onClick={onSkip}>
              {t('skip')}
            </Button>
          )}
          <Button kind={quiet ? 'outline' : 'primary'} size="large" type="submit" busy={busy} className={styles.main}>
            {act}
          </Button>
        </div>
      </div>
      <aside className={styles.right} aria-label={t('does')}>
        {above}
        <Card as="div" className={styles.card}>
          <Section>{t('does')}</Section>
          <ul className={styles.facts} aria-live="polite">
            {facts.map(({ key, icon, words }) => (
              <li key={key} className={styles.fact}>
                {icon}
                <span>{words}</span>
              </li>
            ))}
          </ul>
        </Card>
        {beside}
      </aside>
    </form>
  );
}
