import { makeStyles, mergeClasses } from '@fluentui/react-components';
import type { ComponentProps } from 'react';
import { screen } from './screen';
import { tokens } from './tokens';

const useStyles = makeStyles({
  card: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow2,
  },
  padded: { padding: '24px', [screen.phone]: { padding: '16px' } },
  rule: { border: 0, borderTop: `1px solid ${tokens.colorNeutralStroke2}`, margin: 0, width: '100%' },
});

interface CardProps extends Omit<ComponentProps<'section'>, 'ref'> {
  as?: 'section' | 'div' | 'article' | 'li' | 'aside';
  /** 24 px inside, 16 on phones. */
  padded?: boolean;
}

export function Card({ as: Tag = 'section', padded = false, className, ...rest }: CardProps) {
  const styles = useStyles();
  return <Tag {...(rest as object)} className={mergeClasses(styles.card, padded && styles.padded, className)} />;
}

/** The thin line between parts of a card. */
export function Rule() {
  return <hr className={useStyles().rule} />;
}
