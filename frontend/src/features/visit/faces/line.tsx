// The place in line: drawn, in words, with an honest estimate and what the provider is doing.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { Person20Regular, Stethoscope20Regular } from '@fluentui/react-icons';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useServerNow } from '../../../api/server-clock';
import type { VisitSeen } from '../../../api/words';
import { Avatar } from '../../../ui/avatar';
import { Rule } from '../../../ui/card';
import { Rich } from '../../../ui/rich';
import { screen } from '../../../ui/screen';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { spellClock } from '../../../ui/wall';
import { useVisitWords } from '../visit-words';

/** More people than fit on a phone are told in words only. */
const DRAWN_AT_MOST = 3;

const useStyles = makeStyles({
  top: { display: 'flex', flexDirection: 'column', gap: '16px', padding: '24px', [screen.phone]: { padding: '16px' } },
  line: { display: 'flex', alignItems: 'center' },
  person: {
    display: 'grid',
    placeItems: 'center',
    flexShrink: 0,
    width: '36px',
    height: '36px',
    borderRadius: '50%',
    backgroundColor: tokens.colorNeutralBackground4,
    color: tokens.colorNeutralForeground3,
  },
  provider: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorBrandForeground2 },
  me: {
    minWidth: '44px',
    width: 'auto',
    height: '44px',
    padding: '0 8px',
    borderRadius: '22px',
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    ...text.caption,
    fontWeight: tokens.fontWeightSemibold,
  },
  dash: { flexGrow: 1, minWidth: '12px', margin: '0 6px', borderTop: `2px solid ${tokens.colorNeutralStroke1}` },
  small: { ...text.small, ...text.numbers, color: tokens.colorNeutralForeground2 },
  estimate: { ...text.title, ...text.numbers },
  fine: { ...text.caption, ...text.numbers, color: tokens.colorNeutralForeground3, marginTop: '-12px' },
  who: {
    display: 'flex',
    gap: '12px',
    alignItems: 'center',
    padding: '12px 24px',
    [screen.phone]: { padding: '12px 16px' },
  },
  name: { display: 'block', ...text.small, fontWeight: tokens.fontWeightSemibold },
  does: { display: 'block', ...text.small, color: tokens.colorNeutralForeground2 },
});

export function Line({ visit }: { visit: VisitSeen }) {
  const { t } = useTranslation('visit');
  const styles = useStyles();
  const words = useVisitWords(visit);
  const now = useServerNow(60_000);
  const before = Math.max(0, (visit.place_in_line ?? 1) - 1);
  const { provider, estimate_minutes: minutes, estimate_wall: estimate } = visit;
  return (
    <>
      <div className={styles.top}>
        <div className={styles.line} aria-hidden="true">
          <span className={mergeClasses(styles.person, styles.provider)}>
            <Stethoscope20Regular />
          </span>
          {Array.from({ length: Math.min(before, DRAWN_AT_MOST) }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: people in line have no names here
            <Fragment key={index}>
              <span className={styles.dash} />
              <span className={styles.person}>
                <Person20Regular />
              </span>
            </Fragment>
          ))}
          <span className={styles.dash} />
          <span className={mergeClasses(styles.person, styles.me)}>{t('line.you')}</span>
        </div>
        <div aria-live="polite">
          <p className={styles.small}>{before ? t('line.before', { count: before }) : t('line.next')}</p>
          <p className={styles.estimate}>{minutes ? t('line.estimate', { count: minutes }) : t('line.anyMoment')}</p>
          {minutes && estimate && (
            <p className={styles.small}>
              <Rich
                text={t('line.likely', { time: words.time(estimate.time), zone: words.zone(estimate.time_zone) })}
              />
            </p>
          )}
        </div>
        {minutes && (
          <p className={styles.fine}>
            {t('line.estimatedAt', { time: spellClock(now, visit.reader.time_zone, words.locale) })}
          </p>
        )}
      </div>
      <Rule />
      <div className={styles.who}>
        <Avatar name={provider.name} initials={provider.initials} presence={provider.presence} brand />
        <span>
          <span className={styles.name}>{provider.name}</span>
          <span className={styles.does}>{t(`line.presence.${provider.presence}`)}</span>
        </span>
      </div>
    </>
  );
}
