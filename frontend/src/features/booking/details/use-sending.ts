// Sending the details, with what may come back: fields to mend, a new wording to agree to, a time that has gone, or an
// appointment.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { ApiProblem, codeOf } from '../../../api/problem';
import type { ConsentAsked, Hold, OfficePage } from '../../../api/words';
import { useMomentWords } from '../../../ui/moment';
import { readDraft, readerZone, useDraft } from '../draft';
import { nearestOf, officeKey, useBook } from '../queries';
import { addressOfStep } from '../steps';
import { type HoldState, pickOf } from '../use-hold';
import { checkForm, type DetailsErrors, fieldOf } from './details-check';
import { carryOver } from './proving';
import type { Form } from './use-form';

/** The newest wording, where the one agreed to is not it any more. */
function newConsentOf(error: unknown): ConsentAsked | null {
  if (!(error instanceof ApiProblem) || error.code !== 'consent_changed') return null;
  return (error.extras.consent ?? null) as ConsentAsked | null;
}

export function useSending(office: OfficePage, holding: HoldState, form: Form) {
  const { t } = useTranslation('booking');
  const { locale } = useMomentWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [address] = useSearchParams();
  const [draft, change] = useDraft(office.slug);
  const book = useBook(office.slug);
  const [errors, setErrors] = useState<DetailsErrors>({});
  const [attempt, setAttempt] = useState(0);
  const [trouble, setTrouble] = useState<unknown>(null);

  function show(wrong: DetailsErrors) {
    setErrors(wrong);
    setAttempt((before) => before + 1);
  }

  function refused(error: unknown, hold: Hold) {
    if (address.get('step') === 'code') void navigate(addressOfStep('details', address), { replace: true });
    if (codeOf(error) === 'slot_taken') {
      change({ hold: null });
      holding.setTaken({ reader: hold.reader, nearest: nearestOf(error) });
      return;
    }
    const consent = newConsentOf(error);
    if (consent) {
      queries.setQueryData<OfficePage>(officeKey(office.slug), (known) => known && { ...known, consent });
      show({ consent: t('consent.changed') });
      return;
    }
    const fields: Record<string, string> = {};
    for (const { field, message } of error instanceof ApiProblem ? error.errors : []) {
      const name = fieldOf(field);
      if (form.fields.some((known) => known.field === name)) fields[name] = message;
    }
    show(fields);
    if (!Object.keys(fields).length) setTrouble(error);
  }

  async function sendWith(hold: Hold, again: boolean) {
    try {
      const booked = await book.mutateAsync({ hold, ...form.read(), timeZone: readerZone(draft), locale });
      // Name and address stay for another booking in this tab; what belonged to this visit alone does not.
      const { details } = readDraft(office.slug);
      const contact = { ...details, forOther: false, attendee: '', guests: [], agreed: null };
      change({ booked, hold: null, proof: null, answers: {}, given: {}, details: contact });
      holding.setTaken(null);
      void navigate(addressOfStep('booked', address), { replace: true });
    } catch (error) {
      if (again && codeOf(error) === 'hold_expired') {
        // The time may still be free: ask for it once more before giving up.
        const next = await holding.take(pickOf(hold));
        if (next) await sendWith(next, false);
      } else if (codeOf(error) === 'contact_not_proven') {
        const { details, proof } = readDraft(office.slug);
        if (again && (await carryOver(office.slug, hold, proof, details))) await sendWith(hold, false);
        else void navigate(addressOfStep('code', address));
      } else refused(error, hold);
    }
  }

  async function send(hold: Hold) {
    const keys = checkForm(form.details, form);
    setTrouble(null);
    show(Object.fromEntries(Object.entries(keys).map(([field, key]) => [field, t(key)])));
    if (!Object.keys(keys).length) await sendWith(hold, true);
  }

  /** A field was changed: what was wrong with it is no longer said. Null: with anything about guests. */
  function mend(mended: string | null) {
    setErrors((before) =>
      Object.fromEntries(
        Object.entries(before).filter(([field]) => (mended === null ? !field.startsWith('guests.') : field !== mended)),
      ),
    );
  }

  return { errors, attempt, trouble, sending: book.isPending, send, sendWith, mend };
}
