// Which step it is: the one in the address, else where the guide was left, in this browser or another.
import { useNavigate, useSearchParams } from 'react-router';
import { addressOf } from '../../../api/client';
import { useLiveQueries } from '../../../api/live';
import { useStaffOffice } from '../../../api/session';
import { Bone, Skeleton } from '../../../ui/empty';
import { useMomentWords } from '../../../ui/moment';
import { hoursInWords } from '../../../ui/opening-hours';
import { ProblemCard } from '../../../ui/problem-card';
import { useHours, useProviders, useServices } from '../queries';
import { GuidePage, type Said } from './guide-layout';
import { HoursStep } from './hours-step';
import { LookStep } from './look-step';
import { PeopleStep } from './people-step';
import { type SetupSeen, STEPS, type Step, useNoteSetup, useSetup } from './queries';
import { ServicesStep } from './services-step';
import { TryStep } from './try-step';

export interface StepProps {
  setup: SetupSeen;
  back: Step | undefined;
  /** Go on, having done this step or skipped it. */
  onward: (how: 'done' | 'skipped') => void;
  /** The guide is over. */
  finish: () => void;
}

const SHOWN = {
  services: ServicesStep,
  hours: HoursStep,
  people: PeopleStep,
  look: LookStep,
  try: TryStep,
} as const;

function useSaid(): Said {
  const { office } = useStaffOffice();
  const words = useMomentWords();
  const services = useServices(office.slug).data ?? [];
  const hours = useHours(office.slug, null).data?.ranges ?? [];
  const people = useProviders(office.slug).data ?? [];
  const list = (names: string[]) => (names.length ? { said: names.join(', ') } : null)?.said;
  const open = hoursInWords(hours, words.locale, (from, to) => `${from} – ${to}`);
  const said: Said = { office: `${office.name}, ${words.city(office.time_zone)}` };
  const named = list(services.map(({ name }) => name));
  const seen = list(people.filter(({ active }) => active).map(({ name }) => name));
  if (named) said.services = named;
  if (open) said.hours = open;
  if (seen) said.people = seen;
  return said;
}

export function Guide() {
  const { office } = useStaffOffice();
  const navigate = useNavigate();
  const [address] = useSearchParams();
  const setup = useSetup(office.slug);
  const note = useNoteSetup(office.slug);
  const said = useSaid();
  useLiveQueries(addressOf(`/offices/${office.slug}/stream`), [
    ['setup', office.slug],
    ['services', office.slug],
    ['providers', office.slug],
  ]);
  if (!setup.data) {
    return setup.isError ? (
      <ProblemCard error={setup.error} onRetry={() => void setup.refetch()} />
    ) : (
      <Skeleton>
        <Bone height="400px" />
      </Skeleton>
    );
  }
  const seen = setup.data;
  const asked = address.get('step') as Step | null;
  const known = asked && asked in SHOWN ? asked : seen.at;
  const at = known === 'office' ? 'services' : known;
  const place = STEPS.indexOf(at);

  function onward(how: 'done' | 'skipped') {
    const next = STEPS[place + 1] ?? 'try';
    const without = (steps: readonly Step[]) => steps.filter((step) => step !== at);
    note.mutate({
      ...seen,
      at: next,
      done: how === 'done' ? [...without(seen.done), at] : without(seen.done),
      skipped: how === 'skipped' ? [...without(seen.skipped), at] : without(seen.skipped),
    });
    void navigate(`/setup?step=${next}`);
  }
  function finish() {
    note.mutate(
      { ...seen, running: false, at: 'try', done: seen.booked ? [...new Set([...seen.done, at])] : seen.done },
      { onSuccess: () => void navigate('/office') },
    );
  }
  const Shown = SHOWN[at];
  return (
    <GuidePage at={at} done={seen.done} skipped={seen.skipped} said={said} open>
      <Shown key={at} setup={seen} back={STEPS[place - 1]} onward={onward} finish={finish} />
    </GuidePage>
  );
}
