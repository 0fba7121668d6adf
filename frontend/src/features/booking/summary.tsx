// The choice so far, always in view: a card at the side, on phones one line.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { CalendarLtr20Regular, PeopleTeam20Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar, IconDisc } from '../../ui/avatar';
import { Card, Rule } from '../../ui/card';
import { OfficeMoment, useMomentWords } from '../../ui/moment';
import { screen } from '../../ui/screen';
import { text } from '../../ui/text';
import { TextLink } from '../../ui/text-link';
import { tokens } from '../../ui/tokens';
import type { KeptHold } from './draft';
import { ModalityIcon } from './modality-icon';
import { spellPrice } from './money';
import { ANY, type Choice } from './steps';

const useStyles = makeStyles({
  card: {
    padding: '20px',
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
    [screen.narrow]: { display: 'none' },
  },
  row: { display: 'grid', gridTemplateColumns: '40px minmax(0, 1fr) auto', gap: '12px', alignItems: 'start' },
  wide: { gridColumn: 'span 2' },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { ...text.small, color: tokens.colorNeutralForeground3 },
  small: { ...text.small },
  link: { ...text.small },
  dayRow: { display: 'flex', justifyContent: 'space-between', gap: '8px' },
  time: { ...text.section, ...text.numbers, letterSpacing: '-0.01em' },
  office: { marginTop: '4px' },
  line: {
    display: 'none',
    [screen.narrow]: { display: 'flex', alignItems: 'center', gap: '12px', padding: '8px 12px' },
  },
  lineWords: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  lineName: { ...text.small, fontWeight: tokens.fontWeightSemibold, ...text.truncated },
  lineQuiet: { ...text.small, ...text.truncated, color: tokens.colorNeutralForeground3 },
});

function useServiceWords(choice: Choice) {
  const { t } = useTranslation('booking');
  const { locale } = useMomentWords();
  const { service, provider, duration } = choice;
  const { minutes = 0, price_minor = null } = duration ?? {};
  const price = spellPrice({ price_minor, currency: service?.currency ?? null }, locale) ?? t('noCharge');
  const modality = service?.modality ?? 'video';
  return {
    length: t(`length.${modality}`, { count: minutes }),
    line: t(`serviceLine.${modality}`, { service: service?.name ?? '', minutes }),
    price,
    provider: provider === ANY ? t('provider.any') : (provider?.name ?? null),
  };
}

interface SummaryProps {
  choice: Choice;
  /** "Thu 26 Nov", while no time is picked. */
  dayPicked?: string | null;
  hold: KeptHold | null;
  /** Where the choices can be made again; none where there was no choice. */
  changeService?: string | undefined;
  changeProvider?: string | undefined;
  changeTime?: string | undefined;
  /** Below the choices: the clock of the hold, the way on. */
  children?: ReactNode;
}

function Change({ to, what }: { to: string | undefined; what: string }) {
  const { t } = useTranslation(['booking', 'common']);
  const styles = useStyles();
  if (!to) return <span />;
  return (
    <TextLink to={to} className={styles.link} aria-label={t('changeWhat', { what })}>
      {t('change', { ns: 'common' })}
    </TextLink>
  );
}

export function Summary({
  choice,
  dayPicked,
  hold,
  changeService,
  changeProvider,
  changeTime,
  children,
}: SummaryProps) {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  const words = useServiceWords(choice);
  const { service, provider } = choice;
  if (!service) return null;
  return (
    <Card as="div" className={styles.card}>
      <div className={styles.row}>
        <IconDisc>
          <ModalityIcon modality={service.modality} />
        </IconDisc>
        <span className={styles.words}>
          <span className={styles.name}>{service.name}</span>
          <span className={styles.quiet}>{words.length}</span>
          <span className={styles.quiet}>{words.price}</span>
        </span>
        <Change to={changeService} what={t('what.service')} />
      </div>
      {provider && (
        <>
          <Rule />
          <div className={styles.row}>
            {provider === ANY ? (
              <IconDisc>
                <PeopleTeam20Regular />
              </IconDisc>
            ) : (
              <Avatar name={provider.name} initials={provider.initials} brand />
            )}
            <span className={styles.words}>
              <span className={styles.name}>{words.provider}</span>
              <span className={styles.quiet}>{provider === ANY ? t('provider.anyText') : provider.headline}</span>
            </span>
            <Change to={changeProvider} what={t('what.provider')} />
          </div>
          <Rule />
          {hold ? <HeldTime hold={hold} change={changeTime} /> : <NoTime day={dayPicked ?? null} />}
        </>
      )}
      {children}
    </Card>
  );
}

function NoTime({ day }: { day: string | null }) {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  return (
    <div className={styles.row}>
      <IconDisc kind="todo">
        <CalendarLtr20Regular />
      </IconDisc>
      <span className={mergeClasses(styles.words, styles.wide)}>
        <span className={styles.name}>{day ?? t('time.noneYet')}</span>
        <span className={styles.quiet}>{t(day ? 'time.nowTime' : 'time.nowDay')}</span>
      </span>
    </div>
  );
}

function HeldTime({ hold, change }: { hold: KeptHold; change?: string | undefined }) {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  const words = useMomentWords();
  const here = hold.reader.time_zone === Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <div className={styles.row}>
      <IconDisc>
        <CalendarLtr20Regular />
      </IconDisc>
      <span className={mergeClasses(styles.words, styles.wide)}>
        <span className={styles.dayRow}>
          <span className={styles.name}>{words.day(hold.reader.date)}</span>
          {change && <Change to={change} what={t('what.time')} />}
        </span>
        <span className={styles.time}>{words.range(hold.reader)}</span>
        <span className={styles.small}>
          {t(here ? 'zone.whereYouAre' : 'zone.plain', { zone: words.zone(hold.reader.time_zone) })}
        </span>
        <OfficeMoment reader={hold.reader} office={hold.office} className={styles.office} />
      </span>
    </div>
  );
}

/** The choice in one line, for narrow screens. */
export function SummaryLine({ choice, changeTo }: { choice: Choice; changeTo?: string | undefined }) {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  const words = useServiceWords(choice);
  const { service, provider } = choice;
  if (!service) return null;
  return (
    <Card as="div" className={styles.line}>
      {provider && provider !== ANY ? (
        <Avatar name={provider.name} initials={provider.initials} size="medium" brand />
      ) : (
        <IconDisc>
          <ModalityIcon modality={service.modality} />
        </IconDisc>
      )}
      <span className={styles.lineWords}>
        <span className={styles.lineName}>{words.line}</span>
        <span className={styles.lineQuiet}>{[words.provider, words.price].filter(Boolean).join(' · ')}</span>
      </span>
      <Change to={changeTo} what={t('what.service')} />
    </Card>
  );
}
