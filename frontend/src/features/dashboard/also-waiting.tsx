import { makeStyles } from '@fluentui/react-components';
import { PersonProhibited20Regular, Video20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { DayVisit } from '../../api/words';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { calledName } from '../../ui/called-name';
import { Card } from '../../ui/card';
import { Count } from '../../ui/chip';
import { Section } from '../../ui/heading';
import { useMomentWords } from '../../ui/moment';
import { MoreMenu } from '../../ui/more-menu';
import { screen } from '../../ui/screen';
import { WaitChip } from '../../ui/state-chip';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { waitOf } from '../../ui/wait';
import { useSectionStyles } from './section-styles';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '40px minmax(0, 1fr) auto auto',
    gap: '12px',
    alignItems: 'center',
    padding: '10px 16px 10px 20px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ':focus': { outlineOffset: '-2px' },
    [screen.phone]: { gridTemplateColumns: '40px minmax(0, 1fr) auto', gap: '6px 12px', padding: '12px 16px' },
  },
  avatar: { [screen.phone]: { gridRow: '1 / 3', alignSelf: 'start' } },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold, ...text.truncated },
  quiet: { color: tokens.colorNeutralForeground3, ...text.truncated, ...text.numbers },
  chip: { [screen.phone]: { gridColumn: '2', gridRow: '2' } },
  acts: { display: 'flex', gap: '4px', [screen.phone]: { gridColumn: '3', gridRow: '1 / 3' } },
});

interface AlsoWaitingProps {
  visits: readonly DayVisit[];
  now: number;
  /** The visit whose consumer is being let in. */
  busy: string | null;
  onLetIn: (visit: DayVisit) => void;
  onRefuse: (visit: DayVisit) => void;
  onOpen: (visit: DayVisit) => void;
}

export function AlsoWaiting({ visits, now, busy, onLetIn, onRefuse, onOpen }: AlsoWaitingProps) {
  const { t } = useTranslation('dashboard');
  const section = useSectionStyles();
  const styles = useStyles();
  const words = useMomentWords();
  return (
    <Card className={section.card}>
      <div className={section.head}>
        <Section>{t('alsoWaiting')}</Section>
        <Count>{visits.length}</Count>
      </div>
      <ul>
        {visits.map((visit) => {
          const told = waitOf(visit, now);
          return (
            <li key={visit.seat_id} className={styles.row} tabIndex={-1} data-row="">
              <span className={styles.avatar}>
                <Avatar name={visit.consumer.name} initials={visit.consumer.initials} />
              </span>
              <span className={styles.words}>
                <span className={styles.name}>{visit.consumer.name}</span>
                <span className={styles.quiet}>
                  {words.range(visit.office)}, {visit.service.name}
                </span>
              </span>
              <span className={styles.chip}>{told && <WaitChip {...told} />}</span>
              <span className={styles.acts}>
                <Button
                  busy={busy === visit.id}
                  aria-label={t('letInLabel', { name: calledName(visit.consumer.name) })}
                  onClick={() => onLetIn(visit)}
                >
                  {t('letInShort')}
                </Button>
                <MoreMenu
                  label={t('moreAbout', { name: visit.consumer.name })}
                  acts={[
                    { label: t('openVisit'), icon: <Video20Regular />, onAct: () => onOpen(visit) },
                    { label: t('refuse.menu'), icon: <PersonProhibited20Regular />, onAct: () => onRefuse(visit) },
                  ]}
                />
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
