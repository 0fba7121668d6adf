// Weekly hours as seven rows: a switch, the ranges, one more, copy to other days.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { Add20Regular, Copy20Regular, Dismiss16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Ask } from '../../../ui/ask';
import { Button } from '../../../ui/button';
import { CheckField, Input } from '../../../ui/field';
import { MoreMenu } from '../../../ui/more-menu';
import { weekdayName } from '../../../ui/opening-hours';
import { screen } from '../../../ui/screen';
import { Switch } from '../../../ui/switch';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { useMedia } from '../../../ui/use-media';
import { useSpelling } from '../../../ui/use-spelling';
import {
  addRange,
  changeRange,
  close,
  copyDay,
  type HoursMistake,
  isOverMidnight,
  open,
  readTime,
  removeRange,
  type Week,
} from './hours-model';

const useStyles = makeStyles({
  day: {
    display: 'grid',
    gridTemplateColumns: '44px 96px minmax(0, 1fr) auto',
    gap: '12px',
    alignItems: 'center',
    minHeight: '52px',
    margin: 0,
    padding: '6px 0',
    minWidth: 0,
    borderTopStyle: 'none',
    borderRightStyle: 'none',
    borderLeftStyle: 'none',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    [screen.phone]: { gridTemplateColumns: '44px 40px minmax(0, 1fr) auto', gap: '4px' },
  },
  name: { fontWeight: tokens.fontWeightSemibold },
  closed: { color: tokens.colorNeutralForeground3 },
  ranges: { display: 'flex', flexWrap: 'wrap', gap: '8px 20px' },
  range: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '6px' },
  time: { width: '68px', padding: '0 4px', textAlign: 'center' },
  remove: { width: '28px', minHeight: '28px', [screen.phone]: { width: '32px', minHeight: '32px' } },
  dash: { color: tokens.colorNeutralForeground3 },
  note: { ...text.caption, color: tokens.colorNeutralForeground3 },
  wrong: { ...text.caption, color: tokens.colorStatusDangerForeground1, flexBasis: '100%' },
  acts: { display: 'flex', gap: '4px' },
  days: { display: 'grid', gap: '8px', gridTemplateColumns: '1fr 1fr' },
});

interface HoursEditorProps {
  week: Week;
  onChange: (week: Week) => void;
  mistakes: ReadonlyMap<string, HoursMistake>;
  readOnly?: boolean;
  /** Tells the ids of two editors on one page apart. */
  prefix?: string;
}

export function HoursEditor({ week, onChange, mistakes, readOnly = false, prefix = 'hours' }: HoursEditorProps) {
  const { t } = useTranslation('hours');
  const styles = useStyles();
  const locale = useSpelling();
  const [copying, setCopying] = useState<number | null>(null);
  return (
    <>
      {week.map((ranges, day) => {
        const name = weekdayName(day + 1, locale, 'long');
        const isOpen = ranges.length > 0;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the week is the day
          <fieldset key={day} className={styles.day} aria-label={name}>
            <Switch
              checked={isOpen}
              disabled={readOnly}
              aria-label={t('openOn', { day: name })}
              onChange={() => onChange(isOpen ? close(week, day) : open(week, day))}
            />
            <span className={mergeClasses(styles.name, !isOpen && styles.closed)} aria-hidden="true">
              <DayName weekday={day + 1} />
            </span>
            {isOpen ? (
              <span className={styles.ranges}>
                {ranges.map((_, index) => (
                  <RangeFields
                    // biome-ignore lint/suspicious/noArrayIndexKey: a range is its place in the day while it is typed
                    key={index}
                    day={day}
                    index={index}
                    name={name}
                    week={week}
                    onChange={onChange}
                    mistake={mistakes.get(`${day}-${index}`)}
                    readOnly={readOnly}
                    prefix={prefix}
                  />
                ))}
              </span>
            ) : (
              <span className={styles.closed}>{t('closed')}</span>
            )}
            {!readOnly && isOpen && (
              <DayActs name={name} onAdd={() => onChange(addRange(week, day))} onCopy={() => setCopying(day)} />
            )}
          </fieldset>
        );
      })}
      {copying !== null && (
        <CopyDay
          from={copying}
          onCopy={(to) => {
            onChange(copyDay(week, copying, to));
            setCopying(null);
          }}
          onClose={() => setCopying(null)}
        />
      )}
    </>
  );
}

/** Two buttons, or on phones one with both. */
function DayActs({ name, onAdd, onCopy }: { name: string; onAdd: () => void; onCopy: () => void }) {
  const { t } = useTranslation('hours');
  const styles = useStyles();
  const isPhone = useMedia(screen.phone.replace('@media ', ''));
  if (isPhone) {
    return (
      <MoreMenu
        label={t('more', { day: name })}
        acts={[
          { label: t('addShort'), icon: <Add20Regular />, onAct: onAdd },
          { label: t('copyShort'), icon: <Copy20Regular />, onAct: onCopy },
        ]}
      />
    );
  }
  return (
    <span className={styles.acts}>
      <Button
        kind="subtle"
        icon={<Add20Regular />}
        aria-label={t('add', { day: name })}
        title={t('addShort')}
        onClick={onAdd}
      />
      <Button
        kind="subtle"
        icon={<Copy20Regular />}
        aria-label={t('copy', { day: name })}
        title={t('copyShort')}
        onClick={onCopy}
      />
    </span>
  );
}

function DayName({ weekday }: { weekday: number }) {
  const locale = useSpelling();
  const styles = useDayNameStyles();
  return (
    <>
      <span className={styles.long}>{weekdayName(weekday, locale, 'long')}</span>
      <span className={styles.short}>{weekdayName(weekday, locale)}</span>
    </>
  );
}

const useDayNameStyles = makeStyles({
  long: { [screen.phone]: { display: 'none' } },
  short: { [screen.notPhone]: { display: 'none' } },
});

interface RangeFieldsProps {
  day: number;
  index: number;
  name: string;
  week: Week;
  onChange: (week: Week) => void;
  mistake: HoursMistake | undefined;
  readOnly: boolean;
  prefix: string;
}

/** The id of the field that a mistake is about, for the summary on top. */
export function fieldOf(at: string, mistake: HoursMistake, prefix = 'hours'): string {
  return `${prefix}-${at}-${mistake === 'to' ? 'to' : 'from'}`;
}

function RangeFields({ day, index, name, week, onChange, mistake, readOnly, prefix }: RangeFieldsProps) {
  const { t } = useTranslation('hours');
  const styles = useStyles();
  const range = week[day]?.[index] ?? { from: '', to: '' };
  const at = `${day}-${index}`;
  const field = (side: 'from' | 'to') => (
    <Input
      id={`${prefix}-${at}-${side}`}
      className={styles.time}
      inputMode="text"
      autoComplete="off"
      aria-label={t(`${side}`, { day: name })}
      aria-invalid={mistake ? true : undefined}
      aria-describedby={mistake ? `${prefix}-${at}-wrong` : undefined}
      wrong={mistake !== undefined && (mistake !== 'from' || side === 'from') && (mistake !== 'to' || side === 'to')}
      value={range[side]}
      readOnly={readOnly}
      onChange={(event) => onChange(changeRange(week, day, index, { [side]: event.target.value }))}
      onBlur={() => {
        const read = readTime(range[side]);
        if (read && read !== range[side]) onChange(changeRange(week, day, index, { [side]: read }));
      }}
    />
  );
  return (
    <span className={styles.range}>
      {field('from')}
      <span className={styles.dash}>–</span>
      {field('to')}
      {!readOnly && (week[day]?.length ?? 0) > 1 && (
        <Button
          kind="subtle"
          className={styles.remove}
          icon={<Dismiss16Regular />}
          aria-label={t('remove', { day: name, from: range.from, to: range.to })}
          onClick={() => onChange(removeRange(week, day, index))}
        />
      )}
      {isOverMidnight(range) && !mistake && <span className={styles.note}>{t('nextDay')}</span>}
      {mistake && (
        <span id={`${prefix}-${at}-wrong`} className={styles.wrong}>
          {t(`wrong.${mistake}`)}
        </span>
      )}
    </span>
  );
}

function CopyDay({ from, onCopy, onClose }: { from: number; onCopy: (to: number[]) => void; onClose: () => void }) {
  const { t } = useTranslation('hours');
  const styles = useStyles();
  const locale = useSpelling();
  const others = [0, 1, 2, 3, 4, 5, 6].filter((day) => day !== from);
  const [to, setTo] = useState<number[]>(() => others.filter((day) => day < 5 && from < 5));
  return (
    <Ask
      title={t('copyTitle', { day: weekdayName(from + 1, locale, 'long') })}
      act={t('copyAct', { count: to.length })}
      keep={t('keep')}
      onAct={() => onCopy(to)}
      onClose={onClose}
    >
      <div className={styles.days}>
        {others.map((day) => (
          <CheckField
            key={day}
            label={weekdayName(day + 1, locale, 'long')}
            checked={to.includes(day)}
            onChange={(event) =>
              setTo((before) => (event.target.checked ? [...before, day] : before.filter((one) => one !== day)))
            }
          />
        ))}
      </div>
    </Ask>
  );
}
