// Somebody else saved it meanwhile: both versions side by side, and for each field the choice whose it is to be.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { PeopleSwap20Regular } from '@fluentui/react-icons';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../../api/session';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Section } from '../../../ui/heading';
import { useMomentWords } from '../../../ui/moment';
import { screen } from '../../../ui/screen';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { dateIn, spellClock } from '../../../ui/wall';
import { type Choice, type Difference, differences, firstChoices } from './merging';
import type { Saving } from './use-saving';

/** How a field is called, and how a value of it is read. Those that are left out are shown as they are. */
export interface FieldWords<Typed> {
  name: keyof Typed & string;
  label: string;
  show?: (typed: Typed) => ReactNode;
}

const useStyles = makeStyles({
  panel: {
    display: 'grid',
    gap: '12px',
    gridTemplateColumns: 'minmax(0, 1fr)',
    marginBottom: '16px',
    borderTopColor: tokens.colorStatusWarningForeground1,
    borderRightColor: tokens.colorStatusWarningForeground1,
    borderBottomColor: tokens.colorStatusWarningForeground1,
    borderLeftColor: tokens.colorStatusWarningForeground1,
  },
  head: { display: 'flex', gap: '8px', alignItems: 'center', ':focus': { outlineStyle: 'none' } },
  icon: { color: tokens.colorStatusWarningForeground1, display: 'inline-flex' },
  row: { border: 0, margin: 0, padding: '8px 0', minWidth: 0, borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  label: { padding: 0, fontWeight: tokens.fontWeightSemibold, float: 'left', width: '100%', marginBottom: '6px' },
  pair: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: '8px',
    clear: 'both',
    [screen.phone]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  choice: {
    display: 'flex',
    gap: '10px',
    alignItems: 'flex-start',
    padding: '8px 12px',
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    overflowWrap: 'anywhere',
    ':has(:focus-visible)': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  chosen: {
    backgroundColor: tokens.colorBrandBackground2,
    borderTopColor: tokens.colorBrandStroke1,
    borderRightColor: tokens.colorBrandStroke1,
    borderBottomColor: tokens.colorBrandStroke1,
    borderLeftColor: tokens.colorBrandStroke1,
  },
  radio: { flexShrink: 0, width: '20px', height: '20px', margin: 0, accentColor: tokens.colorBrandBackground },
  whose: { ...text.caption, color: tokens.colorNeutralForeground2, display: 'block' },
  value: { whiteSpace: 'pre-line', ...text.numbers },
  acts: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface ConflictPanelProps<Saved, Typed extends object> {
  form: Saving<Saved, Typed>;
  fields: readonly FieldWords<Typed>[];
}

export function ConflictPanel<Saved, Typed extends object>({ form, fields }: ConflictPanelProps<Saved, Typed>) {
  const { t } = useTranslation('office');
  const styles = useStyles();
  const head = useRef<HTMLDivElement>(null);
  const { theirs, theirsTyped } = form;
  const words = useWho(theirs);
  const found = theirsTyped ? differences(form.base, form.typed, theirsTyped) : [];
  const [said, setSaid] = useState<Partial<Record<string, Choice>>>({});
  const choices = { ...firstChoices(found), ...said };
  const open = found.filter(({ name }) => !choices[name]);
  useEffect(() => {
    if (theirs) head.current?.focus();
  }, [theirs]);
  if (!theirs || !theirsTyped) return null;
  const all = (choice: Choice) => form.settle(Object.fromEntries(found.map(({ name }) => [name, choice])));
  return (
    <Card padded className={styles.panel} aria-label={t('saving.both')}>
      <div ref={head} tabIndex={-1} className={styles.head} role="alert">
        <span className={styles.icon}>
          <PeopleSwap20Regular />
        </span>
        <Section>{words}</Section>
      </div>
      <p className={styles.quiet}>{t('saving.kept')}</p>
      {found.map((difference) => (
        <FieldChoice
          key={difference.name}
          difference={difference}
          words={fields.find(({ name }) => name === difference.name)}
          mine={form.typed}
          theirs={theirsTyped}
          choice={choices[difference.name]}
          onChoose={(choice) => setSaid({ ...said, [difference.name]: choice })}
        />
      ))}
      <div className={styles.acts}>
        <Button kind="primary" disabled={open.length > 0} busy={form.busy} onClick={() => form.settle(choices)}>
          {open.length > 0 ? t('saving.choose', { count: open.length }) : t('saving.settle')}
        </Button>
        <Button onClick={() => all('mine')}>{t('saving.allMine')}</Button>
        <Button onClick={() => all('theirs')}>{t('saving.allTheirs')}</Button>
      </div>
    </Card>
  );
}

function useWho(theirs: Saving<unknown, object>['theirs']): string {
  const { t } = useTranslation('office');
  const { office } = useStaffOffice();
  const words = useMomentWords();
  if (!theirs?.at) return t('saving.changed');
  const at = Date.parse(theirs.at);
  const when = t('saving.when', {
    day: words.day(dateIn(at, office.time_zone)),
    time: spellClock(at, office.time_zone, words.locale),
  });
  return theirs.by ? t('saving.changedBy', { name: theirs.by, when }) : t('saving.changedAt', { when });
}

interface FieldChoiceProps<Typed extends object> {
  difference: Difference<Typed>;
  words: FieldWords<Typed> | undefined;
  mine: Typed;
  theirs: Typed;
  choice: Choice | undefined;
  onChoose: (choice: Choice) => void;
}

function FieldChoice<Typed extends object>(props: FieldChoiceProps<Typed>) {
  const { difference, words, mine, theirs, choice, onChoose } = props;
  const { t } = useTranslation('office');
  const styles = useStyles();
  const id = useId();
  const show = (typed: Typed) => words?.show?.(typed) ?? spelled(typed[difference.name], t('saving.nothing'));
  return (
    <fieldset className={styles.row}>
      <legend className={styles.label}>{words?.label ?? difference.name}</legend>
      <div className={styles.pair}>
        {(['theirs', 'mine'] as const).map((whose) => (
          <label key={whose} className={mergeClasses(styles.choice, choice === whose && styles.chosen)}>
            <input
              type="radio"
              className={styles.radio}
              name={id}
              checked={choice === whose}
              onChange={() => onChoose(whose)}
            />
            <span>
              <span className={styles.whose}>
                {difference.by === 'both' || difference.by === whose
                  ? t(`saving.${whose}`)
                  : t(`saving.${whose}Unchanged`)}
              </span>
              <span className={styles.value}>{show(whose === 'mine' ? mine : theirs)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** A value without words of its own. */
export function spelled(value: unknown, nothing: string): string {
  if (value === null || value === undefined || value === '') return nothing;
  if (Array.isArray(value)) return value.length ? value.map((one) => spelled(one, nothing)).join(', ') : nothing;
  if (typeof value === 'object')
    return Object.values(value)
      .map((one) => spelled(one, nothing))
      .join(' ');
  return String(value);
}
