// Around every page a consumer sees: the office's name, help, the language, and how to phone instead.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { Globe20Regular, QuestionCircle20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet } from 'react-router';
import { Button } from '../ui/button';
import { Bone } from '../ui/empty';
import { useFrame } from '../ui/frame';
import { Logo } from '../ui/logo';
import { useMomentWords } from '../ui/moment';
import { hoursInWords, isRoundTheClock } from '../ui/opening-hours';
import { Rich } from '../ui/rich';
import { screen } from '../ui/screen';
import { hidden, text } from '../ui/text';
import { TextLink } from '../ui/text-link';
import { tokens } from '../ui/tokens';
import { chooseLanguage, LANGUAGES } from './i18n';

const useStyles = makeStyles({
  shell: {
    display: 'flex',
    flexDirection: 'column',
    minHeight: '100dvh',
    // The footer keeps to the width of the page above it, told by its main element.
    ':has(main[data-width="answer"]) > footer': { maxWidth: '704px' },
    ':has(main[data-width="medium"]) > footer': { maxWidth: '1088px' },
  },
  skip: {
    ...hidden,
    ':focus': {
      position: 'fixed',
      top: '8px',
      insetInlineStart: '8px',
      zIndex: 20,
      width: 'auto',
      height: 'auto',
      margin: 0,
      padding: '12px 16px',
      clipPath: 'none',
      backgroundColor: tokens.colorNeutralBackground1,
      borderRadius: tokens.borderRadiusMedium,
      boxShadow: tokens.shadow16,
    },
  },
  header: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    height: '64px',
    padding: '0 32px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    [screen.phone]: { height: '56px', padding: '0 16px' },
  },
  office: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    minWidth: 0,
    flexGrow: 1,
    color: 'inherit',
    textDecorationLine: 'none',
    fontWeight: tokens.fontWeightSemibold,
  },
  name: { ...text.truncated },
  act: {
    minHeight: '32px',
    padding: '0 12px',
    fontSize: '14px',
    lineHeight: '20px',
    [screen.phone]: { minHeight: '44px' },
  },
  language: {
    minHeight: '32px',
    border: 'none',
    backgroundColor: 'transparent',
    color: 'inherit',
    font: 'inherit',
    fontSize: '14px',
    fontWeight: tokens.fontWeightMedium,
  },
  panel: {
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    padding: '16px 32px',
    ...text.small,
    display: 'flex',
    gap: '8px 32px',
    flexWrap: 'wrap',
    [screen.phone]: { padding: '12px 16px' },
  },
  footer: {
    display: 'flex',
    gap: '8px 24px',
    flexWrap: 'wrap',
    width: '100%',
    maxWidth: '1184px',
    margin: '0 auto',
    padding: '0 32px 48px',
    ...text.small,
    color: tokens.colorNeutralForeground3,
    [screen.phone]: { padding: '0 16px 32px' },
  },
  number: { ...text.numbers, whiteSpace: 'nowrap' },
});

function usePhoneLine() {
  const { t } = useTranslation('common');
  const { phone, hours, timeZone } = useFrame();
  const words = useMomentWords();
  const styles = useStyles();
  if (!phone) return null;
  const open = hoursInWords(hours, words.locale, (from, to) => t('time.dayRange', { from, to }));
  const said = isRoundTheClock(hours)
    ? t('footer.phoneAlways', { phone })
    : open && timeZone
      ? t('footer.phone', { phone, hours: open, zone: words.zone(timeZone) })
      : t('footer.phoneOnly', { phone });
  const link = (number: string) => (
    <TextLink quiet className={styles.number} href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>
      {number}
    </TextLink>
  );
  return <Rich text={said} tags={{ phone: link }} />;
}

function Footer() {
  const styles = useStyles();
  const line = usePhoneLine();
  if (!line) return null;
  return (
    <footer className={styles.footer}>
      <span>{line}</span>
    </footer>
  );
}

function HelpPanel() {
  const { t } = useTranslation('common');
  const { email } = useFrame();
  const styles = useStyles();
  const line = usePhoneLine();
  return (
    <section id="help" className={styles.panel} aria-label={t('helpPanel.title')}>
      <span>{t('helpPanel.needs')}</span>
      {line && <span>{line}</span>}
      {email && (
        <span>
          {t('helpPanel.email')}{' '}
          <TextLink quiet href={`mailto:${email}`}>
            {email}
          </TextLink>
        </span>
      )}
    </section>
  );
}

function LanguageChoice() {
  const { t, i18n } = useTranslation('common');
  const styles = useStyles();
  if (LANGUAGES.length < 2) return null;
  return (
    <label className={styles.act}>
      <Globe20Regular aria-label={t('language')} />
      <select
        className={styles.language}
        value={i18n.language}
        onChange={(event) => void chooseLanguage(event.target.value)}
      >
        {LANGUAGES.map(({ code, name }) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

export function ConsumerShell() {
  const { t } = useTranslation('common');
  const { name, logo, home, isBare } = useFrame();
  const [helping, setHelping] = useState(false);
  const styles = useStyles();
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        {t('skip')}
      </a>
      {!isBare && (
        <header className={styles.header}>
          <Link to={home} className={styles.office}>
            <Logo src={logo} />
            <span className={styles.name}>{name ?? <Bone width="160px" />}</span>
          </Link>
          <Button
            kind="subtle"
            className={mergeClasses(styles.act)}
            icon={<QuestionCircle20Regular />}
            aria-expanded={helping}
            aria-controls="help"
            onClick={() => setHelping(!helping)}
          >
            {t('help')}
          </Button>
          <LanguageChoice />
        </header>
      )}
      {helping && !isBare && <HelpPanel />}
      <div id="content">
        <Outlet />
      </div>
      {!isBare && <Footer />}
    </div>
  );
}
