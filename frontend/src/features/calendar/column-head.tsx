// The head of a column: who, and what they do now; on other dates their hours.
import { makeStyles } from '@fluentui/react-components';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../ui/avatar';
import { useMomentWords } from '../../ui/moment';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { doingNow, type Model } from './model';
import type { Column } from './stage';
import { wallAt } from './time';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', gap: '8px', padding: '0 10px', minWidth: 0, height: '100%' },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold, ...text.truncated },
  quiet: { ...text.caption, ...text.numbers, color: tokens.colorNeutralForeground3, ...text.truncated },
});

/** "In a visit", "Away, back 12:00", "From 12:00"; on other dates "09:00 – 17:30". */
export function useDoingWords(model: Model, now: number) {
  const { t } = useTranslation('calendar');
  const words = useMomentWords();
  const zone = model.board.time_zone;
  return ({ provider, day }: Pick<Column, 'provider' | 'day'>) => {
    const person = model.people.get(provider.id);
    if (!person) return { presence: null, said: '' };
    if (day.on === model.board.today) {
      const doing = doingNow(model, person, day, now);
      const at = doing.at === undefined ? '' : words.time(wallAt(doing.at, zone).time);
      return { presence: doing.presence, said: t(`doing.${doing.word}`, { time: at }) };
    }
    const [begins, ends] = [Date.parse(day.starts_at), Date.parse(day.ends_at)];
    const open = person.open.filter(({ from, until }) => until > begins && from < ends);
    const first = open[0];
    const last = open.at(-1);
    if (!first || !last) return { presence: null, said: t('doing.notThen') };
    if (open.length === 1 && first.from <= begins && last.until >= ends)
      return { presence: null, said: t('doing.allDay') };
    const range = { time: wallAt(first.from, zone).time, end_time: wallAt(last.until, zone).time };
    return { presence: null, said: words.range(range) };
  };
}

interface ColumnHeadProps {
  column: Column;
  model: Model;
  now: number;
}

export const PersonHead = memo(function PersonHead({ column, model, now }: ColumnHeadProps) {
  const styles = useStyles();
  const { presence, said } = useDoingWords(model, now)(column);
  const { name, initials } = column.provider;
  return (
    <div className={styles.head} title={`${name}, ${said}`}>
      <Avatar name={name} initials={initials} size="small" presence={presence ?? undefined} />
      <span className={styles.words}>
        <span className={styles.name}>{name}</span>
        <span className={styles.quiet}>{said}</span>
      </span>
    </div>
  );
});

/** In one person's week the columns are dates. */
export const DateHead = memo(function DateHead({ column, model, now }: ColumnHeadProps) {
  const styles = useStyles();
  const words = useMomentWords();
  const { said } = useDoingWords(model, now)(column);
  return (
    <div className={styles.head}>
      <span className={styles.words}>
        <span className={styles.name}>{words.day(column.day.on)}</span>
        <span className={styles.quiet}>{said}</span>
      </span>
    </div>
  );
});
