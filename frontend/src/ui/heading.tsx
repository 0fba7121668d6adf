// Headings. The page's heading takes the focus when somebody came here by a link of ours, so that the reader of a screen
// hears where they are, and names the tab.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { type ComponentProps, type ReactNode, useEffect, useRef } from 'react';
import { NavigationType, useLocation, useNavigationType } from 'react-router';
import { useDensity } from './density';
import { screen } from './screen';
import { text } from './text';

const useStyles = makeStyles({
  page: { ...text.title, textWrap: 'balance', [screen.phone]: text.titlePhone },
  pageStaff: { ...text.section, letterSpacing: '-0.014em', [screen.phone]: { fontSize: '20px', lineHeight: '28px' } },
  section: text.section,
  sectionStaff: text.subsection,
  subsection: text.subsection,
  subsectionStaff: { ...text.small, fontWeight: 600 },
});

/** The tab's title: "Choose a time · Maple Street Practice". */
export function useTitle(title: string, place?: string | null): void {
  useEffect(() => {
    document.title = [title, place ?? 'Frontdesk'].filter(Boolean).join(' · ');
  }, [title, place]);
}

interface PageHeadingProps {
  children: ReactNode;
  /** The tab's title, when it differs from the heading. */
  title?: string;
  /** Whose page it is; the product's name otherwise. */
  place?: string | null | undefined;
  className?: string;
}

/** The h1. Give it a `key` when one page shows several steps, so that each step takes the focus. */
export function PageHeading({ children, title, place, className }: PageHeadingProps) {
  const styles = useStyles();
  const staff = useDensity() === 'staff';
  const heading = useRef<HTMLHeadingElement>(null);
  const arrived = useRef(useLocation().key !== 'default');
  // Back and forward return to where one was on the page; the browser knows.
  const forward = useRef(useNavigationType() !== NavigationType.Pop);
  useTitle(title ?? (typeof children === 'string' ? children : ''), place ?? null);
  useEffect(() => {
    if (!arrived.current) return;
    if (forward.current) window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1} className={mergeClasses(styles.page, staff && styles.pageStaff, className)}>
      {children}
    </h1>
  );
}

export function Section({ className, ...rest }: ComponentProps<'h2'>) {
  const styles = useStyles();
  const staff = useDensity() === 'staff';
  return <h2 {...rest} className={mergeClasses(styles.section, staff && styles.sectionStaff, className)} />;
}

export function Subsection({ className, ...rest }: ComponentProps<'h3'>) {
  const styles = useStyles();
  const staff = useDensity() === 'staff';
  return <h3 {...rest} className={mergeClasses(styles.subsection, staff && styles.subsectionStaff, className)} />;
}
