// Who is coming: name, e-mail, mobile. What is typed is kept in the tab, whatever happens to the time meanwhile.
import { makeStyles } from '@fluentui/react-components';
import { type FormEvent, lazy, Suspense, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { OfficePage, Slot } from '../../../api/words';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Bone } from '../../../ui/empty';
import { CheckField, ErrorSummary, TextField } from '../../../ui/field';
import { announce } from '../../../ui/live-region';
import { useMomentWords } from '../../../ui/moment';
import { Notice } from '../../../ui/notice';
import { Rich } from '../../../ui/rich';
import { screen } from '../../../ui/screen';
import { text } from '../../../ui/text';
import { TextAct } from '../../../ui/text-link';
import { tokens } from '../../../ui/tokens';
import { type Details, useDraft } from '../draft';
import { StepFrame } from '../frame';
import { HoldBar, HoldClock, TakenNotice } from '../held';
import { useHoldAnnouncements, useSecondsLeft } from '../hold-time';
import { addressOfStep, type Choice } from '../steps';
import { Summary, SummaryLine } from '../summary';
import { TroubleNotice } from '../trouble-notice';
import { type HoldState, pickFrom, pickOf } from '../use-hold';
import { idOf } from './details-check';
import { useForm } from './use-form';
import { useSending } from './use-sending';

const CodeForm = lazy(() => import('./code-form'));
const MoreDetails = lazy(() => import('./more-details'));

const FORM = 'details';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: '20px',
  },
  form: { display: 'flex', flexDirection: 'column', gap: '20px', maxWidth: '560px' },
  send: { display: 'flex', alignItems: 'center', gap: '16px', flexWrap: 'wrap', [screen.phone]: { display: 'none' } },
  note: { ...text.small, color: tokens.colorNeutralForeground3 },
  notePhone: {
    display: 'none',
    ...text.small,
    color: tokens.colorNeutralForeground3,
    [screen.phone]: { display: 'block' },
  },
  notices: { display: 'flex', flexDirection: 'column', gap: '12px', ':empty': { display: 'none' } },
});

interface DetailsStepProps {
  office: OfficePage;
  choice: Choice;
  holding: HoldState;
  back: string;
  current: number;
  total: number;
  changeService: string | undefined;
  changeProvider: string | undefined;
  step: 'details' | 'code';
}

export default function YourDetails({
  office,
  choice,
  holding,
  back,
  current,
  total,
  step,
  ...changes
}: DetailsStepProps) {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  const words = useMomentWords();
  const [address] = useSearchParams();
  const [draft, change] = useDraft(office.slug);
  const [confirming, setConfirming] = useState(false);
  const coding = step === 'code';
  const { details } = draft;
  const form = useForm(office, choice.service);
  const { errors, attempt, trouble, sending, send, sendWith, mend } = useSending(office, holding, form);
  const { hold } = holding;
  const left = useSecondsLeft(hold);
  useHoldAnnouncements(left);

  function type(patch: Partial<Details>, field: string | null) {
    change({ details: { ...details, ...patch } });
    mend(field);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (hold && !sending) void send(hold);
  }

  async function pick(slot: Slot) {
    const wish = pickFrom(choice, slot);
    const kept = wish && (await holding.take(wish));
    if (kept) announce(t('hold.taken', { start: words.start(kept.reader), zone: words.zone(kept.reader.time_zone) }));
  }

  // The code of a hold that has run out is of no use: ask for the time again, which sends another one.
  const { take } = holding;
  const takeAgain = useCallback(() => {
    if (hold) void take(pickOf(hold));
  }, [hold, take]);

  const clock = hold && left !== null && left > 0 ? { hold, left, onExtend: () => void holding.extend() } : null;
  const over = hold && left !== null && left <= 0;
  const guestsMax = choice.service?.guests_max ?? 0;
  const more = guestsMax > 0 || form.questions.length > 0 || form.consent !== null;
  const sendsCode = office.contact_proof !== 'none' && !draft.proof?.proven;
  const timeAddress = addressOfStep('time', address);
  const request = choice.service?.approval;
  const book = request ? 'details.sendRequest' : 'details.send';
  const confirm = request ? 'code.sendRequest' : 'code.send';
  const act = coding ? confirm : sendsCode ? 'details.sendCode' : book;
  const note = t(request ? 'details.sendNoteRequest' : 'details.sendNote');
  const button = (full: boolean) => (
    <Button kind="primary" type="submit" form={FORM} full={full} busy={sending || confirming} disabled={!hold}>
      {t(act)}
    </Button>
  );
  const text = (field: 'name' | 'email' | 'phone') => ({
    id: idOf(field),
    name: field,
    label: t(`details.${field}`),
    help: t(`details.${field}Help`),
    value: details[field],
    error: errors[field],
    onChange: (event: { target: { value: string } }) => type({ [field]: event.target.value }, field),
  });

  return (
    <StepFrame
      heading={t(coding ? 'code.heading' : 'details.heading')}
      place={office.name}
      back={back}
      current={current}
      total={total}
      note={t('note')}
      side={
        <>
          <Summary choice={choice} hold={hold} changeTime={timeAddress} {...changes}>
            {clock && <HoldClock {...clock} />}
          </Summary>
          <SummaryLine choice={choice} />
        </>
      }
      bar={
        <>
          {hold && <HoldBar hold={hold} left={left ?? 0} onExtend={() => void holding.extend()} />}
          {button(true)}
        </>
      }
    >
      <Card padded className={styles.card}>
        <div className={styles.notices}>
          {holding.taken && <TakenNotice taken={holding.taken} onPick={(slot) => void pick(slot)} />}
          {over && (
            <Notice kind="warn" role="status">
              <Rich text={t('hold.overDetails', { time: words.start(hold.reader) })} />{' '}
              <TextAct onClick={() => void holding.take(pickOf(hold))}>{t('hold.again')}</TextAct>
            </Notice>
          )}
          <ErrorSummary
            attempt={attempt}
            mistakes={form.fields
              .filter(({ field }) => errors[field])
              .map(({ field, label }) => ({ id: idOf(field), label }))}
          />
          <TroubleNotice trouble={trouble ?? holding.trouble} />
        </div>
        {coding ? (
          <>
            <Suspense fallback={<Bone height="200px" />}>
              <CodeForm
                id={FORM}
                office={office}
                hold={hold}
                details={form.details}
                back={addressOfStep('details', address)}
                onProven={(kept) => void sendWith(kept, true)}
                onExpired={takeAgain}
                onBusy={setConfirming}
              />
            </Suspense>
            <div className={styles.send}>{button(false)}</div>
          </>
        ) : (
          <form id={FORM} className={styles.form} onSubmit={submit} noValidate>
            <TextField {...text('name')} autoComplete="name" maxLength={200} required />
            <TextField
              {...text('email')}
              type="email"
              inputMode="email"
              autoComplete="email"
              maxLength={254}
              required
            />
            <TextField
              {...text('phone')}
              type="tel"
              inputMode="tel"
              autoComplete="tel"
              maxLength={40}
              optional={!details.smsConsent && !form.needsPhone}
            />
            <CheckField
              label={t('details.consent')}
              checked={details.smsConsent}
              onChange={(event) => type({ smsConsent: event.target.checked }, 'phone')}
            />
            <CheckField
              label={t('other.check')}
              checked={details.forOther}
              onChange={(event) => type({ forOther: event.target.checked }, 'attendee_name')}
            />
            {details.forOther && (
              <TextField
                id={idOf('attendee_name')}
                label={t('other.name')}
                help={t('other.nameHelp')}
                value={details.attendee}
                error={errors.attendee_name}
                maxLength={120}
                autoComplete="off"
                required
                onChange={(event) => type({ attendee: event.target.value }, 'attendee_name')}
              />
            )}
            {more && (
              <Suspense fallback={<Bone height="160px" />}>
                <MoreDetails
                  details={form.details}
                  asked={form.asked}
                  answers={form.answers}
                  guestsMax={guestsMax}
                  consent={form.consent}
                  errors={errors}
                  onAnswer={(id, answer) => {
                    form.answer(id, answer);
                    mend(`intake.${id}`);
                  }}
                  onDetails={type}
                />
              </Suspense>
            )}
            <div className={styles.send}>
              {button(false)}
              <span className={styles.note}>{note}</span>
            </div>
            <span className={styles.notePhone}>{note}</span>
          </form>
        )}
      </Card>
    </StepFrame>
  );
}
