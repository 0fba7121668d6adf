// Booking at one office: the address says which step this is; the tab remembers what was typed and which time is kept.
import { makeStyles } from '@fluentui/react-components';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { ApiProblem } from '../../api/problem';
import type { OfficePage } from '../../api/words';
import { ButtonLink } from '../../ui/button';
import { Card } from '../../ui/card';
import { Bone, Skeleton } from '../../ui/empty';
import { useNoOffice, useOfficeFrame } from '../../ui/frame';
import { PageHeading } from '../../ui/heading';
import { ProblemCard } from '../../ui/problem-card';
import { Rich } from '../../ui/rich';
import { screen } from '../../ui/screen';
import { TextLink } from '../../ui/text-link';
import { ChooseProvider } from './choose-provider';
import { ChooseService } from './choose-service';
import { useDraft } from './draft';
import { StepFrame } from './frame';
import { useGiven } from './given';
import { fetchHeld } from './held';
import { officeBehind, usePrivateToken } from './private-link';
import { useOfficePage, usePrivateOffer } from './queries';
import { addressOfStep, bookableServices, type Choice, choiceFrom, type Step, stepFrom, stepsOf } from './steps';
import { Summary, SummaryLine } from './summary';
import { minutesOf, useHold } from './use-hold';

const timeStep = () => import('./choose-time');
const ChooseTime = lazy(timeStep);
const detailsStep = () => import('./details/your-details');
const YourDetails = lazy(detailsStep);
const Booked = lazy(() => import('./booked'));
const Paused = lazy(() => import('./paused'));
const PrivateOver = lazy(() => import('./private-over'));

const useStyles = makeStyles({
  alone: { maxWidth: '704px', margin: '0 auto', padding: '40px 32px', [screen.phone]: { padding: '20px 16px' } },
  card: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '16px' },
  bones: {
    maxWidth: '1184px',
    margin: '0 auto',
    padding: '32px',
    display: 'grid',
    gridTemplateColumns: '304px minmax(0, 1fr)',
    gap: '32px',
    [screen.narrow]: { display: 'flex', flexDirection: 'column', gap: '16px' },
    [screen.phone]: { padding: '16px' },
  },
  side: { display: 'flex', flexDirection: 'column', gap: '16px' },
});

export default function BookingPage() {
  const { office = '' } = useParams();
  const page = useOfficePage(office);
  const { token, forget } = usePrivateToken();
  const offer = usePrivateOffer(office, token);
  const styles = useStyles();
  useOfficeFrame(page.data);
  if (page.error instanceof ApiProblem && page.error.status === 404) return <UnknownOffice />;
  if (page.isError && !page.data) {
    return (
      <main className={styles.alone} data-width="answer">
        <ProblemCard error={page.error} onRetry={() => void page.refetch()} />
      </main>
    );
  }
  if (offer.isError && !offer.data) {
    return (
      <Suspense fallback={<PageSkeleton />}>
        <PrivateOver office={page.data} error={offer.error} onRetry={() => void offer.refetch()} onForget={forget} />
      </Suspense>
    );
  }
  if (!page.data || (token && !offer.data)) return <PageSkeleton />;
  if (offer.data) {
    return <Steps key={token} office={officeBehind(page.data, offer.data)} privateToken={token} />;
  }
  if (!bookableServices(page.data).length) return <NothingToBook office={page.data} />;
  return <Steps key={page.data.id} office={page.data} privateToken={null} />;
}

/** Where a choice can be made again: nowhere if there was none. */
function changesOf(steps: readonly Step[], address: URLSearchParams) {
  return {
    changeService: steps.includes('service') ? addressOfStep('service', address) : undefined,
    changeProvider: steps.includes('provider') ? addressOfStep('provider', address) : undefined,
  };
}

function Steps({ office, privateToken }: { office: OfficePage; privateToken: string | null }) {
  const [address] = useSearchParams();
  const [draft] = useDraft(office.slug);
  const holding = useHold(office.slug, privateToken);
  const choice = choiceFrom(office, address);
  const steps = stepsOf(office, choice);
  const reached = { hold: holding.hold !== null || holding.taken !== null, booked: draft.booked !== null };
  const step = stepFrom(address, choice, reached);
  useLetGo(holding, choice, step);
  useGiven(office.slug);

  // The next step's code, while somebody looks at this one.
  useEffect(() => {
    if (step === 'service' || step === 'provider') void timeStep();
    if (step !== 'time') return;
    fetchHeld();
    void detailsStep();
  }, [step]);

  if (step === 'booked' && draft.booked) {
    return (
      <Suspense fallback={<PageSkeleton />}>
        <Booked office={office} booked={draft.booked} again={addressOfStep('service', address)} />
      </Suspense>
    );
  }
  if (office.pause_notice) return <PausedOffice office={office} notice={office.pause_notice} />;
  const current = steps.indexOf(step) + 1;
  const before = steps[current - 2];
  const place = { current, total: steps.length, back: before ? addressOfStep(before, address) : '/' };
  const common = { office, choice, holding, ...place, ...changesOf(steps, address) };
  if (step === 'time' || step === 'details' || step === 'code') {
    return (
      <Suspense fallback={<PageSkeleton />}>
        {step === 'time' ? <ChooseTime {...common} /> : <YourDetails {...common} step={step} />}
      </Suspense>
    );
  }
  return <EarlyStep office={office} choice={choice} step={step} {...place} />;
}

/** The office takes no bookings just now: no step makes sense. */
function PausedOffice({ office, notice }: { office: OfficePage; notice: string }) {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  return (
    <main className={styles.alone} data-width="answer">
      <div className={styles.side}>
        <PageHeading place={office.name}>{t('paused.heading', { office: office.name })}</PageHeading>
        <Suspense fallback={<Bone height="120px" />}>
          <Paused office={office} notice={notice} />
        </Suspense>
      </div>
    </main>
  );
}

/** A hold that belongs to another choice, or to one that is being made again, is given back. */
function useLetGo(holding: ReturnType<typeof useHold>, choice: Choice, step: Step): void {
  const { hold, pending, release } = holding;
  const early = step === 'service' || step === 'provider';
  const { service, duration } = choice;
  const foreign =
    hold !== null && service !== null && (hold.service_id !== service.id || minutesOf(hold) !== duration?.minutes);
  useEffect(() => {
    if (hold && !pending && (early || foreign)) release();
  }, [hold, pending, early, foreign, release]);
}

interface EarlyStepProps {
  office: OfficePage;
  choice: Choice;
  step: Step;
  current: number;
  total: number;
  back: string;
}

function EarlyStep({ office, choice, step, ...place }: EarlyStepProps) {
  const { t } = useTranslation('booking');
  const frame = { place: office.name, note: t('note'), welcome: office.welcome_text, ...place };
  if (step === 'service' || !choice.service) {
    return (
      <StepFrame heading={t('service.heading')} {...frame}>
        <ChooseService office={office} />
      </StepFrame>
    );
  }
  const side = (
    <>
      <Summary choice={choice} hold={null} changeService={place.current > 1 ? place.back : undefined} />
      <SummaryLine choice={choice} changeTo={place.current > 1 ? place.back : undefined} />
    </>
  );
  return (
    <StepFrame heading={t('provider.heading')} side={side} {...frame}>
      <ChooseProvider service={choice.service} providers={choice.providers} />
    </StepFrame>
  );
}

function PageSkeleton() {
  const styles = useStyles();
  return (
    <Skeleton className={styles.bones}>
      <span className={styles.side}>
        <Bone width="220px" height="32px" />
        <Bone height="200px" />
      </span>
      <Bone height="440px" />
    </Skeleton>
  );
}

function UnknownOffice() {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  useNoOffice();
  return (
    <main className={styles.alone} data-width="answer">
      <Card padded className={styles.card}>
        <PageHeading>{t('unknownOffice.title')}</PageHeading>
        <p>{t('unknownOffice.text')}</p>
        <ButtonLink kind="primary" to="/book">
          {t('unknownOffice.all')}
        </ButtonLink>
      </Card>
    </main>
  );
}

function NothingToBook({ office }: { office: OfficePage }) {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  const { phone } = office;
  return (
    <main className={styles.alone} data-width="answer">
      <Card padded className={styles.card}>
        <PageHeading place={office.name}>{t('nothing.title')}</PageHeading>
        <p>
          <Rich
            text={phone ? t('nothing.textWithPhone', { phone }) : t('nothing.text')}
            tags={{ phone: (number) => <TextLink href={`tel:${number.replaceAll(/[^+\d]/g, '')}`}>{number}</TextLink> }}
          />
        </p>
      </Card>
    </main>
  );
}
