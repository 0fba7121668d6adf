// One act: when, who, what, and each field as it was and as it is.
import { makeStyles } from '@fluentui/react-components';
import { ArrowUndo16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../api/session';
import type { HistoryEntry } from '../../api/words';
import { Button } from '../../ui/button';
import { useInstants } from '../../ui/instant';
import { Rich } from '../../ui/rich';
import { screen } from '../../ui/screen';
import { text } from '../../ui/text';
import { TextAct } from '../../ui/text-link';
import { tokens } from '../../ui/tokens';
import { Changes } from './changes';
import { RestoreDialog } from './restore-dialog';

const SHOWN = 4;

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '56px minmax(0, 1fr) auto',
    gap: '4px 12px',
    padding: '12px 16px 12px 20px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ':first-child': { borderTopStyle: 'none' },
    [screen.phone]: { gridTemplateColumns: '48px minmax(0, 1fr)', padding: '12px 16px' },
  },
  time: { ...text.numbers, color: tokens.colorNeutralForeground3 },
  words: { display: 'flex', flexDirection: 'column', gap: '6px', minWidth: 0 },
  sentence: { overflowWrap: 'anywhere' },
  quiet: { ...text.caption, color: tokens.colorNeutralForeground3 },
  acts: { [screen.phone]: { gridColumn: '2' } },
});

interface EntryRowProps {
  entry: HistoryEntry;
  names: Record<string, string>;
  onSubject: (subject: string) => void;
}

export function EntryRow({ entry, names, onSubject }: EntryRowProps) {
  const { t } = useTranslation('history');
  const styles = useStyles();
  const { office, role } = useStaffOffice();
  const instants = useInstants(office.time_zone);
  const [whole, setWhole] = useState(false);
  const [restoring, setRestoring] = useState(false);
  const changes = entry.changes.filter(
    ({ field }, _, all) => field !== 'provider_weights' || !all.some((one) => one.field === 'provider_ids'),
  );
  const shown = whole ? changes : changes.slice(0, SHOWN);
  const who = entry.actor.name ?? t(`somebody.${entry.actor.kind}`);
  const what = entry.subject.name ?? t(`kindsOfThing.${entry.subject.kind}`, { defaultValue: '' });
  const when = entry.subject.starts_at ? instants.at(entry.subject.starts_at) : '';
  const mayRestore = entry.restorable && (role === 'owner' || role === 'manager');
  const subject = `${entry.subject.kind}:${entry.subject.id}`;
  return (
    <li className={styles.row}>
      <time className={styles.time} dateTime={entry.at}>
        {instants.clock(entry.at)}
      </time>
      <div className={styles.words}>
        <span className={styles.sentence}>
          <Rich
            text={t(`actions.${entry.action.replace('.', '_')}`, {
              who,
              what,
              when,
              action: entry.action,
              defaultValue: t('actions.other', { who, what, action: entry.action.replace(/[._]/g, ' ') }),
            })}
          />
        </span>
        <span className={styles.quiet}>
          {t(`sources.${entry.source}`)}
          {entry.subject.id && (
            <>
              {' · '}
              <TextAct onClick={() => onSubject(subject)}>{t('onlyThis')}</TextAct>
            </>
          )}
        </span>
        <Changes changes={shown} names={names} added={entry.changes.every(({ before }) => before === null)} />
        {changes.length > shown.length && (
          <TextAct onClick={() => setWhole(true)}>{t('showAll', { count: changes.length })}</TextAct>
        )}
      </div>
      {mayRestore && (
        <div className={styles.acts}>
          <Button icon={<ArrowUndo16Regular />} onClick={() => setRestoring(true)}>
            {t('restore')}
          </Button>
        </div>
      )}
      {restoring && <RestoreDialog entry={entry} onClose={() => setRestoring(false)} />}
    </li>
  );
}
