// All keys of the calendar.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { TellDialog } from '../../ui/ask-dialog';
import { Key } from '../../ui/key';

const KEYS = [
  ['arrows', ['←', '→', '↑', '↓']],
  ['enter', ['Enter']],
  ['m', ['M']],
  ['y', ['Y']],
  ['escape', ['Esc']],
  ['c', ['C']],
  ['t', ['T']],
  ['jk', ['J', 'K']],
  ['dw', ['D', 'W']],
  ['p', ['P']],
  ['help', ['?']],
] as const;

const useStyles = makeStyles({
  list: { display: 'grid', gridTemplateColumns: 'max-content minmax(0, 1fr)', gap: '8px 16px', alignItems: 'center' },
  keys: { display: 'flex', gap: '4px' },
});

export function BoardKeys({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('calendar');
  const styles = useStyles();
  return (
    <TellDialog title={t('keys.title')} onClose={onClose}>
      <dl className={styles.list}>
        {KEYS.map(([name, keys]) => [
          <dt key={name} className={styles.keys}>
            {keys.map((key) => (
              <Key key={key}>{key}</Key>
            ))}
          </dt>,
          <dd key={`${name}-does`}>{t(`keys.${name}`)}</dd>,
        ])}
      </dl>
    </TellDialog>
  );
}
