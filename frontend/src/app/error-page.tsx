// When a page cannot be shown at all: it stumbled, it does not exist, or a newer build has replaced its files.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../ui/button';
import { Card } from '../ui/card';
import { PageHeading } from '../ui/heading';
import { screen } from '../ui/screen';
import { text } from '../ui/text';

const useStyles = makeStyles({
  page: { maxWidth: '640px', margin: '0 auto', padding: '64px 16px', [screen.phone]: { paddingTop: '24px' } },
  card: { display: 'flex', flexDirection: 'column', gap: '16px', alignItems: 'flex-start' },
  detail: { ...text.caption, fontFamily: 'monospace', overflowWrap: 'anywhere' },
});

/** After a release, a page opened before it asks for files that are gone. */
function isStale(error: unknown): boolean {
  return error instanceof TypeError && /dynamically imported module|module script/i.test(error.message);
}

export function NotFoundPage() {
  const { t } = useTranslation('common');
  const styles = useStyles();
  return (
    <main className={styles.page}>
      <Card padded className={styles.card}>
        <PageHeading>{t('error.notFoundTitle')}</PageHeading>
        <p>{t('error.notFoundText')}</p>
        <ButtonLink to="/" kind="primary">
          {t('error.home')}
        </ButtonLink>
      </Card>
    </main>
  );
}

export function ErrorPage({ error }: { error: unknown }) {
  const { t } = useTranslation('common');
  const styles = useStyles();
  return (
    <main className={styles.page}>
      <Card padded className={styles.card}>
        <PageHeading>{t('error.title')}</PageHeading>
        <p>{t(isStale(error) ? 'error.newVersion' : 'error.text')}</p>
        <Button kind="primary" onClick={() => window.location.reload()}>
          {t('error.reload')}
        </Button>
      </Card>
    </main>
  );
}
