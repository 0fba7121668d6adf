// How awkward hours are read, said where somebody has typed such hours; the rest behind one line.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useMomentWords } from '../../../ui/moment';
import { weekdayName } from '../../../ui/opening-hours';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { isOverMidnight, readTime, type Week } from './hours-model';

const useStyles = makeStyles({
  notes: { ...text.caption, color: tokens.colorNeutralForeground2, display: 'grid', gap: '6px', marginTop: '12px' },
  all: { '> summary': { cursor: 'pointer', minHeight: '24px', color: tokens.colorNeutralForeground3 } },
  list: { paddingInlineStart: '16px', display: 'grid', gap: '4px', listStyleType: 'disc' },
});

export function PolicyNotes({ week, zone }: { week: Week; zone: string }) {
  const { t } = useTranslation('hours');
  const styles = useStyles();
  const words = useMomentWords();
  const night = week.findIndex((ranges) => ranges.some(isOverMidnight));
  const touching = week.findIndex(touches);
  const day = (index: number) => weekdayName((index % 7) + 1, words.locale, 'long');
  return (
    <div className={styles.notes}>
      {night >= 0 && <p>{t('policy.night', { day: day(night), next: day(night + 1) })}</p>}
      {touching >= 0 && <p>{t('policy.touching', { day: day(touching) })}</p>}
      <details className={styles.all}>
        <summary>{t('policy.all')}</summary>
        <ul className={styles.list}>
          {(['nightRule', 'touchingRule', 'spring', 'autumn', 'whole'] as const).map((rule) => (
            <li key={rule}>{t(`policy.${rule}`, { zone: words.zone(zone) })}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}

/** Whether one range of a day begins where another ends, or where the night before ends. */
function touches(ranges: Week[number], day: number, week: Week): boolean {
  const starts = ranges.map(({ from }) => readTime(from));
  const nights = (week[(day + 6) % 7] ?? []).map(({ to }) => readTime(to));
  return (
    ranges.some(({ to }) => starts.includes(readTime(to))) ||
    (starts.includes('00:00') && nights.includes('24:00') && week.some((one) => one.length === 0))
  );
}
