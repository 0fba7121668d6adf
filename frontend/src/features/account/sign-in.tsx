// Staff sign in here, and come back to where they wanted to go.
import '../../ui/fluent-styles';
import { makeStyles } from '@fluentui/react-components';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { ApiProblem, codeOf, OFFLINE } from '../../api/problem';
import { useSignIn } from '../../api/session';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ErrorSummary, TextField } from '../../ui/field';
import { useNoOffice } from '../../ui/frame';
import { PageHeading } from '../../ui/heading';
import { Logo } from '../../ui/logo';
import { Notice } from '../../ui/notice';
import { screen } from '../../ui/screen';
import { text } from '../../ui/text';
import { TextLink } from '../../ui/text-link';
import { tokens } from '../../ui/tokens';
import { firstPage, wantedPage } from './next-page';

const useStyles = makeStyles({
  page: {
    minHeight: '100dvh',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    padding: '88px 16px 48px',
    [screen.phone]: { padding: '32px 16px' },
  },
  column: { width: '100%', maxWidth: '400px', display: 'flex', flexDirection: 'column', gap: '24px' },
  house: { display: 'flex', alignItems: 'center', gap: '12px', fontWeight: tokens.fontWeightSemibold },
  card: { display: 'flex', flexDirection: 'column', gap: '20px', padding: '32px', [screen.phone]: { padding: '20px' } },
  form: { display: 'flex', flexDirection: 'column', gap: '16px' },
  quiet: { ...text.small, color: tokens.colorNeutralForeground3 },
});

const REMEMBERED_EMAIL = 'frontdesk.email';

/** Seconds left of a wait that the server asked for; zero when there is none. */
function useWait(error: unknown): number {
  const asked = error instanceof ApiProblem && error.status === 429 ? (error.retryAfterSeconds ?? 60) : 0;
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (!asked || !error) return setLeft(0);
    const over = Date.now() + asked * 1000;
    setLeft(asked);
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((over - Date.now()) / 1000))), 1000);
    return () => clearInterval(timer);
  }, [asked, error]);
  return left;
}

export default function SignIn() {
  const { t } = useTranslation('account');
  const styles = useStyles();
  useNoOffice();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const signIn = useSignIn();
  const [email, setEmail] = useState(() => sessionStorage.getItem(REMEMBERED_EMAIL) ?? '');
  const [password, setPassword] = useState('');
  const [attempt, setAttempt] = useState(0);
  const [missing, setMissing] = useState({ email: false, password: false });
  const wait = useWait(signIn.error);
  const wanted = wantedPage(params.get('next'));
  const passwordField = useRef<HTMLFormElement>(null);

  function send(event: FormEvent) {
    event.preventDefault();
    const gone = { email: !email.trim(), password: !password };
    setMissing(gone);
    setAttempt((before) => before + 1);
    if (gone.email || gone.password || wait > 0) return;
    sessionStorage.setItem(REMEMBERED_EMAIL, email.trim());
    signIn.mutate(
      { email: email.trim(), password },
      {
        onSuccess: (session) =>
          void navigate(wanted ?? firstPage(session, localStorage.getItem('frontdesk.office')), { replace: true }),
        onError: (error) => {
          if (codeOf(error) === OFFLINE) return;
          setPassword('');
          passwordField.current?.querySelector<HTMLInputElement>('#password')?.focus();
        },
      },
    );
  }

  const mistakes = [
    ...(missing.email && !email ? [{ id: 'email', label: t('email') }] : []),
    ...(missing.password && !password && !signIn.isError ? [{ id: 'password', label: t('password') }] : []),
  ];
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <div className={styles.house}>
          <Logo />
          <span>Frontdesk</span>
        </div>
        <Card className={styles.card}>
          <PageHeading>{t('title')}</PageHeading>
          {wanted && !signIn.isError && <Notice kind="info">{t('again')}</Notice>}
          <ErrorSummary mistakes={mistakes} attempt={attempt} />
          {signIn.isError && <Trouble error={signIn.error} wait={wait} />}
          <form ref={passwordField} className={styles.form} onSubmit={send} noValidate>
            <TextField
              id="email"
              type="email"
              autoComplete="username"
              label={t('email')}
              value={email}
              onChange={(event) => setEmail(event.target.value)}
              error={missing.email && !email ? t('emailMissing') : undefined}
            />
            <TextField
              id="password"
              type="password"
              autoComplete="current-password"
              label={t('password')}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              error={missing.password && !password && !signIn.isError ? t('passwordMissing') : undefined}
            />
            <Button type="submit" kind="primary" full busy={signIn.isPending} disabled={wait > 0}>
              {t('signIn')}
            </Button>
          </form>
        </Card>
        <p className={styles.quiet}>
          {t('notStaff')} <TextLink to="/">{t('toBooking')}</TextLink>
        </p>
      </div>
    </main>
  );
}

function Trouble({ error, wait }: { error: unknown; wait: number }) {
  const { t } = useTranslation('account');
  if (error instanceof ApiProblem && error.status === 429) {
    return (
      <Notice kind="warn" role="alert">
        {wait > 0 ? t('tooMany', { count: Math.ceil(wait / 60) }) : t('tooManyOver')}
      </Notice>
    );
  }
  const known = error instanceof ApiProblem && error.status === 401;
  const words = known ? t('wrong') : t(codeOf(error) === OFFLINE ? 'offline' : 'trouble');
  return (
    <Notice kind="bad" role="alert">
      {words}
    </Notice>
  );
}
