// The visit as a card: the time as the largest thing, then who and what.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitSeen } from '../../api/words';
import { Avatar } from '../../ui/avatar';
import { Card, Rule } from '../../ui/card';
import { useMomentWords } from '../../ui/moment';
import { screen } from '../../ui/screen';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { differ } from '../../ui/wall';

const useStyles = makeStyles({
  top: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: '24px',
    padding: '24px 24px 20px',
    [screen.phone]: { flexDirection: 'column', gap: '16px', padding: '16px' },
  },
  grow: { flexGrow: 1, minWidth: 0 },
  time: { display: 'flex', flexDirection: 'column', gap: '4px', flexShrink: 0, ...text.numbers },
  day: { fontWeight: tokens.fontWeightSemibold },
  range: { ...text.titlePhone, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  zone: { ...text.small },
  office: { ...text.small, color: tokens.colorNeutralForeground3 },
  over: { color: tokens.colorNeutralForeground3 },
  struck: { textDecorationLine: 'line-through', textDecorationThickness: '1.5px' },
  who: {
    display: 'flex',
    gap: '12px',
    alignItems: 'center',
    padding: '16px 24px',
    [screen.phone]: { padding: '16px' },
  },
  name: { display: 'block', fontWeight: tokens.fontWeightSemibold },
  detail: { display: 'block', ...text.small, color: tokens.colorNeutralForeground3 },
  part: { padding: '16px 24px', [screen.phone]: { padding: '16px' } },
});

/** Whether the reader's clock in this browser is the one the visit is told in. */
function isHere(timeZone: string): boolean {
  return Intl.DateTimeFormat().resolvedOptions().timeZone === timeZone;
}

interface VisitTimeProps {
  visit: VisitSeen;
  /** It is not going to be: struck through, in grey. */
  struck?: boolean;
}

export function VisitTime({ visit, struck = false }: VisitTimeProps) {
  const { t } = useTranslation('visit');
  const words = useMomentWords();
  const styles = useStyles();
  const { reader, office_wall: office } = visit;
  const zone = words.zone(reader.time_zone);
  const atOffice =
    reader.date === office.date ? words.range(office) : `${words.day(office.date)}, ${words.range(office)}`;
  return (
    <div className={mergeClasses(styles.time, struck && styles.over)}>
      <p className={styles.day}>{words.longDay(reader.date)}</p>
      <p className={mergeClasses(styles.range, struck && styles.struck)}>{words.range(reader)}</p>
      {struck ? (
        <p className={styles.zone}>{t('card.zoneWith', { zone, provider: visit.provider.name })}</p>
      ) : (
        <>
          <p className={styles.zone}>
            {differ(reader, office) && isHere(reader.time_zone) ? t('card.whereYouAre', { zone }) : zone}
          </p>
          {differ(reader, office) && (
            <p className={styles.office}>
              {t('card.atOffice', { range: atOffice, zone: words.zone(office.time_zone) })}
            </p>
          )}
        </>
      )}
    </div>
  );
}

export function Who({ visit }: { visit: VisitSeen }) {
  const { t } = useTranslation('visit');
  const { locale } = useMomentWords();
  const styles = useStyles();
  const { provider, service, consumer } = visit;
  const guests = consumer.guests.map(({ name }) => name);
  return (
    <div className={styles.who}>
      <Avatar name={provider.name} initials={provider.initials} brand />
      <div className={styles.grow}>
        <span className={styles.name}>{provider.name}</span>
        <span className={styles.detail}>
          {t(`card.service.${service.modality}`, { service: service.name, minutes: service.duration_minutes })}
        </span>
        {consumer.attendee_name && (
          <span className={styles.detail}>{t('card.attendee', { name: consumer.attendee_name })}</span>
        )}
        {guests.length > 0 && (
          <span className={styles.detail}>
            {t('card.guests', { names: new Intl.ListFormat(locale, { type: 'conjunction' }).format(guests) })}
          </span>
        )}
      </div>
    </div>
  );
}

interface VisitCardProps {
  visit: VisitSeen;
  struck?: boolean;
  /** Beside the time: a countdown, a word about it. */
  children?: ReactNode;
  /** Below, after a line. */
  below?: ReactNode;
}

export function VisitCard({ visit, struck = false, children, below }: VisitCardProps) {
  const styles = useStyles();
  return (
    <Card>
      <div className={styles.top}>
        {children && <div className={styles.grow}>{children}</div>}
        <VisitTime visit={visit} struck={struck} />
      </div>
      <Rule />
      <Who visit={visit} />
      {below && (
        <>
          <Rule />
          <div className={styles.part}>{below}</div>
        </>
      )}
    </Card>
  );
}
