// The answer to "why is this time not offered?", fetched when somebody asks.
import { makeStyles } from '@fluentui/react-components';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useExplanation } from '../api/explanation';
import { useStaffOffice } from '../api/session';
import type { Explanation, Reason, Wall } from '../api/words';
import { Button, ButtonLink } from './button';
import { Bone, Skeleton } from './empty';
import { useMomentWords } from './moment';
import { ProblemCard } from './problem-card';
import { Rich } from './rich';
import { text } from './text';
import { tokens } from './tokens';
import { CloseAnswer, Verdict, type WhyNotAsked } from './why-not';

const PEOPLE_SHOWN = 4;

const useStyles = makeStyles({
  body: { padding: '14px 16px 12px', ...text.small, ...text.numbers },
  head: { display: 'flex', justifyContent: 'space-between', alignItems: 'flex-start', gap: '8px' },
  title: { ...text.subsection },
  where: { color: tokens.colorNeutralForeground3, marginBottom: '8px' },
  next: { paddingTop: '4px', paddingInlineStart: '28px' },
  acts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '8px',
    padding: '12px 16px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

interface Props extends WhyNotAsked {
  onClose?: (() => void) | undefined;
}

export function WhyNotAnswer({ office, service, provider, startsAt, durationMinutes, onBook, onClose }: Props) {
  const { t } = useTranslation('why');
  const styles = useStyles();
  const words = useMomentWords();
  const title = useId();
  const asked = { office, serviceId: service.id, providerId: provider?.id, startsAt, durationMinutes };
  const why = useExplanation(asked);
  const shown = why.data;
  return (
    <section aria-labelledby={title}>
      <div className={styles.body}>
        <div className={styles.head}>
          <h2 id={title} className={styles.title}>
            {shown
              ? t(shown.bookable ? 'titleOffered' : 'title', { time: words.time(shown.office.time) })
              : t('loading')}
          </h2>
          {onClose && <CloseAnswer onClose={onClose} />}
        </div>
        {shown ? (
          <>
            <p className={styles.where}>
              {t(provider ? 'where' : 'whereAnybody', {
                service: service.name,
                provider: provider?.name,
                day: words.day(shown.office.date),
                zone: words.zone(shown.office.time_zone),
              })}
            </p>
            <Lines shown={shown} provider={provider} />
          </>
        ) : why.isError ? (
          <ProblemCard error={why.error} onRetry={() => void why.refetch()} />
        ) : (
          <Skeleton>
            <Bone />
          </Skeleton>
        )}
      </div>
      {shown && <Acts shown={shown} serviceId={service.id} onBook={onBook} />}
    </section>
  );
}

const OFFICE_SAYS_NO = new Set(['office_closed', 'closure', 'no_hours']);
const PERSON_IS_AWAY = new Set(['provider_closed', 'provider_not_offered', 'time_off', 'not_standing_in']);
const PERSON_IS_BUSY = new Set(['taken', 'taken_elsewhere', 'held', 'requested', 'group_full']);

function useRanges() {
  const { t } = useTranslation('why');
  const words = useMomentWords();
  return (walls: readonly Wall[]): string =>
    walls.map((wall) => (wall.time === wall.end_time ? t('roundTheClock') : words.range(wall))).join(', ');
}

function Lines({ shown, provider }: { shown: Explanation; provider: WhyNotAsked['provider'] }) {
  const { t } = useTranslation('why');
  const styles = useStyles();
  const words = useMomentWords();
  const { desk, reasons } = shown;
  const says = (codes: ReadonlySet<string>) => reasons.some(({ code }) => codes.has(code));
  const ranges = useRanges();
  const general = reasons.filter(({ provider_id }) => !provider_id || provider_id === provider?.id);
  const others = reasons.filter((reason) => !general.includes(reason));
  const next = desk?.next_offered;
  return (
    <>
      <ul>
        {desk && desk.open.length > 0 && !says(OFFICE_SAYS_NO) && (
          <Verdict ok>{t('officeOpen', { ranges: ranges(desk.open) })}</Verdict>
        )}
        {desk?.provider && desk.provider.length > 0 && provider && !says(PERSON_IS_AWAY) && (
          <Verdict ok>
            {t(says(PERSON_IS_BUSY) ? 'providerWorks' : 'providerFree', {
              provider: provider.name,
              ranges: ranges(desk.provider),
            })}
          </Verdict>
        )}
        {shown.bookable && <Verdict ok>{t('bookable')}</Verdict>}
        {general.map((reason) => (
          <Verdict key={`${reason.code}-${reason.visit_id ?? reason.time_off_id ?? reason.limit_id}`} ok={false}>
            <ReasonWords reason={reason} shown={shown} />
          </Verdict>
        ))}
        {others.slice(0, PEOPLE_SHOWN).map((reason) => (
          <Verdict key={`${reason.provider_id}-${reason.code}-${reason.visit_id}`} ok={false}>
            {reason.text}
          </Verdict>
        ))}
      </ul>
      {others.length > PEOPLE_SHOWN && (
        <p className={styles.next}>{t('more', { count: others.length - PEOPLE_SHOWN })}</p>
      )}
      {!shown.bookable && desk && (
        <p className={styles.next}>
          {next
            ? t('next', { when: next.date === shown.office.date ? words.time(next.time) : words.start(next) })
            : t('none')}
        </p>
      )}
    </>
  );
}

function ReasonWords({ reason, shown }: { reason: Reason; shown: Explanation }) {
  const { t, i18n } = useTranslation('why');
  const words = useMomentWords();
  const { desk, office } = shown;
  const ranges = useRanges();
  const shut =
    (reason.code === 'office_closed' && !desk?.open.length) ||
    (reason.code === 'provider_closed' && !desk?.provider?.length);
  const key = `reason.${reason.code}${shut ? '_all' : ''}`;
  // What the server has learned meanwhile, and a limit or a reason of somebody's own, it says itself.
  if (!i18n.exists(key, { ns: 'why' }) || reason.code === 'limit' || reason.time_off_id) return reason.text;
  const until = desk?.bookable_until;
  return (
    <Rich
      text={t(key, {
        time: words.time(office.time),
        notice: spanWords(t, desk?.notice_minutes ?? 0),
        until: until && (until.date === office.date ? words.time(until.time) : words.start(until)),
        office: ranges(desk?.open ?? []),
        works: ranges(desk?.provider ?? []),
      })}
    />
  );
}

function spanWords(t: (key: string, values: { count: number }) => string, minutes: number): string {
  if (minutes >= 2880 && minutes % 1440 === 0) return t('days', { count: minutes / 1440 });
  if (minutes >= 60 && minutes % 60 === 0) return t('hours', { count: minutes / 60 });
  return t('minutes', { count: minutes });
}

const HOURS = new Set(['no_hours', 'office_closed', 'provider_closed', 'service_closed']);
const RULES = new Set([
  'too_soon',
  'too_far_ahead',
  'window_not_begun',
  'off_step',
  'leaves_gap',
  'buffer_outside_hours',
  'limit',
]);

/** Where the rule behind it is set, or the visit in the way is shown. */
function placeOf({ code, visit_id }: Reason, serviceId: string, date: string): string {
  if (visit_id) return `/office?on=${date}&visit=${visit_id}`;
  if (HOURS.has(code)) return '/office/settings/hours';
  if (code === 'time_off') return '/office/settings/time-off';
  if (code === 'closure') return '/office/settings/closures';
  if (RULES.has(code)) return `/office/settings/rules?service=${serviceId}`;
  return `/office/settings/services/${serviceId}`;
}

const NO_PLACE = new Set(['in_past', 'held', 'taken_elsewhere']);

function Acts({ shown, serviceId, onBook }: { shown: Explanation; serviceId: string; onBook: Props['onBook'] }) {
  const { t } = useTranslation('why');
  const styles = useStyles();
  const { role } = useStaffOffice();
  const first = shown.reasons.find(({ code }) => !NO_PLACE.has(code));
  // A provider's pages are others, and there is nothing to be set but hours.
  const to = first && role !== 'provider' ? placeOf(first, serviceId, shown.office.date) : null;
  const mayBook = onBook && role !== 'viewer' && !shown.reasons.some(({ code }) => code === 'in_past');
  if (!to && !mayBook) return null;
  return (
    <div className={styles.acts}>
      {mayBook && <Button onClick={onBook}>{t(shown.bookable ? 'book' : 'anyway')}</Button>}
      {to && (
        <ButtonLink kind="subtle" to={to}>
          {t(first?.visit_id ? 'visit' : 'rule')}
        </ButtonLink>
      )}
    </div>
  );
}
