// Which starts would go and which would come, on the first day where any do: said in words and times above the live page.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { SlotsPreview } from '../../../api/words';
import { Card } from '../../../ui/card';
import { Subsection } from '../../../ui/heading';
import { useMomentWords } from '../../../ui/moment';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';

const SHOWN_MAX = 12;

const useStyles = makeStyles({
  card: { padding: '12px 16px', display: 'grid', gap: '8px', marginBottom: '16px' },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '6px', ...text.numbers },
  word: { minWidth: '80px', color: tokens.colorNeutralForeground2 },
  time: {
    padding: '2px 8px',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  gone: {
    borderTopStyle: 'dashed',
    borderRightStyle: 'dashed',
    borderBottomStyle: 'dashed',
    borderLeftStyle: 'dashed',
  },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export function TimesChange({ preview }: { preview: SlotsPreview }) {
  const { t } = useTranslation('rules');
  const styles = useStyles();
  const words = useMomentWords();
  const today = preview.facts.now.date;
  const dates = [...preview.gone, ...preview.come].map(({ office }) => office.date).sort();
  const day = dates.find((date) => date > today) ?? dates[0];
  if (!day) return null;
  const of = (slots: SlotsPreview['gone']) =>
    slots.filter(({ office }) => office.date === day).map(({ office }) => office.time);
  const lines = [
    { name: 'gone', times: of(preview.gone) },
    { name: 'come', times: of(preview.come) },
  ] as const;
  return (
    <Card className={styles.card} aria-label={t('times.title')}>
      <Subsection>{words.longDay(day)}</Subsection>
      {lines.map(({ name, times }) =>
        times.length ? (
          <p key={name} className={styles.line}>
            <span className={styles.word}>{t(`times.${name}`)}</span>
            {times.slice(0, SHOWN_MAX).map((time) =>
              name === 'gone' ? (
                <s key={time} className={`${styles.time} ${styles.gone} ${styles.quiet}`}>
                  {words.time(time)}
                </s>
              ) : (
                <b key={time} className={styles.time}>
                  {words.time(time)}
                </b>
              ),
            )}
            {times.length > SHOWN_MAX && (
              <span className={styles.quiet}>{t('times.others', { count: times.length - SHOWN_MAX })}</span>
            )}
          </p>
        ) : null,
      )}
    </Card>
  );
}
