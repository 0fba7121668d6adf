// A list of big choices, each a link to the next step.
import { makeStyles } from '@fluentui/react-components';
import { ChevronRight20Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { screen } from '../../ui/screen';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow2,
    overflow: 'hidden',
  },
  item: { ':not(:first-child)': { borderTop: `1px solid ${tokens.colorNeutralStroke2}` } },
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: '16px',
    minHeight: '72px',
    padding: '16px 24px',
    color: 'inherit',
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':active': { backgroundColor: tokens.colorNeutralBackground1Pressed },
    ':focus-visible': { outlineOffset: '-4px', borderRadius: tokens.borderRadiusXLarge },
    [screen.phone]: { padding: '14px 16px', gap: '12px' },
  },
  words: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold },
  text: { ...text.small, color: tokens.colorNeutralForeground2 },
  facts: { ...text.small, color: tokens.colorNeutralForeground3, ...text.numbers },
  end: { color: tokens.colorNeutralForeground3 },
});

export interface ChoiceItem {
  key: string;
  to: string;
  picture: ReactNode;
  name: string;
  /** What it is. */
  text?: string | undefined;
  /** How long, how much. */
  facts?: string | undefined;
}

export function ChoiceList({ items, label }: { items: readonly ChoiceItem[]; label: string }) {
  const styles = useStyles();
  return (
    // biome-ignore lint/a11y/noRedundantRoles: without the marks of a list, Safari takes the role away
    <ul className={styles.list} role="list" aria-label={label}>
      {items.map(({ key, to, picture, name, text: about, facts }) => (
        <li key={key} className={styles.item}>
          <Link to={to} className={styles.link}>
            {picture}
            <span className={styles.words}>
              <span className={styles.name}>{name}</span>
              {about && <span className={styles.text}>{about}</span>}
              {facts && <span className={styles.facts}>{facts}</span>}
            </span>
            <span className={styles.end}>
              <ChevronRight20Regular className="turns" />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
