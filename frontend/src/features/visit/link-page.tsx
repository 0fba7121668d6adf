// What stands behind a link: the visit, or why there is none.
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { inPreview } from '../../api/preview';
import { ApiProblem } from '../../api/problem';
import { ProblemCard } from '../../ui/problem-card';
import { SinglePage } from './layout';
import { tokenOfFragment } from './link';
import { Opening } from './opening';
import { useLink } from './queries';
import { VisitPage } from './visit-page';

/** Stands for a link in the settings' preview; the answers come from there. */
const PREVIEWED = 'preview';

const NoLink = lazy(() => import('./no-link'));

export default function LinkPage() {
  const token = useToken();
  return (
    <Suspense fallback={<Opening />}>
      {token ? <OpenedLink key={token} token={token} /> : <NoLink why="none" />}
    </Suspense>
  );
}

/** The token of the address. Jumping to a place on the page takes the fragment: then it is put back, for the next reload. */
function useToken(): string | null {
  const { hash, search } = useLocation();
  const navigate = useNavigate();
  const last = useRef<string | null>(null);
  const token = tokenOfFragment(hash) ?? last.current ?? (inPreview ? PREVIEWED : null);
  last.current = token;
  const isLost = token !== null && tokenOfFragment(hash) === null && !inPreview;
  useEffect(() => {
    if (isLost) void navigate({ search, hash: token }, { replace: true, preventScrollReset: true });
  }, [isLost, navigate, search, token]);
  return token;
}

function OpenedLink({ token }: { token: string }) {
  const link = useLink(token);
  if (link.data) return <VisitPage id={link.data} token={token} />;
  if (!link.isError) return <Opening />;
  if (link.error instanceof ApiProblem) {
    if (link.error.status === 410) return <NoLink why="expired" />;
    if (link.error.status === 404 || link.error.status === 422) return <NoLink why="invalid" />;
    if (link.error.status === 429) return <NoLink why="tooMany" />;
  }
  return (
    <SinglePage>
      <ProblemCard error={link.error} onRetry={() => void link.refetch()} />
    </SinglePage>
  );
}
