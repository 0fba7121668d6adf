// Beside the call: who it is, the notes, the outcome, and the end.
import { makeStyles, Tab, TabList } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { DayVisit, Outcome, VisitDetail } from '../../../api/words';
import { Button } from '../../../ui/button';
import { calledName } from '../../../ui/called-name';
import { Rule } from '../../../ui/card';
import { Section } from '../../../ui/heading';
import { type MenuAct, MoreMenu } from '../../../ui/more-menu';
import { screen } from '../../../ui/screen';
import { tokens } from '../../../ui/tokens';
import { Details } from './details';
import { Notes } from './notes';
import { OutcomeChoice } from './outcome-choice';

export type Pane = 'call' | 'details' | 'notes';

const useStyles = makeStyles({
  pane: {
    display: 'flex',
    flexDirection: 'column',
    minHeight: 0,
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 799.98px)': { borderLeft: 'none' },
  },
  title: {
    display: 'flex',
    alignItems: 'center',
    minHeight: '48px',
    padding: '12px 16px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  tabs: {
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    '> *': { flexGrow: 1 },
  },
  body: { display: 'flex', flexDirection: 'column', gap: '16px', flexGrow: 1, overflowY: 'auto', padding: '16px' },
  foot: {
    display: 'flex',
    gap: '8px',
    padding: '12px 16px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    [screen.phone]: { paddingBottom: 'max(12px, env(safe-area-inset-bottom))' },
  },
  end: { flexGrow: 1 },
});

interface PaneTabsProps {
  pane: Pane;
  onPane: (pane: Pane) => void;
  withCall?: boolean;
}

export function PaneTabs({ pane, onPane, withCall = false }: PaneTabsProps) {
  const { t } = useTranslation('provider-visit');
  const styles = useStyles();
  const panes: readonly Pane[] = withCall ? ['call', 'details', 'notes'] : ['details', 'notes'];
  return (
    <TabList
      className={styles.tabs}
      selectedValue={panes.includes(pane) ? pane : 'notes'}
      onTabSelect={(_, { value }) => onPane(value as Pane)}
    >
      {panes.map((one) => (
        <Tab key={one} value={one}>
          {t(`pane.${one}`)}
        </Tab>
      ))}
    </TabList>
  );
}

interface SidePaneProps {
  visit: VisitDetail;
  pane: Pane | 'all';
  /** Given where the pane draws its own tabs. */
  onPane: ((pane: Pane) => void) | undefined;
  outcome: Outcome | null;
  onOutcome: (outcome: Outcome | null) => void;
  next: DayVisit | null;
  /** In the call: then ending it is the one act of the page. */
  isInside: boolean;
  mayEnd: boolean;
  mayPutBack: boolean;
  busy: boolean;
  onEnd: () => void;
  onEndOnly: () => void;
  onPutBack: () => void;
  onNext: () => void;
}

export function SidePane(props: SidePaneProps) {
  const { t } = useTranslation('provider-visit');
  const styles = useStyles();
  const { visit, pane, onPane } = props;
  const all = pane === 'all';
  const details = all || pane === 'details';
  const notes = all || pane === 'notes' || pane === 'call';
  return (
    <section className={styles.pane} aria-label={t('pane.label')}>
      {all && <Section className={styles.title}>{visit.consumer.name}</Section>}
      {!all && onPane && <PaneTabs pane={pane === 'call' ? 'notes' : pane} onPane={onPane} />}
      <div className={styles.body}>
        {details && <Details visit={visit} />}
        {all && <Rule />}
        {notes && <Notes visit={visit} />}
        {notes && visit.state !== 'cancelled' && <OutcomeChoice value={props.outcome} onChange={props.onOutcome} />}
      </div>
      <Foot {...props} />
    </section>
  );
}

function Foot({ visit, next, isInside, mayEnd, mayPutBack, busy, onEnd, onEndOnly, onPutBack, onNext }: SidePaneProps) {
  const { t } = useTranslation('provider-visit');
  const styles = useStyles();
  const name = next ? calledName(next.consumer.name) : '';
  const acts: MenuAct[] = [
    ...(mayEnd && next ? [{ label: t('endOnly'), onAct: onEndOnly }] : []),
    ...(mayPutBack ? [{ label: t('putBack', { name: calledName(visit.consumer.name) }), onAct: onPutBack }] : []),
  ];
  if (!mayEnd && !next) return null;
  return (
    <div className={styles.foot}>
      {mayEnd ? (
        <Button
          kind={isInside ? 'primary' : 'outline'}
          size="large"
          className={styles.end}
          keyHint="Alt E"
          busy={busy}
          onClick={onEnd}
        >
          {next ? t('endThen', { name }) : t('endForAll')}
        </Button>
      ) : (
        <Button kind="primary" size="large" className={styles.end} keyHint="Alt N" busy={busy} onClick={onNext}>
          {t('letIn', { name })}
        </Button>
      )}
      <MoreMenu kind="outline" size="large" label={t('more')} acts={acts} />
    </div>
  );
}
