// A day or a month without a free time is no dead end: what is free next, who else, which other month.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Slot } from '../../api/words';
import { Button, ButtonLink } from '../../ui/button';
import { Section } from '../../ui/heading';
import { useMomentWords } from '../../ui/moment';
import { screen } from '../../ui/screen';
import { text } from '../../ui/text';
import { addMonths, monthOf } from '../../ui/time-picker/month';
import { tokens } from '../../ui/tokens';
import { spellDay } from '../../ui/wall';

const useStyles = makeStyles({
  none: { display: 'flex', flexDirection: 'column', gap: '12px' },
  words: { ...text.small, color: tokens.colorNeutralForeground2 },
  acts: {
    display: 'flex',
    gap: '8px',
    flexWrap: 'wrap',
    [screen.phone]: { flexDirection: 'column', alignItems: 'stretch' },
  },
});

interface NothingFreeProps {
  /** The day that was asked for; null: the whole month is meant. */
  day: string | null;
  month: string;
  /** The next day of this month with a free time, after the one asked for. */
  nextInMonth: string | null;
  first: Slot | null;
  /** Where whoever is free is asked for; only where one person was. */
  anybody: string | undefined;
  /** Whose times these are. */
  provider: string | null;
  /** Where another choice can be made. */
  other: string | undefined;
  onShow: (day: string) => void;
  onMonth: (month: string) => void;
}

export default function NothingFree(props: NothingFreeProps) {
  const { day, month, nextInMonth, first, anybody, provider, other, onShow, onMonth } = props;
  const { t } = useTranslation('booking');
  const styles = useStyles();
  const words = useMomentWords();
  const spelled = (which: string) => spellDay(`${which}-01`, words.locale, 'month');
  const next = nextInMonth ?? first?.reader.date ?? null;
  const later = addMonths(month, 1);
  const isOver = first !== null && monthOf(first.reader.date) < month;
  const ask = anybody && (
    <ButtonLink size="small" to={anybody}>
      {t('time.anybody')}
    </ButtonLink>
  );
  if (!next) {
    return (
      <div className={styles.none}>
        <Section>{provider ? t('time.noneAtAllWith', { provider }) : t('time.noneAtAll')}</Section>
        <p className={styles.words}>{t('time.noneAtAllText')}</p>
        <div className={styles.acts}>
          {ask}
          {other && (
            <ButtonLink size="small" to={other}>
              {t(anybody ? 'time.noneAtAllOther' : 'time.noneAtAllChange')}
            </ButtonLink>
          )}
        </div>
      </div>
    );
  }
  return (
    <div className={styles.none}>
      <Section>
        {day ? t('time.noneOnDay', { day: words.longDay(day) }) : t('time.noneInMonth', { month: spelled(month) })}
      </Section>
      <p className={styles.words}>
        {t(nextInMonth ? 'time.nextFree' : 'time.noneInMonthNext', { day: words.longDay(next) })}
      </p>
      <div className={styles.acts}>
        <Button size="small" onClick={() => onShow(next)}>
          {t('time.showDay', { day: words.day(next) })}
        </Button>
        {ask}
        {!day && !isOver && (
          <Button size="small" kind="subtle" onClick={() => onMonth(later)}>
            {t('time.lookIn', { month: spelled(later) })}
          </Button>
        )}
      </div>
    </div>
  );
}
