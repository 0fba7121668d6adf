// What is behind: outcomes, and who is still to be settled.
import {
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  mergeClasses,
} from '@fluentui/react-components';
import { ChevronDown12Regular, PersonClock16Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { DayVisit, Outcome } from '../../api/words';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Chip } from '../../ui/chip';
import { Section } from '../../ui/heading';
import { useMomentWords } from '../../ui/moment';
import { screen } from '../../ui/screen';
import { type ChipState, StateChip } from '../../ui/state-chip';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { isToSettle } from './queue';
import { useSectionStyles } from './section-styles';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '44px minmax(0, 1fr) auto',
    gap: '8px',
    alignItems: 'center',
    minHeight: '42px',
    padding: '4px 12px 4px 16px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ':focus': { outlineOffset: '-2px' },
  },
  open: { backgroundColor: tokens.colorStatusWarningBackground1, padding: '8px 16px' },
  time: text.numbers,
  strong: { fontWeight: tokens.fontWeightSemibold },
  name: text.truncated,
  ask: { boxShadow: `inset 0 0 0 1px ${tokens.colorStatusWarningBorder1}`, gridColumn: '3' },
  chip: {
    display: 'flex',
    alignItems: 'center',
    gap: '2px',
    minHeight: '32px',
    padding: '0 4px',
    borderTopStyle: 'none',
    borderRightStyle: 'none',
    borderBottomStyle: 'none',
    borderLeftStyle: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground3,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    [screen.phone]: { minHeight: '44px' },
  },
  acts: { gridColumn: '2 / 4', display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

const OUTCOME_CHIP: Record<Outcome, ChipState> = {
  completed: 'completed',
  consumer_no_show: 'no_show',
  provider_no_show: 'provider_no_show',
};

const OUTCOMES: readonly Outcome[] = ['completed', 'consumer_no_show', 'provider_no_show'];

interface EarlierProps {
  visits: readonly DayVisit[];
  now: number;
  isToday: boolean;
  onSettle: (visit: DayVisit, outcome: Outcome | null) => void;
  onOpen: (visit: DayVisit) => void;
}

export function Earlier({ visits, now, isToday, onSettle, onOpen }: EarlierProps) {
  const { t } = useTranslation('dashboard');
  const section = useSectionStyles();
  const unsettled = visits.filter((visit) => isToSettle(visit, now)).length;
  return (
    <Card className={section.card}>
      <div className={mergeClasses(section.head, section.aside)}>
        <Section>{t(isToday ? 'earlier' : 'visits')}</Section>
        {unsettled > 0 && <span className={section.end}>{t('toSettle', { count: unsettled })}</span>}
      </div>
      <ul>
        {visits.map((visit) =>
          isToSettle(visit, now) ? (
            <ToSettle key={visit.seat_id} visit={visit} onSettle={onSettle} />
          ) : (
            <Settled key={visit.seat_id} visit={visit} onSettle={onSettle} onOpen={onOpen} />
          ),
        )}
      </ul>
    </Card>
  );
}

type RowProps = Pick<EarlierProps, 'onSettle'> & { visit: DayVisit };

function ToSettle({ visit, onSettle }: RowProps) {
  const { t } = useTranslation('dashboard');
  const styles = useStyles();
  const words = useMomentWords();
  const met = visit.state === 'ended';
  return (
    <li className={mergeClasses(styles.row, styles.open)} tabIndex={-1} data-row="">
      <span className={mergeClasses(styles.time, styles.strong)}>{words.time(visit.office.time)}</span>
      <span className={mergeClasses(styles.name, styles.strong)}>{visit.consumer.name}</span>
      <Chip tint="warn" icon={<PersonClock16Regular />} className={styles.ask}>
        {t(met ? 'howDidItEnd' : 'didNotCome')}
      </Chip>
      <span className={styles.acts}>
        <Button onClick={() => onSettle(visit, 'consumer_no_show')}>{t('outcome.consumer_no_show')}</Button>
        <Button data-outcome="" onClick={() => onSettle(visit, 'completed')}>
          {t(met ? 'outcome.completed' : 'wasHere')}
        </Button>
      </span>
    </li>
  );
}

function Settled({ visit, onSettle, onOpen }: RowProps & Pick<EarlierProps, 'onOpen'>) {
  const { t } = useTranslation(['dashboard', 'common']);
  const styles = useStyles();
  const words = useMomentWords();
  const cancelled = visit.state === 'cancelled';
  const chip = cancelled || !visit.outcome ? 'cancelled' : OUTCOME_CHIP[visit.outcome];
  const word = t(`state.${chip}`, { ns: 'common' });
  return (
    <li className={styles.row} tabIndex={-1} data-row="">
      <span className={styles.time}>{words.time(visit.office.time)}</span>
      <span className={styles.name}>{visit.consumer.name}</span>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <button
            type="button"
            className={styles.chip}
            aria-label={t('outcomeOf', { name: visit.consumer.name, outcome: word })}
          >
            <StateChip state={chip} />
            <ChevronDown12Regular />
          </button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {!cancelled &&
              OUTCOMES.filter((outcome) => outcome !== visit.outcome).map((outcome) => (
                <MenuItem key={outcome} onClick={() => onSettle(visit, outcome)}>
                  {t('setOutcome', { outcome: t(`outcome.${outcome}`) })}
                </MenuItem>
              ))}
            {!cancelled && <MenuItem onClick={() => onSettle(visit, null)}>{t('outcome.undo')}</MenuItem>}
            <MenuItem onClick={() => onOpen(visit)}>{t('openNotes')}</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
    </li>
  );
}
