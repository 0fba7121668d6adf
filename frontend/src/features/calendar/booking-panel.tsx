// Booking for somebody who phones or stands at the desk: when, what, with whom, for whom. The rules warn as it is typed; with
// a reason, which is kept, it goes past them.
import { makeStyles } from '@fluentui/react-components';
import { QuestionCircle20Regular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useExplanation } from '../../api/explanation';
import { ApiProblem, codeOf } from '../../api/problem';
import { useStaffOffice } from '../../api/session';
import { Button } from '../../ui/button';
import { calledName } from '../../ui/called-name';
import { Rule } from '../../ui/card';
import { isDate } from '../../ui/dates';
import { CheckField, ErrorSummary, Field, type Mistake, TextArea, TextField, useControl } from '../../ui/field';
import { Section } from '../../ui/heading';
import { Notice } from '../../ui/notice';
import { tokens } from '../../ui/tokens';
import { showToast } from '../../ui/undo-toast';
import { useDraft } from '../../ui/use-draft';
import { WhyNotAnswer } from '../../ui/why-not';
import type { NewVisit } from './board-view';
import { ConsumerField, type Who } from './consumer-field';
import type { Model } from './model';
import { Panel } from './panel';
import { useBookFor, warningsOf } from './queries';
import { useReach } from './reach';
import { useSentences } from './sentences';
import { instantOf, iso, wallAt } from './time';
import { Warnings } from './warnings';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '12px' },
  pair: { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '8px' },
  why: { border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusXLarge },
});

interface Typed extends Who {
  texts: boolean;
  reason: string;
}

const NOBODY: Typed = { name: '', email: '', phone: '', texts: true, reason: '' };
/** Facts, not rules: no reason goes past them. */
const FACTS = new Set(['taken', 'held', 'requested', 'taken_elsewhere', 'group_full', 'in_past']);

interface BookingPanelProps {
  model: Model;
  wish: NewVisit;
  /** The date that is shown, where the wish says none. */
  date: string;
  onClose: () => void;
}

export function BookingPanel({ model, wish, date: shownDate, onClose }: BookingPanelProps) {
  const { t } = useTranslation('calendar');
  const styles = useStyles();
  const control = useControl();
  const id = useId();
  const { office } = useStaffOffice();
  const say = useSentences(model);
  const reach = useReach();
  const book = useBookFor(office.slug);
  const draft = useDraft<Typed>(`calendar.${office.slug}`);
  const { board } = model;
  const wall = wish.startsAt === null ? { date: shownDate, time: '' } : wallAt(wish.startsAt, board.time_zone);
  const [date, setDate] = useState(wall.date);
  const [time, setTime] = useState(wall.time);
  const active = board.services.filter((one) => one.active && one.provider_ids.length > 0);
  const [serviceId, setServiceId] = useState(wish.serviceId ?? active[0]?.id ?? '');
  const service = model.services.get(serviceId);
  const [providerId, setProviderId] = useState(wish.providerId ?? service?.provider_ids[0] ?? '');
  const [length, setLength] = useState<number | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [showsWhy, setShowsWhy] = useState(false);

  const typed = draft.value ?? NOBODY;
  const type = (part: Partial<Typed>) => draft.set({ ...typed, ...part });
  const provider = model.people.get(providerId)?.provider;
  const minutes = length && service?.durations.includes(length) ? length : (service?.durations[0] ?? 20);
  const startsAt = isDate(date) && /^\d\d:\d\d/.test(time) ? instantOf(date, time.slice(0, 5), board.time_zone) : null;
  const why = useExplanation(
    startsAt !== null && service && providerId && !book.isPending && !book.isSuccess
      ? { office: office.slug, serviceId, providerId, startsAt: iso(startsAt), durationMinutes: minutes }
      : null,
  );
  const reasons = startsAt === null ? [] : (why.data?.reasons ?? []);
  const impossible = reasons.some(({ code }) => FACTS.has(code));
  const refused = warningsOf(book.error);
  const wantsReason = !impossible && (reasons.length > 0 || refused !== null);
  const texts = typed.texts && typed.phone.trim() !== '';

  const wrong = new Map<string, string>();
  if (startsAt === null) wrong.set('time', t('form.timeMissing'));
  if (!typed.name.trim()) wrong.set('name', t('form.nameMissing'));
  if (!typed.email.trim()) wrong.set('email', t('form.emailMissing'));
  if (wantsReason && !typed.reason.trim()) wrong.set('reason', t('reason.missing'));
  if (book.error instanceof ApiProblem) {
    for (const { field, message } of book.error.errors) wrong.set(field.replace('consumer.', ''), message);
  }
  const error = (name: string) => (attempt > 0 ? wrong.get(name) : undefined);
  const mistakes: Mistake[] =
    attempt > 0 ? [...wrong.keys()].map((name) => ({ id: `${id}-${name}`, label: t(`form.${name}`) })) : [];

  function send() {
    setAttempt(attempt + 1);
    const typedWrong = [...wrong.keys()].some((name) => !['email', 'phone'].includes(name) || !typed.email.trim());
    if (typedWrong || startsAt === null || !service || impossible) return;
    book.mutate(
      {
        service_id: serviceId,
        provider_id: providerId,
        starts_at: iso(startsAt),
        duration_minutes: minutes,
        consumer: { name: typed.name.trim(), email: typed.email.trim(), phone: typed.phone.trim() || null },
        time_zone: board.time_zone,
        locale: document.documentElement.lang || 'en',
        sms_consent: texts,
        override_reason: wantsReason ? typed.reason.trim() : null,
      },
      {
        onSuccess: () => {
          draft.clear();
          const who = { name: typed.name, people: 1, texts: texts ? 1 : 0 };
          showToast({
            text: t('form.booked', {
              name: calledName(typed.name),
              when: say.whole(startsAt, minutes),
              provider: say.called(providerId),
              reach: reach(who, 'goesOut'),
            }),
            seconds: 8,
          });
          onClose();
        },
      },
    );
  }
  const code = codeOf(book.error);
  return (
    <Panel title={t('form.title')} onClose={onClose}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <ErrorSummary mistakes={mistakes} attempt={attempt} />
        {book.isError && !refused && !(book.error instanceof ApiProblem && book.error.errors.length > 0) && (
          <Notice kind="bad" role="alert">
            {t(code === 'slot_taken' ? 'form.taken' : 'form.failed')}
          </Notice>
        )}
        <Field label={t('form.service')}>
          <select className={control} value={serviceId} onChange={({ target }) => setServiceId(target.value)}>
            {active.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t('form.provider')}>
          <select className={control} value={providerId} onChange={({ target }) => setProviderId(target.value)}>
            {board.providers.map((one) => (
              <option key={one.id} value={one.id}>
                {service && !service.provider_ids.includes(one.id)
                  ? t('form.notOffering', { name: one.name })
                  : one.name}
              </option>
            ))}
          </select>
        </Field>
        <div className={styles.pair}>
          <TextField label={t('form.date')} type="date" value={date} onChange={({ target }) => setDate(target.value)} />
          <TextField
            id={`${id}-time`}
            label={t('form.time')}
            type="time"
            value={time}
            error={error('time')}
            onChange={({ target }) => setTime(target.value)}
          />
        </div>
        {service && service.durations.length > 1 && (
          <Field label={t('form.length')}>
            <select className={control} value={minutes} onChange={({ target }) => setLength(Number(target.value))}>
              {service.durations.map((one) => (
                <option key={one} value={one}>
                  {t('form.minutes', { count: one })}
                </option>
              ))}
            </select>
          </Field>
        )}
        {why.data && startsAt !== null && reasons.length === 0 && (
          <Notice kind="ok" role="status">
            {t('form.offered')}
          </Notice>
        )}
        {reasons.length > 0 && <Warnings reasons={reasons} impossible={impossible} />}
        {reasons.length > 0 && startsAt !== null && service && (
          <div className={showsWhy ? styles.why : undefined}>
            {showsWhy ? (
              <WhyNotAnswer
                office={office.slug}
                service={service}
                provider={provider}
                startsAt={iso(startsAt)}
                durationMinutes={minutes}
                onClose={() => setShowsWhy(false)}
              />
            ) : (
              <Button kind="subtle" icon={<QuestionCircle20Regular />} onClick={() => setShowsWhy(true)}>
                {t('whyNot', { time: say.time(startsAt) })}
              </Button>
            )}
          </div>
        )}
        {refused && reasons.length === 0 && <Warnings reasons={refused} />}
        {wantsReason && (
          <Field label={t('reason.label')} help={t('reason.help')} error={error('reason')}>
            <TextArea
              id={`${id}-reason`}
              value={typed.reason}
              maxLength={500}
              wrong={Boolean(error('reason'))}
              onChange={({ target }) => type({ reason: target.value })}
            />
          </Field>
        )}
        <Rule />
        <Section>{t('form.who')}</Section>
        <ConsumerField
          id={`${id}-name`}
          office={office.slug}
          value={typed.name}
          error={error('name')}
          onType={(name) => type({ name })}
          onChoose={(who) => type(who)}
        />
        <TextField
          id={`${id}-email`}
          label={t('form.email')}
          type="email"
          autoComplete="off"
          value={typed.email}
          error={error('email')}
          onChange={({ target }) => type({ email: target.value })}
        />
        <TextField
          id={`${id}-phone`}
          label={t('form.phone')}
          optional
          type="tel"
          autoComplete="off"
          value={typed.phone}
          error={error('phone')}
          onChange={({ target }) => type({ phone: target.value })}
        />
        <CheckField
          label={t('form.texts')}
          checked={typed.texts}
          onChange={({ target }) => type({ texts: target.checked })}
        />
        <Button type="submit" kind="primary" size="large" busy={book.isPending} disabled={impossible}>
          {t(wantsReason ? 'form.bookAnyway' : 'form.book')}
        </Button>
      </form>
    </Panel>
  );
}
