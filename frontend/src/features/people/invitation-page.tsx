// The page behind the link in an invitation's mail. The token stays in the fragment: it reaches no log.
import '../../ui/fluent-styles';
import { makeStyles } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { api } from '../../api/client';
import { ApiProblem, codeOf } from '../../api/problem';
import { useSession, useSignOut } from '../../api/session';
import { sessionKey } from '../../api/session-query';
import type { InvitationOpened, Session } from '../../api/words';
import { Button, ButtonLink } from '../../ui/button';
import { Card } from '../../ui/card';
import { Bone, Skeleton } from '../../ui/empty';
import { ErrorSummary, TextField } from '../../ui/field';
import { useOfficeFrame } from '../../ui/frame';
import { PageHeading } from '../../ui/heading';
import { Logo } from '../../ui/logo';
import { Notice } from '../../ui/notice';
import { ProblemCard } from '../../ui/problem-card';
import { Rich } from '../../ui/rich';
import { screen } from '../../ui/screen';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';

const PASSWORD_LENGTH_MIN = 12;
const OVER = ['unknown_invitation', 'invitation_expired', 'invitation_used'];

const useStyles = makeStyles({
  page: {
    minHeight: '100dvh',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    padding: '88px 16px 48px',
    [screen.phone]: { padding: '32px 16px' },
  },
  column: { width: '100%', maxWidth: '440px', display: 'flex', flexDirection: 'column', gap: '24px' },
  house: { display: 'flex', alignItems: 'center', gap: '12px', fontWeight: tokens.fontWeightSemibold },
  card: { display: 'flex', flexDirection: 'column', gap: '20px', padding: '32px', [screen.phone]: { padding: '20px' } },
  form: { display: 'flex', flexDirection: 'column', gap: '16px' },
  quiet: { ...text.small, color: tokens.colorNeutralForeground2 },
});

export default function InvitationPage() {
  const styles = useStyles();
  const token = useLocation().hash.slice(1);
  const opened = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => api.post<InvitationOpened>('/invitations/opening', { token }, { signal }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  useOfficeFrame(
    opened.data
      ? { name: opened.data.office_name, colour: opened.data.office_colour, slug: opened.data.office_slug }
      : undefined,
  );
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <div className={styles.house}>
          <Logo />
          <span>{opened.data?.office_name ?? 'Frontdesk'}</span>
        </div>
        <Card className={styles.card}>
          {opened.data ? (
            <Accepting token={token} invitation={opened.data} />
          ) : opened.isError ? (
            <Over error={opened.error} onRetry={() => void opened.refetch()} />
          ) : (
            <Skeleton>
              <Bone height="220px" />
            </Skeleton>
          )}
        </Card>
      </div>
    </main>
  );
}

function Over({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation('people');
  const code = codeOf(error) === 'invalid_input' ? 'unknown_invitation' : codeOf(error);
  if (!code || !OVER.includes(code)) return <ProblemCard error={error} onRetry={onRetry} />;
  return (
    <>
      <PageHeading>{t(`over.${code}.title`)}</PageHeading>
      <p>{t(`over.${code}.text`)}</p>
      <ButtonLink to="/sign-in">{t('over.signIn')}</ButtonLink>
    </>
  );
}

function Accepting({ token, invitation }: { token: string; invitation: InvitationOpened }) {
  const { t } = useTranslation('people');
  const styles = useStyles();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const session = useSession();
  const signOut = useSignOut();
  const [name, setName] = useState(invitation.name ?? '');
  const [password, setPassword] = useState('');
  const [attempt, setAttempt] = useState(0);
  const accept = useMutation({
    mutationFn: (said: { name: string | null; password: string | null }) =>
      api.post<Session>('/invitations/acceptance', { token, ...said }),
    onSuccess: (come) => {
      queries.clear();
      queries.setQueryData(sessionKey, come);
      const here = come.memberships.find(({ office }) => office.slug === invitation.office_slug);
      if (here) localStorage.setItem('frontdesk.office', here.office.id);
      void navigate(here?.role === 'provider' ? '/provider' : '/office', { replace: true });
    },
  });
  const here = session.data?.person;
  const already = here !== undefined && here.email === invitation.email;
  const asOther = here !== undefined && !already;
  const code = codeOf(accept.error);
  const wrong = {
    name: !invitation.known && !name.trim(),
    password: already ? false : invitation.known ? !password : password.length < PASSWORD_LENGTH_MIN,
  };
  const errors = {
    name: attempt > 0 && wrong.name ? t('wrong.ownName') : undefined,
    password:
      attempt > 0 && wrong.password
        ? t(invitation.known ? 'wrong.passwordMissing' : 'wrong.password')
        : code === 'wrong_password'
          ? t('refused.wrong_password')
          : undefined,
  };
  function send(event: FormEvent) {
    event.preventDefault();
    setAttempt((before) => before + 1);
    if (wrong.name || wrong.password || accept.isPending) return;
    accept.mutate(already ? { name: null, password: null } : { name: invitation.known ? null : name.trim(), password });
  }
  return (
    <>
      <PageHeading place={invitation.office_name}>{t('come.title', { office: invitation.office_name })}</PageHeading>
      <p>
        <Rich
          text={t(invitation.invited_by ? 'come.by' : 'come.byOffice', {
            name: invitation.invited_by,
            role: t(`roles.${invitation.role}.name`),
            email: invitation.email,
          })}
        />{' '}
        {t(`roles.${invitation.role}.may`)}
      </p>
      {asOther && (
        <Notice kind="warn">
          {t('come.asOther', { name: here.name })}{' '}
          <Button onClick={() => signOut.mutate(undefined, { onSuccess: () => void session.refetch() })}>
            {t('come.signOut')}
          </Button>
        </Notice>
      )}
      <ErrorSummary
        attempt={attempt}
        mistakes={[
          ...(errors.name ? [{ id: 'own-name', label: t('form.ownName') }] : []),
          ...(attempt > 0 && wrong.password ? [{ id: 'password', label: t('form.password') }] : []),
        ]}
      />
      {accept.isError && code !== 'wrong_password' && (
        <Notice kind="bad" role="alert">
          {code && [...OVER, 'known_meanwhile'].includes(code)
            ? t(`refused.${code}`)
            : accept.error instanceof ApiProblem && accept.error.status === 429
              ? t('refused.too_many_attempts')
              : t('come.trouble')}
        </Notice>
      )}
      <form className={styles.form} onSubmit={send} noValidate>
        {!invitation.known && (
          <TextField
            id="own-name"
            label={t('form.ownName')}
            autoComplete="name"
            value={name}
            error={errors.name}
            onChange={({ target }) => setName(target.value)}
          />
        )}
        {!already && (
          <>
            <input type="hidden" name="username" autoComplete="username" value={invitation.email} readOnly />
            <TextField
              id="password"
              type="password"
              label={t(invitation.known ? 'form.yourPassword' : 'form.password')}
              help={invitation.known ? t('form.yourPasswordHelp') : t('form.passwordHelp')}
              autoComplete={invitation.known ? 'current-password' : 'new-password'}
              value={password}
              error={errors.password}
              onChange={({ target }) => {
                accept.reset();
                setPassword(target.value);
              }}
            />
          </>
        )}
        <Button type="submit" kind="primary" full busy={accept.isPending}>
          {t('come.accept')}
        </Button>
      </form>
      <p className={styles.quiet}>{t('come.notYou')}</p>
    </>
  );
}
