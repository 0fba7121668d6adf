// On phones one person at a time: a strip of names to choose from.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardProvider } from '../../api/words';
import { Avatar } from '../../ui/avatar';
import { calledName } from '../../ui/called-name';
import { tokens } from '../../ui/tokens';

const useStyles = makeStyles({
  strip: {
    display: 'flex',
    gap: '8px',
    padding: '8px 12px',
    overflowX: 'auto',
    scrollbarWidth: 'none',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  who: {
    display: 'flex',
    alignItems: 'center',
    gap: '6px',
    minHeight: '44px',
    padding: '0 12px 0 6px',
    borderRadius: '22px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
    fontWeight: tokens.fontWeightMedium,
    whiteSpace: 'nowrap',
    flexShrink: 0,
  },
  on: {
    backgroundColor: tokens.colorBrandBackground2,
    border: `1px solid ${tokens.colorBrandStroke1}`,
    color: tokens.colorBrandForeground2,
    fontWeight: tokens.fontWeightSemibold,
  },
});

interface PeopleStripProps {
  people: readonly BoardProvider[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
}

export function PeopleStrip({ people, chosen, onChoose }: PeopleStripProps) {
  const { t } = useTranslation('calendar');
  const styles = useStyles();
  const on = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever is chosen comes into view
  useEffect(() => on.current?.scrollIntoView({ block: 'nearest', inline: 'center' }), [chosen]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame and a legend
    <div role="group" aria-label={t('filter.who')} className={styles.strip}>
      {people.map(({ id, name, initials }) => (
        <button
          key={id}
          ref={id === chosen ? on : undefined}
          type="button"
          aria-pressed={id === chosen}
          title={name}
          className={mergeClasses(styles.who, id === chosen && styles.on)}
          onClick={() => onChoose(id)}
        >
          <Avatar name={name} initials={initials} size="small" />
          {calledName(name)}
        </button>
      ))}
    </div>
  );
}
