// "Why is 13:30 not offered?": what holds, what says no, and the next time offered. For any page of staff: `WhyNot` is the
// button that asks, `WhyNotPopover` hangs on something that is there already, `WhyNotAnswer` is the answer alone.
import { makeStyles, mergeClasses, Popover, PopoverSurface, PopoverTrigger } from '@fluentui/react-components';
import { CheckmarkCircle20Filled, Dismiss20Regular, DismissCircle20Filled } from '@fluentui/react-icons';
import i18next from 'i18next';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button';
import { Bone, Skeleton } from './empty';
import { screen } from './screen';
import { tokens } from './tokens';

export interface WhyNotAsked {
  /** The office's slug. */
  office: string;
  service: { id: string; name: string };
  /** Left out: anybody who offers it. */
  provider?: { id: string; name: string } | null | undefined;
  /** An instant, "2026-11-26T13:30:00Z". */
  startsAt: string;
  durationMinutes?: number | undefined;
  /** "Book it anyway", where the page can. */
  onBook?: (() => void) | undefined;
}

const Answer = lazy(async () => {
  const [module] = await Promise.all([import('./why-not-answer'), i18next.loadNamespaces('why')]);
  return { default: module.WhyNotAnswer };
});

const useStyles = makeStyles({
  surface: {
    width: '340px',
    maxWidth: 'calc(100vw - 24px)',
    padding: 0,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow16,
    [screen.phone]: {
      position: 'fixed !important' as 'fixed',
      transform: 'none !important',
      inset: 'auto 0 0 0 !important',
      width: 'auto',
      maxWidth: 'none',
      borderRadius: '16px 16px 0 0',
      paddingBottom: 'env(safe-area-inset-bottom)',
    },
  },
  waiting: { padding: '16px' },
});

interface WhyNotAnswerProps extends WhyNotAsked {
  /** Draws a cross that closes it. */
  onClose?: (() => void) | undefined;
}

/** The answer, wherever it is wanted; it brings its own texts. */
export function WhyNotAnswer(props: WhyNotAnswerProps) {
  const styles = useStyles();
  return (
    <Suspense
      fallback={
        <Skeleton className={styles.waiting}>
          <Bone width="220px" height="20px" />
          <br />
          <Bone />
        </Skeleton>
      }
    >
      <Answer {...props} />
    </Suspense>
  );
}

interface WhyNotPopoverProps extends WhyNotAsked {
  /** What it hangs on. */
  target: HTMLElement | null;
  onClose: () => void;
}

/** The answer beside something that is on the page already; on phones a sheet at the bottom. Draw it only while it is open. */
export function WhyNotPopover({ target, onClose, ...asked }: WhyNotPopoverProps) {
  const styles = useStyles();
  return (
    <Popover
      open
      trapFocus
      withArrow
      positioning={{ target, position: 'before', align: 'center', overflowBoundaryPadding: 8 }}
      onOpenChange={(_, { open }) => !open && onClose()}
    >
      <PopoverSurface className={styles.surface}>
        <WhyNotAnswer {...asked} onClose={onClose} />
      </PopoverSurface>
    </Popover>
  );
}

interface WhyNotProps extends WhyNotAsked {
  /** What the button says to readers of screens: "Why is 13:30 not offered?" */
  label: string;
  /** What it says to everybody; the label when left out. */
  children?: React.ReactNode;
  className?: string;
}

/** The button that asks. */
export function WhyNot({ label, children, className, ...asked }: WhyNotProps) {
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      trapFocus
      withArrow
      positioning={{ position: 'below', overflowBoundaryPadding: 8 }}
      onOpenChange={(_, data) => setOpen(data.open)}
    >
      <PopoverTrigger disableButtonEnhancement>
        <Button kind="subtle" aria-label={label} className={className}>
          {children ?? label}
        </Button>
      </PopoverTrigger>
      <PopoverSurface className={styles.surface}>
        <WhyNotAnswer {...asked} onClose={() => setOpen(false)} />
      </PopoverSurface>
    </Popover>
  );
}

const useLineStyles = makeStyles({
  line: { display: 'grid', gridTemplateColumns: '20px minmax(0, 1fr)', gap: '8px', padding: '4px 0' },
  ok: { color: tokens.colorNeutralForeground2, '> svg': { color: tokens.colorStatusSuccessForeground1 } },
  bad: { '> svg': { color: tokens.colorStatusDangerForeground1 } },
});

/** One thing that holds, or does not. */
export function Verdict({ ok, children }: { ok: boolean; children: React.ReactNode }) {
  const styles = useLineStyles();
  return (
    <li className={mergeClasses(styles.line, ok ? styles.ok : styles.bad)}>
      {ok ? <CheckmarkCircle20Filled /> : <DismissCircle20Filled />}
      <span>{children}</span>
    </li>
  );
}

export function CloseAnswer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('why');
  return <Button kind="subtle" icon={<Dismiss20Regular />} aria-label={t('close')} onClick={onClose} />;
}
