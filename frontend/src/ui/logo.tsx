import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { LeafOne20Filled } from '@fluentui/react-icons';
import { tokens } from './tokens';

const useStyles = makeStyles({
  logo: {
    display: 'grid',
    placeItems: 'center',
    flexShrink: 0,
    width: '32px',
    height: '32px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
  },
  small: { width: '28px', height: '28px', borderRadius: '7px' },
});

/** The office's mark: a leaf on its colour. */
export function Logo({ small = false }: { small?: boolean }) {
  const styles = useStyles();
  return (
    <span className={mergeClasses(styles.logo, small && styles.small)} aria-hidden="true">
      <LeafOne20Filled />
    </span>
  );
}
