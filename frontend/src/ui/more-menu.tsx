// The three dots: acts that are needed seldom. Staff pages only (Fluent's menu).
import { Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { MoreHorizontal20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { Button, type ButtonProps } from './button';

export interface MenuAct {
  label: string;
  icon?: ReactElement;
  onAct: () => void;
}

interface MoreMenuProps extends Pick<ButtonProps, 'kind' | 'size' | 'className'> {
  /** Said to readers of screens: "More about Casey Morgan". */
  label: string;
  /** Written beside the dots. */
  word?: string;
  icon?: ReactElement;
  acts: readonly MenuAct[];
}

export function MoreMenu({ label, word, icon, acts, kind = 'subtle', ...rest }: MoreMenuProps) {
  if (!acts.length) return null;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button {...rest} kind={kind} icon={icon ?? <MoreHorizontal20Regular />} aria-label={label}>
          {word}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {acts.map((act) => (
            <MenuItem key={act.label} onClick={act.onAct} {...(act.icon ? { icon: act.icon } : {})}>
              {act.label}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
