// People as initials on one of six quiet colours, always the same for the same name.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { screen } from './screen';
import { tokens } from './tokens';

export type Presence = 'available' | 'in_visit' | 'away';

const useStyles = makeStyles({
  avatar: {
    position: 'relative',
    display: 'inline-grid',
    placeItems: 'center',
    flexShrink: 0,
    width: '40px',
    height: '40px',
    borderRadius: '50%',
    fontSize: '14px',
    lineHeight: 1,
    fontWeight: tokens.fontWeightSemibold,
  },
  small: { width: '28px', height: '28px', fontSize: '11px' },
  medium: { width: '36px', height: '36px' },
  large: { width: '56px', height: '56px', fontSize: '20px' },
  person0: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorBrandForeground2 },
  person1: { backgroundColor: 'var(--person1Background)', color: 'var(--person1Foreground)' },
  person2: { backgroundColor: 'var(--person2Background)', color: 'var(--person2Foreground)' },
  person3: { backgroundColor: 'var(--person3Background)', color: 'var(--person3Foreground)' },
  person4: { backgroundColor: 'var(--person4Background)', color: 'var(--person4Foreground)' },
  person5: { backgroundColor: 'var(--person5Background)', color: 'var(--person5Foreground)' },
  dot: {
    position: 'absolute',
    insetInlineEnd: '-2px',
    bottom: '-2px',
    width: '14px',
    height: '14px',
    borderRadius: '50%',
    border: `2px solid ${tokens.colorNeutralBackground1}`,
    forcedColorAdjust: 'none',
  },
  dotSmall: { width: '11px', height: '11px' },
  available: { backgroundColor: tokens.colorPresenceAvailable },
  in_visit: { backgroundColor: tokens.colorPresenceBusy },
  away: { backgroundColor: tokens.colorPresenceAway },
});

type PersonColour = 'person0' | 'person1' | 'person2' | 'person3' | 'person4' | 'person5';

export function personColour(name: string): PersonColour {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return `person${sum % 6}` as PersonColour;
}

interface AvatarProps {
  name: string;
  initials: string;
  size?: 'small' | 'medium' | 'normal' | 'large';
  /** A dot; say the presence in words beside it. */
  presence?: Presence | undefined;
  /** The brand tint instead of the person's own colour: the provider on consumer pages. */
  brand?: boolean;
}

export function Avatar({ name, initials, size = 'normal', presence, brand = false }: AvatarProps) {
  const styles = useStyles();
  const sized = size === 'normal' ? undefined : styles[size];
  return (
    <span
      className={mergeClasses(styles.avatar, sized, styles[brand ? 'person0' : personColour(name)])}
      aria-hidden="true"
    >
      {initials}
      {presence && <span className={mergeClasses(styles.dot, size === 'small' && styles.dotSmall, styles[presence])} />}
    </span>
  );
}

const useIconStyles = makeStyles({
  disc: {
    display: 'inline-grid',
    placeItems: 'center',
    flexShrink: 0,
    width: '40px',
    height: '40px',
    borderRadius: '50%',
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
  },
  large: { width: '48px', height: '48px', [screen.phone]: { width: '40px', height: '40px' } },
  ok: { backgroundColor: tokens.colorStatusSuccessBackground1, color: tokens.colorStatusSuccessForeground1 },
  bad: { backgroundColor: tokens.colorStatusDangerBackground1, color: tokens.colorStatusDangerForeground1 },
  neutral: { backgroundColor: tokens.colorStatusNeutralBackground1, color: tokens.colorStatusNeutralForeground1 },
  todo: {
    backgroundColor: 'transparent',
    border: `1px dashed ${tokens.colorNeutralStrokeAccessible}`,
    color: tokens.colorNeutralForeground3,
  },
});

interface IconDiscProps {
  kind?: 'brand' | 'ok' | 'bad' | 'neutral' | 'todo';
  size?: 'normal' | 'large';
  children: React.ReactNode;
}

/** An icon on a round tint, in line with avatars. */
export function IconDisc({ kind = 'brand', size = 'normal', children }: IconDiscProps) {
  const styles = useIconStyles();
  return (
    <span
      className={mergeClasses(styles.disc, size === 'large' && styles.large, kind !== 'brand' && styles[kind])}
      aria-hidden="true"
    >
      {children}
    </span>
  );
}
