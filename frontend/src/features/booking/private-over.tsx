// A private link that opens nothing: why, and how else to go on.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ApiProblem, codeOf } from '../../api/problem';
import type { OfficePage } from '../../api/words';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { PageHeading } from '../../ui/heading';
import { ProblemCard } from '../../ui/problem-card';
import { Rich } from '../../ui/rich';
import { screen } from '../../ui/screen';
import { TextLink } from '../../ui/text-link';

const useStyles = makeStyles({
  alone: { maxWidth: '704px', margin: '0 auto', padding: '40px 32px', [screen.phone]: { padding: '20px 16px' } },
  card: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '16px' },
});

interface PrivateOverProps {
  office: OfficePage | undefined;
  error: unknown;
  onRetry: () => void;
  /** Go on without the link. */
  onForget: () => void;
}

export default function PrivateOver({ office, error, onRetry, onForget }: PrivateOverProps) {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  if (!(error instanceof ApiProblem) || error.isTransient) {
    return (
      <main className={styles.alone} data-width="answer">
        <ProblemCard error={error} onRetry={onRetry} />
      </main>
    );
  }
  const why = codeOf(error) === 'private_link_used_up' ? 'usedUp' : error.status === 410 ? 'over' : 'invalid';
  const phone = office?.phone;
  return (
    <main className={styles.alone} data-width="answer">
      <Card padded className={styles.card}>
        <PageHeading {...(office ? { place: office.name } : {})}>{t(`private.${why}.title`)}</PageHeading>
        <p>
          <Rich
            text={`${t(`private.${why}.text`)} ${phone ? t('private.phone', { phone }) : ''}`}
            tags={{ phone: (number) => <TextLink href={`tel:${number.replaceAll(/[^+\d]/g, '')}`}>{number}</TextLink> }}
          />
        </p>
        <Button onClick={onForget}>{t('private.others')}</Button>
      </Card>
    </main>
  );
}
