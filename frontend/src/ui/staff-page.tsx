// The frame of a staff page: a 56 px head with title and acts, and the body below. On phones the shell's person menu sits
// in the head too.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { createContext, type ReactNode, useContext } from 'react';
import { PageHeading } from './heading';
import { screen } from './screen';
import { tokens } from './tokens';

export const StaffMenuContext = createContext<ReactNode>(null);

const useStyles = makeStyles({
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 2,
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    gap: '8px 12px',
    minHeight: '56px',
    padding: '8px 24px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    [screen.phone]: { gap: '8px 4px', padding: '6px 16px' },
  },
  acts: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    alignItems: 'center',
    gap: '8px',
    marginInlineStart: 'auto',
    '@media print': { display: 'none' },
    [screen.phone]: { gap: '4px' },
  },
  menu: { display: 'none', [screen.phone]: { display: 'block' } },
  body: { padding: '20px 24px 32px', [screen.phone]: { padding: '12px 12px 96px' } },
});

interface StaffPageProps {
  title: string;
  /** The tab's title, when it differs. */
  tabTitle?: string;
  place?: string;
  /** Beside the title: a zone, a select. */
  beside?: ReactNode;
  /** At the end of the head. */
  acts?: ReactNode;
  bodyClassName?: string;
  children: ReactNode;
}

export function StaffPage({ title, tabTitle, place, beside, acts, bodyClassName, children }: StaffPageProps) {
  const styles = useStyles();
  const menu = useContext(StaffMenuContext);
  return (
    <>
      <header className={styles.head}>
        <PageHeading key={title} title={tabTitle ?? title} place={place}>
          {title}
        </PageHeading>
        {beside}
        <div className={styles.acts}>
          {acts}
          <div className={styles.menu}>{menu}</div>
        </div>
      </header>
      <div className={mergeClasses(styles.body, bodyClassName)}>{children}</div>
    </>
  );
}
