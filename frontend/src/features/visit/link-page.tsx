// What stands behind a link: the visit, or why there is none.
import { makeStyles } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { ApiProblem } from '../../api/problem';
import { Card } from '../../ui/card';
import { Bone, Skeleton } from '../../ui/empty';
import { useNoOffice } from '../../ui/frame';
import { PageHeading } from '../../ui/heading';
import { ProblemCard } from '../../ui/problem-card';
import { Head, SinglePage } from './layout';
import { tokenOfFragment } from './link';
import { PasteCard } from './paste-page';
import { useLink } from './queries';
import { VisitPage } from './visit-page';

const useStyles = makeStyles({
  bones: { display: 'flex', flexDirection: 'column', gap: '16px' },
  lines: { display: 'flex', flexDirection: 'column', gap: '12px' },
});

export default function LinkPage() {
  const token = useToken();
  if (!token) return <NoLink why="none" />;
  return <OpenedLink key={token} token={token} />;
}

/** The token of the address. Jumping to a place on the page takes the fragment: then it is put back, for the next reload. */
function useToken(): string | null {
  const { hash, search } = useLocation();
  const navigate = useNavigate();
  const last = useRef<string | null>(null);
  const token = tokenOfFragment(hash) ?? last.current;
  last.current = token;
  const isLost = token !== null && tokenOfFragment(hash) === null;
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

function NoLink({ why }: { why: 'none' | 'invalid' | 'expired' | 'tooMany' }) {
  const { t } = useTranslation('visit');
  useNoOffice();
  return (
    <SinglePage>
      <Head heading={<PageHeading>{t(`noLink.${why}.title`)}</PageHeading>}>{t(`noLink.${why}.text`)}</Head>
      {why !== 'tooMany' && <PasteCard />}
    </SinglePage>
  );
}

/** The shape of what comes. */
function Opening() {
  const styles = useStyles();
  return (
    <SinglePage>
      <Skeleton className={styles.bones}>
        <Bone width="70%" height="36px" />
        <Card padded as="div" className={styles.lines}>
          <Bone width="80px" />
          <Bone width="200px" height="40px" />
          <Bone width="280px" />
        </Card>
        <Card padded as="div" className={styles.lines}>
          <Bone width="220px" height="24px" />
          <Bone />
          <Bone width="80%" />
        </Card>
      </Skeleton>
    </SinglePage>
  );
}
