// What is free instead: the next time of the same person, and the next of anybody, if that is sooner.
import { makeStyles } from '@fluentui/react-components';
import { ChevronRight20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { OfficePage, Slot, VisitSeen } from '../../api/words';
import { Avatar } from '../../ui/avatar';
import { ButtonLink } from '../../ui/button';
import { Card } from '../../ui/card';
import { Bone, Skeleton } from '../../ui/empty';
import { Section } from '../../ui/heading';
import { screen } from '../../ui/screen';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { differ } from '../../ui/wall';
import { bookAgainAddress } from './book-again';
import { useFirstFree, useOfficePage } from './queries';
import { useVisitWords } from './visit-words';

const useStyles = makeStyles({
  title: { padding: '16px 24px 12px', [screen.phone]: { padding: '16px 16px 12px' } },
  row: {
    display: 'grid',
    gridTemplateColumns: '40px minmax(0, 1fr) auto',
    gap: '12px',
    alignItems: 'center',
    minHeight: '76px',
    padding: '12px 24px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ...text.numbers,
    [screen.phone]: { padding: '12px 16px' },
  },
  when: { display: 'block', fontWeight: tokens.fontWeightSemibold },
  range: { whiteSpace: 'nowrap' },
  zone: { display: 'block', ...text.small, color: tokens.colorNeutralForeground3 },
  who: { display: 'block', ...text.small, color: tokens.colorNeutralForeground2 },
  all: {
    padding: '8px 12px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    [screen.phone]: { padding: '8px 4px' },
  },
  allLink: { color: tokens.colorBrandForegroundLink },
});

interface Free {
  slot: Slot;
  provider: OfficePage['providers'][number];
}

function freeOf(slot: Slot | null | undefined, office: OfficePage, own: string): Free | null {
  const id = slot && (slot.provider_ids.includes(own) ? own : slot.provider_ids[0]);
  const provider = office.providers.find((known) => known.id === id);
  return slot && provider ? { slot, provider } : null;
}

function Row({ visit, office, free, main }: { visit: VisitSeen; office: OfficePage; free: Free; main: boolean }) {
  const { t } = useTranslation('visit');
  const styles = useStyles();
  const words = useVisitWords(visit);
  const { slot, provider } = free;
  const zone = words.zone(slot.reader.time_zone);
  const day = words.day(slot.reader.date);
  return (
    <li className={styles.row}>
      <Avatar name={provider.name} initials={provider.initials} brand={provider.id === visit.provider.id} />
      <span>
        <span className={styles.when}>
          {day}, <span className={styles.range}>{words.range(slot.reader)}</span>
        </span>
        <span className={styles.zone}>
          {differ(slot.reader, slot.office)
            ? t('next.zones', { zone, time: words.time(slot.office.time), city: words.city(slot.office.time_zone) })
            : zone}
        </span>
        <span className={styles.who}>{provider.name}</span>
      </span>
      <ButtonLink
        kind={main ? 'primary' : 'outline'}
        size="small"
        to={bookAgainAddress(visit, office, { providerId: provider.id, day: slot.reader.date })}
        aria-label={t('next.takeName', { day, provider: provider.name })}
      >
        {t('next.take')}
      </ButtonLink>
    </li>
  );
}

export function NextTimes({ visit }: { visit: VisitSeen }) {
  const { t } = useTranslation('visit');
  const styles = useStyles();
  const asked = useOfficePage(visit.office.slug);
  const office = asked.data;
  const same = useFirstFree(visit, visit.provider.id);
  const any = useFirstFree(visit, null);
  const own = office && freeOf(same.data, office, visit.provider.id);
  const other = office && freeOf(any.data, office, visit.provider.id);
  const isSooner = other && (!own || other.slot.starts_at < own.slot.starts_at);
  const waiting = asked.isPending || same.isPending || any.isPending;
  // Without an answer the way to all times is still there.
  return (
    <Card>
      <Section className={styles.title}>{t('next.title')}</Section>
      {waiting ? (
        <Skeleton className={styles.row}>
          <Bone round width="40px" height="40px" />
          <Bone width="70%" />
        </Skeleton>
      ) : (
        <ul>
          {office && own && <Row visit={visit} office={office} free={own} main />}
          {office && isSooner && <Row visit={visit} office={office} free={other} main={!own} />}
        </ul>
      )}
      <div className={styles.all}>
        <ButtonLink
          kind="subtle"
          className={styles.allLink}
          to={bookAgainAddress(visit, office, { providerId: visit.provider.id })}
          iconAfter={<ChevronRight20Regular className="turns" />}
        >
          {t('next.all')}
        </ButtonLink>
      </div>
    </Card>
  );
}
