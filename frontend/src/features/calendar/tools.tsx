// The filters by service and people, and the day in numbers.
import {
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
} from '@fluentui/react-components';
import { ChevronDown16Regular, Filter20Regular, Keyboard20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardTaken, BoardVisit } from '../../api/words';
import { Button } from '../../ui/button';
import { Chip } from '../../ui/chip';
import { screen } from '../../ui/screen';
import { tokens } from '../../ui/tokens';
import { COUNTED } from './looks';
import type { Model } from './model';
import type { Address } from './use-address';

const useStyles = makeStyles({
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px',
    minHeight: '48px',
    padding: '6px 24px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    [screen.phone]: { display: 'none' },
  },
  counts: { display: 'flex', flexWrap: 'wrap', gap: '8px', marginInlineStart: 'auto' },
  list: { maxHeight: '60vh', overflowY: 'auto' },
});

interface ToolsProps {
  model: Model;
  address: Address;
  /** As the filters leave them. */
  visits: readonly BoardVisit[];
  taken: readonly BoardTaken[];
  peopleShown: number;
  ownOnly: boolean;
  onKeys: () => void;
}

export function Tools({ model, address, visits, taken, peopleShown, ownOnly, onKeys }: ToolsProps) {
  const { t } = useTranslation('calendar');
  const styles = useStyles();
  const { board } = model;
  const { services, people, put } = address;
  const offered = board.services.filter(({ active, id }) => active || services.includes(id));
  const [one] = services;
  const word =
    services.length === 0
      ? t('filter.allServices')
      : services.length === 1
        ? (model.services.get(one ?? '')?.name ?? t('filter.someServices', { count: 1 }))
        : t('filter.someServices', { count: services.length });
  return (
    <div className={styles.tools}>
      <Choice
        word={word}
        label={t('filter.services')}
        icon={<Filter20Regular />}
        all={t('filter.allServices')}
        options={offered}
        chosen={services}
        onChange={(next) => put({ services: next.join(',') })}
      />
      {!ownOnly && (
        <Choice
          word={t('filter.people', { shown: peopleShown, count: board.providers.length })}
          label={t('filter.who')}
          all={t('filter.everybody')}
          options={board.providers}
          chosen={people}
          onChange={(next) => put({ people: next.join(',') })}
        />
      )}
      <Counts visits={visits} taken={taken} />
      <Button
        kind="subtle"
        icon={<Keyboard20Regular />}
        aria-label={t('keys.title')}
        title={t('keys.show')}
        onClick={onKeys}
      />
    </div>
  );
}

interface ChoiceProps {
  word: string;
  label: string;
  icon?: ReactElement;
  all: string;
  options: readonly { id: string; name: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

function Choice({ word, label, icon, all, options, chosen, onChange }: ChoiceProps) {
  const styles = useStyles();
  return (
    <Menu
      checkedValues={{ chosen: [...chosen] }}
      onCheckedValueChange={(_, { checkedItems }) => onChange(checkedItems)}
      persistOnItemClick
    >
      <MenuTrigger disableButtonEnhancement>
        <Button icon={icon} iconAfter={<ChevronDown16Regular />} aria-label={`${label}: ${word}`}>
          {word}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList className={styles.list}>
          <MenuItem persistOnClick={false} onClick={() => onChange([])}>
            {all}
          </MenuItem>
          <MenuDivider />
          {options.map(({ id, name }) => (
            <MenuItemCheckbox key={id} name="chosen" value={id}>
              {name}
            </MenuItemCheckbox>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

/** What is zero is left out. Colours, icons and words are those of the blocks: it is the legend as well. */
function Counts({ visits, taken }: Pick<ToolsProps, 'visits' | 'taken'>) {
  const { t } = useTranslation('calendar');
  const styles = useStyles();
  const held = taken.filter(({ kind }) => kind === 'held').length;
  return (
    <div className={styles.counts}>
      {COUNTED.map(([shown, tint, icon]) => {
        const count = shown === 'held' ? held : visits.filter(({ shown_as }) => shown_as === shown).length;
        return (
          count > 0 && (
            <Chip key={shown} tint={tint} icon={icon}>
              {t(`count.${shown}`, { count })}
            </Chip>
          )
        );
      })}
    </div>
  );
}
