// The first-run guide. An empty installation begins with an account; whoever is signed in goes on where the guide was.
import '../../../ui/fluent-styles';
import { useEffect } from 'react';
import { Navigate, useLocation } from 'react-router';
import { ApiProblem } from '../../../api/problem';
import { StaffOfficeContext, useSession, useSessionWatch } from '../../../api/session';
import { DensityContext } from '../../../ui/density';
import { Bone, Skeleton } from '../../../ui/empty';
import { useNoOffice, useOfficeFrame } from '../../../ui/frame';
import { ProblemCard } from '../../../ui/problem-card';
import { UndoToast } from '../../../ui/undo-toast';
import { AccountStep } from './account-step';
import { Guide } from './guide';
import { useInstallation } from './queries';

const CHOSEN_OFFICE = 'frontdesk.office';

export default function SetupPage() {
  const installation = useInstallation();
  const empty = installation.data?.empty;
  return (
    <DensityContext.Provider value="staff">
      {empty === undefined ? (
        installation.isError ? (
          <main>
            <ProblemCard error={installation.error} onRetry={() => void installation.refetch()} />
          </main>
        ) : (
          <Loading />
        )
      ) : empty ? (
        <Nobody />
      ) : (
        <SignedIn />
      )}
    </DensityContext.Provider>
  );
}

function Nobody() {
  useNoOffice();
  return <AccountStep />;
}

function Loading() {
  return (
    <Skeleton>
      <Bone width="320px" height="36px" />
      <Bone height="320px" />
    </Skeleton>
  );
}

function SignedIn() {
  const { pathname, search } = useLocation();
  const session = useSession();
  useSessionWatch();
  const memberships = session.data?.memberships;
  const chosen = localStorage.getItem(CHOSEN_OFFICE);
  const here =
    memberships?.find(({ office }) => office.id === chosen) ??
    memberships?.find(({ office }) => office.setting_up) ??
    memberships?.[0];
  useOfficeFrame(here?.office);
  const id = here?.office.id;
  useEffect(() => {
    if (id) localStorage.setItem(CHOSEN_OFFICE, id);
  }, [id]);
  if (session.error instanceof ApiProblem && session.error.status === 401) {
    return <Navigate to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />;
  }
  if (session.isError && !session.data) {
    return (
      <main>
        <ProblemCard error={session.error} onRetry={() => void session.refetch()} />
      </main>
    );
  }
  if (!session.data) return <Loading />;
  if (!here || (here.role !== 'owner' && here.role !== 'manager')) return <Navigate to="/office" replace />;
  return (
    <StaffOfficeContext.Provider value={{ ...here, person: session.data.person }}>
      <Guide key={here.office.id} />
      <UndoToast />
    </StaffOfficeContext.Provider>
  );
}
