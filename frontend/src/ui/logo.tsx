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
  picture: { display: 'block', flexShrink: 0, width: '32px', height: '32px', objectFit: 'contain' },
  small: { width: '28px', height: '28px', borderRadius: '7px' },
});

/** The office's mark: its own picture, or a leaf on its colour. Its name stands beside it, so it says nothing. */
export function Logo({ small = false, src }: { small?: boolean; src?: string | null | undefined }) {
  const styles = useStyles();
  if (src) return <img src={src} alt="" className={mergeClasses(styles.picture, small && styles.small)} />;
  return (
    <span className={mergeClasses(styles.logo, small && styles.small)} aria-hidden="true">
      <LeafOne20Filled />
    </span>
  );
}
