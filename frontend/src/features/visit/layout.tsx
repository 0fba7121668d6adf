// The measure of pages with a single answer: 640 px, roomy on top.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { screen } from '../../ui/screen';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';

const useStyles = makeStyles({
  single: {
    maxWidth: '704px',
    margin: '0 auto',
    padding: '40px 32px 16px',
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
    [screen.phone]: { padding: '20px 16px 12px' },
  },
  head: { display: 'flex', flexDirection: 'column', gap: '4px' },
  lead: { color: tokens.colorNeutralForeground2 },
  foot: { ...text.small, color: tokens.colorNeutralForeground2, ...text.numbers },
  acts: { display: 'flex', gap: '12px', flexWrap: 'wrap', [screen.phone]: { '> *': { width: '100%' } } },
});

export function SinglePage({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <main data-width="answer" className={mergeClasses(useStyles().single, className)}>
      {children}
    </main>
  );
}

/** A heading and the sentence below it. */
export function Head({ heading, children }: { heading: ReactNode; children?: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.head}>
      {heading}
      {children && <p className={styles.lead}>{children}</p>}
    </div>
  );
}

/** The last words of a page: how else to go on. */
export function Foot({ children }: { children: ReactNode }) {
  return <p className={useStyles().foot}>{children}</p>;
}

export function Acts({ children }: { children: ReactNode }) {
  return <div className={useStyles().acts}>{children}</div>;
}
