// The form of the details as a whole: its fields in their order with their names, and what is typed in them.
import { useTranslation } from 'react-i18next';
import type { ConsentAsked, OfficePage, Question, ServiceSeen } from '../../../api/words';
import { type Details, type Draft, readDraft, useDraft } from '../draft';
import { type Answer, type Answers, askedOf, type Sent, sentOf, withPrefilled } from './answers';

export interface Form {
  details: Details;
  questions: readonly Question[];
  /** Those asked now, given the answers. */
  asked: readonly Question[];
  answers: Answers;
  consent: ConsentAsked | null;
  /** The code comes by SMS, and in no other way. */
  needsPhone: boolean;
  /** In the order of the page, with the names they have in the summary of mistakes. */
  fields: readonly { field: string; label: string }[];
  /** What is typed right now, ready to be sent. */
  read: () => { details: Details; intake: Sent; consent: ConsentAsked | null };
  answer: (id: string, answer: Answer) => void;
}

function answersOf(draft: Draft, service: ServiceSeen | null): Answers {
  return service ? withPrefilled(service.intake, draft.answers[service.id] ?? {}, draft.given) : {};
}

/** What is typed, as far as this service takes it. */
function detailsOf(draft: Draft, service: ServiceSeen | null): Details {
  return { ...draft.details, guests: draft.details.guests.slice(0, service?.guests_max ?? 0) };
}

export function useForm(office: OfficePage, service: ServiceSeen | null): Form {
  const { t } = useTranslation('booking');
  const [draft, change] = useDraft(office.slug);
  const details = detailsOf(draft, service);
  const { consent } = office;
  const questions = service?.intake ?? [];
  const answers = answersOf(draft, service);
  const asked = askedOf(questions, answers);
  const fields = [
    { field: 'name', label: t('details.nameLabel') },
    { field: 'email', label: t('details.emailLabel') },
    { field: 'phone', label: t('details.phoneLabel') },
    ...(details.forOther ? [{ field: 'attendee_name', label: t('other.name') }] : []),
    ...details.guests.flatMap((_, place) =>
      ['name', 'email', 'phone'].map((part) => ({
        field: `guests.${place}.${part}`,
        label: t('guests.guest', { number: place + 1 }),
      })),
    ),
    ...asked.map(({ id, label }) => ({ field: `intake.${id}`, label })),
    ...(consent ? [{ field: 'consent', label: t('consent.heading') }] : []),
  ];

  function read() {
    const now = readDraft(office.slug);
    return { details: detailsOf(now, service), intake: sentOf(questions, answersOf(now, service)), consent };
  }

  function answer(id: string, given: Answer) {
    if (!service) return;
    const now = readDraft(office.slug);
    const typed = { ...answersOf(now, service), [id]: given };
    change({ answers: { ...now.answers, [service.id]: typed } });
  }

  const needsPhone = office.contact_proof === 'sms';
  return { details, questions, asked, answers, consent, needsPhone, fields, read, answer };
}
