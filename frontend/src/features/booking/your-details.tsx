// Who is coming: name, e-mail, mobile. What is typed is kept in the tab, whatever happens to the time meanwhile.
import { makeStyles } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { ApiProblem, codeOf } from '../../api/problem';
import type { Hold, OfficePage, Slot } from '../../api/words';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { CheckField, ErrorSummary, TextField } from '../../ui/field';
import { announce } from '../../ui/live-region';
import { useMomentWords } from '../../ui/moment';
import { Notice } from '../../ui/notice';
import { Rich } from '../../ui/rich';
import { screen } from '../../ui/screen';
import { text } from '../../ui/text';
import { TextAct } from '../../ui/text-link';
import { tokens } from '../../ui/tokens';
import { checkDetails, type DetailsErrors, type DetailsField, fieldOf } from './details-check';
import { type Details, readDraft, readerZone, useDraft } from './draft';
import { StepFrame } from './frame';
import { HoldBar, HoldClock, TakenNotice } from './held';
import { useHoldAnnouncements, useSecondsLeft } from './hold-time';
import { nearestOf, useBook } from './queries';
import { addressOfStep, type Choice } from './steps';
import { Summary, SummaryLine } from './summary';
import { TroubleNotice } from './trouble-notice';
import { type HoldState, pickFrom, pickOf } from './use-hold';

const FIELDS: readonly DetailsField[] = ['name', 'email', 'phone'];
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
}

/** Sending, with what may come back: fields to mend, a time that has gone, or an appointment. */
function useSending(office: OfficePage, holding: HoldState) {
  const { t } = useTranslation('booking');
  const { locale } = useMomentWords();
  const navigate = useNavigate();
  const [address] = useSearchParams();
  const [draft, change] = useDraft(office.slug);
  const book = useBook(office.slug);
  const [errors, setErrors] = useState<DetailsErrors>({});
  const [attempt, setAttempt] = useState(0);
  const [trouble, setTrouble] = useState<unknown>(null);

  function refused(error: unknown, hold: Hold) {
    if (codeOf(error) === 'slot_taken') {
      change({ hold: null });
      holding.setTaken({ reader: hold.reader, nearest: nearestOf(error) });
      return;
    }
    const fields: DetailsErrors = {};
    for (const { field, message } of error instanceof ApiProblem ? error.errors : []) {
      const name = fieldOf(field);
      if (name) fields[name] = message;
    }
    setErrors(fields);
    setAttempt((before) => before + 1);
    if (!Object.keys(fields).length) setTrouble(error);
  }

  async function sendWith(hold: Hold, again: boolean) {
    try {
      const { details } = readDraft(office.slug);
      const booked = await book.mutateAsync({ hold, details, timeZone: readerZone(draft), locale });
      change({ booked, hold: null });
      holding.setTaken(null);
      void navigate(addressOfStep('booked', address), { replace: true });
    } catch (error) {
      if (again && codeOf(error) === 'hold_expired') {
        // The time may still be free: ask for it once more before giving up.
        const next = await holding.take(pickOf(hold));
        if (next) await sendWith(next, false);
      } else refused(error, hold);
    }
  }

  async function send(hold: Hold) {
    const keys = checkDetails(readDraft(office.slug).details);
    const wrong = Object.fromEntries(Object.entries(keys).map(([field, key]) => [field, t(key)]));
    setErrors(wrong);
    setTrouble(null);
    setAttempt((before) => before + 1);
    if (!Object.keys(wrong).length) await sendWith(hold, true);
  }

  function mend(field: DetailsField) {
    if (errors[field]) setErrors(({ [field]: _, ...rest }) => rest);
  }

  return { errors, attempt, trouble, sending: book.isPending, send, mend };
}

export default function YourDetails({ office, choice, holding, back, current, total, ...changes }: DetailsStepProps) {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  const words = useMomentWords();
  const [address] = useSearchParams();
  const [{ details }, change] = useDraft(office.slug);
  const { errors, attempt, trouble, sending, send, mend } = useSending(office, holding);
  const { hold } = holding;
  const left = useSecondsLeft(hold);
  useHoldAnnouncements(left);

  function type(patch: Partial<Details>, field?: DetailsField) {
    change({ details: { ...details, ...patch } });
    if (field) mend(field);
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

  const clock = hold && left !== null && left > 0 ? { hold, left, onExtend: () => void holding.extend() } : null;
  const over = hold && left !== null && left <= 0;
  const timeAddress = addressOfStep('time', address);
  const button = (full: boolean) => (
    <Button kind="primary" type="submit" form={FORM} full={full} busy={sending} disabled={!hold}>
      {t('details.send')}
    </Button>
  );
  const text = (field: DetailsField) => ({
    id: `details-${field}`,
    name: field,
    label: t(`details.${field}`),
    help: t(`details.${field}Help`),
    value: details[field],
    error: errors[field],
    onChange: (event: { target: { value: string } }) => type({ [field]: event.target.value }, field),
  });

  return (
    <StepFrame
      heading={t('details.heading')}
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
            mistakes={FIELDS.filter((field) => errors[field]).map((field) => ({
              id: `details-${field}`,
              label: t(`details.${field}Label`),
            }))}
          />
          <TroubleNotice trouble={trouble ?? holding.trouble} />
        </div>
        <form id={FORM} className={styles.form} onSubmit={submit} noValidate>
          <TextField {...text('name')} autoComplete="name" maxLength={200} required />
          <TextField {...text('email')} type="email" inputMode="email" autoComplete="email" maxLength={254} required />
          <TextField
            {...text('phone')}
            type="tel"
            inputMode="tel"
            autoComplete="tel"
            maxLength={40}
            optional={!details.smsConsent}
          />
          <CheckField
            label={t('details.consent')}
            checked={details.smsConsent}
            onChange={(event) => type({ smsConsent: event.target.checked }, 'phone')}
          />
          <div className={styles.send}>
            {button(false)}
            <span className={styles.note}>{t('details.sendNote')}</span>
          </div>
          <span className={styles.notePhone}>{t('details.sendNote')}</span>
        </form>
      </Card>
    </StepFrame>
  );
}
