// Something could not be loaded: say which of the two it is (no connection, or our side) and offer to try again.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { codeOf, OFFLINE } from '../api/problem';
import { Button } from './button';
import { Card } from './card';
import { Section } from './heading';

const useStyles = makeStyles({
  card: { display: 'flex', flexDirection: 'column', gap: '12px', alignItems: 'flex-start' },
});

export function ProblemCard({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation('common');
  const styles = useStyles();
  const kind = codeOf(error) === OFFLINE ? 'offline' : 'server';
  return (
    <Card padded className={styles.card} role="alert">
      <Section>{t(`error.${kind}Title`)}</Section>
      <p>{t(`error.${kind}Text`)}</p>
      <Button onClick={onRetry}>{t('error.again')}</Button>
    </Card>
  );
}
