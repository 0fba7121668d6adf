// The keys of the queue: J and K walk its rows, O leads to the outcome, A lets the next one in (day-view.tsx), ? shows all.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card';
import { Section } from '../../ui/heading';
import { useKey } from '../../ui/key';
import { TextAct } from '../../ui/text-link';
import { KeyList, SHOWN } from './key-list';

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
  inCard: { padding: '4px 16px 16px' },
  all: { padding: '0 16px 16px' },
});

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
