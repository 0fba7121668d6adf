import { makeStyles } from '@fluentui/react-components';
import { LockClosed16Regular } from '@fluentui/react-icons';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../../api/session';
import type { VisitDetail } from '../../../api/words';
import { TextArea } from '../../../ui/field';
import { useMomentWords } from '../../../ui/moment';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { spellClock } from '../../../ui/wall';
import { useNotes } from './use-notes';

const LENGTH_MAX = 20_000;

const useStyles = makeStyles({
  field: { display: 'flex', flexDirection: 'column', gap: '4px' },
  line: { display: 'flex', flexWrap: 'wrap', gap: '4px 8px', alignItems: 'center', justifyContent: 'space-between' },
  label: { fontWeight: tokens.fontWeightSemibold },
  state: { display: 'flex', gap: '4px', ...text.caption, ...text.numbers, color: tokens.colorNeutralForeground3 },
  area: { minHeight: '116px' },
});

export function Notes({ visit }: { visit: VisitDetail }) {
  const { t } = useTranslation('provider-visit');
  const styles = useStyles();
  const words = useMomentWords();
  const { office } = useStaffOffice();
  const notes = useNotes(office.slug, visit.id, visit);
  const id = useId();
  const time = notes.savedAt ? spellClock(Date.parse(notes.savedAt), office.time_zone, words.locale) : null;
  const said =
    notes.state === 'saved' ? (time ? t('notes.saved', { time }) : t('notes.empty')) : t(`notes.${notes.state}`);
  return (
    <div className={styles.field}>
      <div className={styles.line}>
        <label htmlFor={id} className={styles.label}>
          {t('notes.label')}
        </label>
        <span className={styles.state} id={`${id}-state`}>
          <LockClosed16Regular />
          {said}
        </span>
      </div>
      <TextArea
        id={id}
        className={styles.area}
        maxLength={LENGTH_MAX}
        aria-describedby={`${id}-state`}
        value={notes.text}
        onChange={(event) => notes.write(event.target.value)}
      />
    </div>
  );
}
