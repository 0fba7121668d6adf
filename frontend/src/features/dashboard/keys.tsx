// The keys of the queue: J and K walk its rows, O leads to the outcome, A lets the next one in (day-view.tsx), ? shows all.
import { makeStyles, Switch } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Tell } from '../../ui/ask';
import { Card } from '../../ui/card';
import { Section } from '../../ui/heading';
import { Key, keysAreOn, switchKeys, useKey } from '../../ui/key';
import { TextAct } from '../../ui/text-link';
import { tokens } from '../../ui/tokens';

const ROW = '[data-row]';
const OUTCOME = '[data-outcome], [aria-haspopup="menu"]';

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`main ${ROW}`)];
}

function step(by: 1 | -1) {
  const all = rows();
  const here = all.indexOf(document.activeElement?.closest<HTMLElement>(ROW) ?? document.body);
  const next = here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + by, 0), all.length - 1);
  all[next]?.focus();
}

/** To the outcome of the row one stands on, else to the first that is not settled. */
function toOutcome() {
  const row = document.activeElement?.closest<HTMLElement>(ROW);
  const open = rows().find((one) => one.querySelector('[data-outcome]'));
  const target = (row?.querySelector<HTMLElement>(OUTCOME) ? row : open)?.querySelector<HTMLElement>(OUTCOME);
  target?.focus();
}

export function useRows(): void {
  useKey('j', () => step(1));
  useKey('k', () => step(-1));
  useKey('o', toOutcome);
}

const useStyles = makeStyles({
  card: { '@media (hover: none), (max-width: 639.98px)': { display: 'none' } },
  head: { padding: '12px 16px 8px' },
  list: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    gap: '8px 12px',
    alignItems: 'center',
    color: tokens.colorNeutralForeground2,
  },
  inCard: { padding: '4px 16px 16px' },
  pair: { display: 'flex', gap: '4px' },
  all: { padding: '0 16px 16px' },
});

const SHOWN = [
  { keys: ['A'], text: 'keys.letIn' },
  { keys: ['J', 'K'], text: 'keys.rows' },
  { keys: ['O'], text: 'keys.outcome' },
  { keys: ['?'], text: 'keys.all' },
] as const;

const MORE = [
  { keys: ['T'], text: 'keys.today' },
  { keys: ['Tab'], text: 'keys.tab' },
] as const;

function KeyList({ list }: { list: readonly { keys: readonly string[]; text: string }[] }) {
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

export function KeysCard({ onAll }: { onAll: () => void }) {
  const { t } = useTranslation('dashboard');
  const styles = useStyles();
  return (
    <Card className={styles.card}>
      <Section className={styles.head}>{t('keys.title')}</Section>
      <div className={styles.inCard}>
        <KeyList list={SHOWN} />
      </div>
      <div className={styles.all}>
        <TextAct onClick={onAll}>{t('keys.settings')}</TextAct>
      </div>
    </Card>
  );
}

export function AllKeys({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('dashboard');
  const [on, setOn] = useState(keysAreOn);
  return (
    <Tell title={t('keys.title')} onClose={onClose}>
      <KeyList list={[...SHOWN, ...MORE]} />
      <Switch
        label={t('keys.switch')}
        checked={on}
        onChange={(_, { checked }) => {
          switchKeys(checked);
          setOn(checked);
        }}
      />
      <p>{t('keys.hint')}</p>
    </Tell>
  );
}
