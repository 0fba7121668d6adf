// Whose clock the times are told by, how far the office's is from it, and the way to change it.
import { makeStyles } from '@fluentui/react-components';
import { Globe20Regular } from '@fluentui/react-icons';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Slot } from '../../api/words';
import { useMomentWords } from '../../ui/moment';
import { Rich } from '../../ui/rich';
import { text } from '../../ui/text';
import { TextAct } from '../../ui/text-link';
import { tokens } from '../../ui/tokens';
import { minutesAhead } from '../../ui/wall';

const ZonePicker = lazy(() => import('./zone-picker'));

const useStyles = makeStyles({
  line: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: '8px',
    ...text.small,
    color: tokens.colorNeutralForeground2,
    marginBottom: '16px',
    '> svg': { color: tokens.colorNeutralForeground3 },
  },
});

interface ZoneLineProps {
  zone: string;
  officeZone: string;
  /** Any free time of the day: it tells how far apart the two clocks are then. */
  example: Slot | undefined;
  onZone: (zone: string) => void;
}

export function ZoneLine({ zone, officeZone, example, onZone }: ZoneLineProps) {
  const { t } = useTranslation(['booking', 'common']);
  const styles = useStyles();
  const words = useMomentWords();
  const [choosing, setChoosing] = useState(false);
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const ahead = example ? minutesAhead(example.reader, example.office) : 0;
  const hours = Math.floor(Math.abs(ahead) / 60);
  const minutes = Math.abs(ahead) % 60;
  const way = ahead < 0 ? 'Earlier' : 'Later';
  const apart = !ahead
    ? t('zone.same')
    : minutes
      ? t(`zone.hoursMinutes${way}`, { hours, minutes })
      : t(`zone.hours${way}`, { count: hours });
  const mine = { zone: words.zone(zone) };
  return (
    <div className={styles.line}>
      <Globe20Regular />
      <span>
        <Rich text={t(zone === here ? 'zone.here' : 'zone.chosen', mine)} />{' '}
        {zone === officeZone ? t('zone.officeSame') : t('zone.office', { zone: words.zone(officeZone), apart })}{' '}
        <TextAct onClick={() => setChoosing(true)} aria-label={t('zone.change')}>
          {t('change', { ns: 'common' })}
        </TextAct>
      </span>
      {choosing && (
        <Suspense fallback={null}>
          <ZonePicker
            zone={zone}
            here={here}
            officeZone={officeZone}
            onClose={() => setChoosing(false)}
            onZone={(next) => {
              setChoosing(false);
              onZone(next);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
