// The first step: the office and the account of whoever owns it, made together. Everything else comes signed in.
import { makeStyles } from '@fluentui/react-components';
import { Globe20Regular, Link20Regular, PersonKey20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { ApiProblem, codeOf } from '../../../api/problem';
import { ErrorSummary, Field, TextField, useControl } from '../../../ui/field';
import { Section } from '../../../ui/heading';
import { useMomentWords } from '../../../ui/moment';
import { Notice } from '../../../ui/notice';
import { Rich } from '../../../ui/rich';
import { screen } from '../../../ui/screen';
import { TextLink } from '../../../ui/text-link';
import { useDraft } from '../../../ui/use-draft';
import { GuidePage, GuideStep } from './guide-layout';
import { useInstall } from './queries';

const ZONES = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/'));
const PASSWORD_MIN = 12;

const useStyles = makeStyles({
  fields: { display: 'grid', gap: '16px', maxWidth: '560px' },
  pair: {
    display: 'grid',
    gap: '16px',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    [screen.phone]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
});

interface Typed {
  office: string;
  zone: string;
  name: string;
  email: string;
  code: string;
}

/** "en-GB" of what the browser speaks; a language without a country gets its most likely one. */
export function officeLocale(spoken: string): string {
  const locale = new Intl.Locale(spoken);
  if (locale.language === 'en' && !locale.region) return 'en-GB';
  const { language, region } = locale.maximize();
  return region && /^[A-Z]{2}$/.test(region) ? `${language}-${region}` : language;
}

/** As the server makes it, for showing; the server's word counts. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/[^\0-\x7f]/g, '');
  return (
    plain
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 48) || 'office'
  );
}

type FieldName = 'office' | 'name' | 'email' | 'password' | 'code';

export function AccountStep() {
  const { t } = useTranslation('setup');
  const styles = useStyles();
  const look = useControl();
  const words = useMomentWords();
  const navigate = useNavigate();
  const { hash } = useLocation();
  const given = decodeURIComponent(hash.replace(/^#/, ''));
  const draft = useDraft<Typed>('setup.account');
  const typed = draft.value ?? {
    office: '',
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    name: '',
    email: '',
    code: '',
  };
  const [password, setPassword] = useState('');
  const [attempt, setAttempt] = useState(0);
  const install = useInstall();
  const refused = codeOf(install.error);
  const set = (part: Partial<Typed>) => draft.set({ ...typed, ...part });
  const code = given && refused !== 'wrong_setup_code' ? given : typed.code || given;
  const asksCode = !given || refused === 'wrong_setup_code';

  const wrong: Record<FieldName, boolean> = {
    office: !typed.office.trim(),
    name: !typed.name.trim(),
    email: !/^\S+@\S+\.\S+$/.test(typed.email.trim()) || refused === 'invalid_email',
    password: password.length < PASSWORD_MIN,
    code: !code.trim(),
  };
  const mistakes = (Object.keys(wrong) as FieldName[]).filter((field) => attempt > 0 && wrong[field]);
  const error = (field: FieldName) => (mistakes.includes(field) ? t(`account.wrong.${field}`) : undefined);

  function send() {
    setAttempt((before) => before + 1);
    const stillWrong = { ...wrong, email: !/^\S+@\S+\.\S+$/.test(typed.email.trim()) };
    if (Object.values(stillWrong).includes(true)) return;
    install.mutate(
      {
        code: code.trim(),
        office_name: typed.office.trim(),
        time_zone: typed.zone,
        locale: officeLocale(navigator.language),
        name: typed.name.trim(),
        email: typed.email.trim(),
        password,
      },
      {
        onSuccess: () => {
          draft.clear();
          void navigate('/setup?step=services', { replace: true });
        },
      },
    );
  }

  const address = `${window.location.host}/book/${slugOf(typed.office)}`;
  return (
    <GuidePage at="office" done={[]} skipped={[]} said={{}} open={false}>
      <GuideStep
        heading={t('account.heading')}
        lead={t('account.lead')}
        act={t('continue.services')}
        busy={install.isPending}
        onContinue={send}
        facts={[
          {
            key: 'address',
            icon: <Link20Regular />,
            words: <Rich text={t('account.doesAddress', { address })} />,
          },
          {
            key: 'zone',
            icon: <Globe20Regular />,
            words: <Rich text={t('account.doesZone', { zone: words.zone(typed.zone) })} />,
          },
          { key: 'owner', icon: <PersonKey20Regular />, words: <Rich text={t('account.doesOwner')} /> },
        ]}
      >
        <ErrorSummary
          attempt={attempt}
          mistakes={mistakes.map((field) => ({ id: `setup-${field}`, label: t(`account.${field}`) }))}
        />
        <Refused error={install.error} />
        <div className={styles.fields}>
          <TextField
            id="setup-office"
            label={t('account.office')}
            help={t('account.officeHelp')}
            autoComplete="organization"
            maxLength={120}
            value={typed.office}
            error={error('office')}
            onChange={({ target }) => set({ office: target.value })}
          />
          <Field label={t('account.zone')} help={t('account.zoneHelp')}>
            <select className={look} value={typed.zone} onChange={({ target }) => set({ zone: target.value })}>
              {[...new Set([typed.zone, ...ZONES])].map((zone) => (
                <option key={zone} value={zone}>
                  {zone.replaceAll('_', ' ')}
                </option>
              ))}
            </select>
          </Field>
          <Section>{t('account.you')}</Section>
          <div className={styles.pair}>
            <TextField
              id="setup-name"
              label={t('account.name')}
              autoComplete="name"
              maxLength={120}
              value={typed.name}
              error={error('name')}
              onChange={({ target }) => set({ name: target.value })}
            />
            <TextField
              id="setup-email"
              type="email"
              label={t('account.email')}
              autoComplete="username"
              maxLength={254}
              value={typed.email}
              error={error('email')}
              onChange={({ target }) => {
                install.reset();
                set({ email: target.value });
              }}
            />
          </div>
          <TextField
            id="setup-password"
            type="password"
            label={t('account.password')}
            help={t('account.passwordHelp')}
            autoComplete="new-password"
            value={password}
            error={error('password')}
            onChange={({ target }) => setPassword(target.value)}
          />
          {asksCode && (
            <TextField
              id="setup-code"
              label={t('account.code')}
              help={t('account.codeHelp')}
              autoComplete="off"
              maxLength={64}
              value={typed.code}
              error={error('code')}
              onChange={({ target }) => set({ code: target.value })}
            />
          )}
        </div>
      </GuideStep>
    </GuidePage>
  );
}

function Refused({ error }: { error: unknown }) {
  const { t } = useTranslation('setup');
  const code = codeOf(error);
  if (!error || code === 'invalid_email') return null;
  if (code === 'already_set_up') {
    return (
      <Notice kind="warn" role="alert">
        {t('account.alreadySetUp')} <TextLink to="/sign-in">{t('account.signIn')}</TextLink>
      </Notice>
    );
  }
  const known = code === 'wrong_setup_code' ? 'account.wrongCode' : null;
  const tooMany = error instanceof ApiProblem && error.status === 429 ? 'account.tooMany' : null;
  return (
    <Notice kind="bad" role="alert">
      {t(known ?? tooMany ?? 'failed')}
    </Notice>
  );
}
