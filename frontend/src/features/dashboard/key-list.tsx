import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Key } from '../../ui/key';
import { tokens } from '../../ui/tokens';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    gap: '8px 12px',
    alignItems: 'center',
    color: tokens.colorNeutralForeground2,
  },
  pair: { display: 'flex', gap: '4px' },
});

export const SHOWN = [
  { keys: ['A'], text: 'keys.letIn' },
  { keys: ['J', 'K'], text: 'keys.rows' },
  { keys: ['O'], text: 'keys.outcome' },
  { keys: ['?'], text: 'keys.all' },
] as const;

export const MORE = [
  { keys: ['T'], text: 'keys.today' },
  { keys: ['Tab'], text: 'keys.tab' },
] as const;

export function KeyList({ list }: { list: readonly { keys: readonly string[]; text: string }[] }) {
  const { t } = useTranslation('dashboard');
  const styles = useStyles();
  return (
    <div className={styles.list}>
      {list.map(({ keys, text }) => [
        <span key={text} className={styles.pair}>
          {keys.map((key) => (
            <Key key={key}>{key}</Key>
          ))}
        </span>,
        <span key={`${text} words`}>{t(text)}</span>,
      ])}
    </div>
  );
}
