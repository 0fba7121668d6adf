// The kept time in the bar of a phone.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useMomentWords } from '../../ui/moment';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { differ } from '../../ui/wall';
import type { KeptHold } from './draft';

const useStyles = makeStyles({
  barWords: { display: 'flex', flexDirection: 'column', ...text.numbers },
  barTime: { fontWeight: tokens.fontWeightSemibold },
  barZone: { ...text.small, color: tokens.colorNeutralForeground3 },
});

export function HeldLine({ hold }: { hold: KeptHold }) {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  const words = useMomentWords();
  const zone = words.zone(hold.reader.time_zone);
  return (
    <span className={styles.barWords}>
      <span className={styles.barTime}>
        {words.day(hold.reader.date)}, {words.range(hold.reader)}
      </span>
      <span className={styles.barZone}>
        {differ(hold.reader, hold.office)
          ? t('time.barBoth', { zone, time: words.time(hold.office.time), city: words.city(hold.office.time_zone) })
          : t('time.barZone', { zone })}
      </span>
    </span>
  );
}
