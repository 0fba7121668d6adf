// Who is signed in, at the foot of the navigation (on phones an avatar in the head): change the office, sign out.
import {
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  mergeClasses,
} from '@fluentui/react-components';
import { ChevronDown16Regular, SignOut20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type StaffOffice, useSignOut } from '../api/session';
import type { Membership } from '../api/words';
import { Avatar } from '../ui/avatar';
import { screen } from '../ui/screen';
import { hidden, text } from '../ui/text';
import { tokens } from '../ui/tokens';

const useStyles = makeStyles({
  trigger: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    width: '100%',
    minHeight: '44px',
    padding: '4px 6px',
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: 'inherit',
    font: 'inherit',
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    [screen.rail]: { justifyContent: 'center', padding: 0 },
  },
  compact: { width: '44px', padding: 0, justifyContent: 'center' },
  words: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, [screen.rail]: { ...hidden } },
  wordsHidden: { ...hidden },
  name: { fontWeight: tokens.fontWeightSemibold, ...text.truncated },
  role: { ...text.caption, color: tokens.colorNeutralForeground3 },
  chevron: { [screen.rail]: { display: 'none' } },
});

interface PersonMenuProps {
  place: StaffOffice;
  memberships: readonly Membership[];
  onChoose: (officeId: string) => void;
  compact: boolean;
}

export function PersonMenu({ place, memberships, onChoose, compact }: PersonMenuProps) {
  const { t } = useTranslation('common');
  const styles = useStyles();
  const signOut = useSignOut();
  const navigate = useNavigate();
  return (
    <Menu
      checkedValues={{ office: [place.office.id] }}
      onCheckedValueChange={(_, { checkedItems }) => checkedItems[0] && onChoose(checkedItems[0])}
    >
      <MenuTrigger disableButtonEnhancement>
        <button type="button" className={mergeClasses(styles.trigger, compact && styles.compact)}>
          <Avatar name={place.person.name} initials={place.person.initials} size="small" />
          <span className={mergeClasses(styles.words, compact && styles.wordsHidden)}>
            <span className={styles.name}>{place.person.name}</span>
            <span className={styles.role}>{t(`staff.role.${place.role}`)}</span>
          </span>
          {!compact && <ChevronDown16Regular className={styles.chevron} />}
        </button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {memberships.length > 1 && (
            <>
              {memberships.map(({ office }) => (
                <MenuItemRadio key={office.id} name="office" value={office.id}>
                  {office.name}
                </MenuItemRadio>
              ))}
              <MenuDivider />
            </>
          )}
          <MenuItem
            icon={<SignOut20Regular />}
            onClick={() => signOut.mutate(undefined, { onSuccess: () => void navigate('/sign-in') })}
          >
            {t('staff.signOut')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
