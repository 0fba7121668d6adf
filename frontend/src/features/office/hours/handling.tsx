// The visits in the way of a time off, a closure or other hours: what is done with each, and how many people that tells.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { AffectedVisit } from '../../../api/words';
import { Bone, Skeleton } from '../../../ui/empty';
import { Field, TextArea, useControl } from '../../../ui/field';
import { useMomentWords } from '../../../ui/moment';
import { Notice } from '../../../ui/notice';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import {
  type ActKind,
  colleaguesFor,
  type Decision,
  type Decisions,
  decideAll,
  decided,
  KEEP,
  toldBy,
  type VisitRow,
} from './handling-model';

const useStyles = makeStyles({
  whole: { display: 'grid', gap: '12px', gridTemplateColumns: 'minmax(0, 1fr)' },
  head: { fontWeight: tokens.fontWeightSemibold },
  list: { display: 'grid', border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium },
  row: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 180px), 1fr))',
    gap: '6px 12px',
    alignItems: 'center',
    padding: '10px 12px',
    ':not(:first-child)': { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  when: { fontWeight: tokens.fontWeightSemibold, ...text.numbers },
  who: { display: 'block', color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  asked: { display: 'block', ...text.caption, color: tokens.colorStatusWarningForeground1 },
});

export interface HandlingState {
  decisions: Decisions;
  note: string;
}

export const NOTHING_DECIDED: HandlingState = { decisions: {}, note: '' };

interface HandlingProps {
  rows: readonly VisitRow[] | null;
  value: HandlingState;
  onChange: (value: HandlingState) => void;
  /** Names of people, for "Give to Dr Tom". */
  names: ReadonlyMap<string, string>;
}

const spelledOf = ({ act, colleagueId }: Decision) => (act === 'colleague' ? `colleague:${colleagueId}` : act);

function decisionOf(value: string): Decision {
  const [act, id] = value.split(':');
  return act === 'colleague' ? { act, colleagueId: id ?? null } : { act: act as ActKind, colleagueId: null };
}

export function Handling({ rows, value, onChange, names }: HandlingProps) {
  const { t } = useTranslation('hours');
  const styles = useStyles();
  const look = useControl();
  if (!rows) {
    return (
      <Skeleton>
        <Bone height="44px" />
      </Skeleton>
    );
  }
  if (rows.length === 0) {
    return (
      <Notice kind="ok" role="status">
        {t('handling.free')}
      </Notice>
    );
  }
  const told = toldBy(rows, value.decisions);
  const common = [...colleaguesFor(rows)].sort((one, other) => other[1] - one[1]);
  const may = (act: ActKind) => rows.some(({ visit }) => visit.acts.includes(act));
  const tells = told.both + told.mail > 0;
  return (
    <div className={styles.whole}>
      <p className={styles.head} role="status">
        {t('handling.head', { count: rows.length })}
      </p>
      {rows.length > 1 && (
        <Field label={t('handling.all')}>
          <select
            className={look}
            value=""
            onChange={({ target }) => {
              const { act, colleagueId } = decisionOf(target.value);
              onChange({ ...value, decisions: decideAll(rows, act, colleagueId) });
            }}
          >
            <option value="">{t('handling.each')}</option>
            <option value="keep">{t('handling.keep')}</option>
            {common.map(([id, count]) => (
              <option key={id} value={`colleague:${id}`}>
                {t('handling.giveAll', { name: names.get(id), count })}
              </option>
            ))}
            {may('offer') && <option value="offer">{t('handling.offer')}</option>}
            {may('cancel') && <option value="cancel">{t('handling.cancel')}</option>}
          </select>
        </Field>
      )}
      <ul className={styles.list}>
        {rows.map((row) => (
          <Row
            key={row.visit.id}
            row={row}
            decision={decided(value.decisions, row.visit)}
            names={names}
            onDecide={(decision) => onChange({ ...value, decisions: { ...value.decisions, [row.visit.id]: decision } })}
          />
        ))}
      </ul>
      {tells && (
        <Field label={t('handling.note')} help={t('handling.noteHelp')} optional>
          <TextArea
            maxLength={200}
            rows={2}
            value={value.note}
            onChange={({ target }) => onChange({ ...value, note: target.value })}
          />
        </Field>
      )}
      <Notice kind={tells ? 'warn' : 'info'} role="status">
        {told.both > 0 && <>{t('handling.both', { count: told.both })} </>}
        {told.mail > 0 && <>{t('handling.mail', { count: told.mail })} </>}
        {told.kept > 0 && t('handling.kept', { count: told.kept })}
      </Notice>
    </div>
  );
}

interface RowProps {
  row: VisitRow;
  decision: Decision;
  names: ReadonlyMap<string, string>;
  onDecide: (decision: Decision) => void;
}

function Row({ row: { visit, people }, decision, names, onDecide }: RowProps) {
  const { t } = useTranslation('hours');
  const styles = useStyles();
  const words = useMomentWords();
  const look = useControl();
  const who = new Intl.ListFormat(words.locale).format(people.map(({ consumer }) => consumer.name));
  return (
    <li className={styles.row}>
      <span>
        <span className={styles.when}>{words.start(visit.office)}</span>
        <span className={styles.who}>
          {t('handling.visit', { who, service: visit.service.name, provider: visit.provider.name })}
        </span>
        {visit.move_asked_at && <span className={styles.asked}>{t('handling.asked')}</span>}
      </span>
      <select
        className={look}
        aria-label={t('handling.what', { who, when: words.start(visit.office) })}
        value={spelledOf(decision ?? KEEP)}
        onChange={({ target }) => onDecide(decisionOf(target.value))}
      >
        <option value="keep">{t('handling.keep')}</option>
        {visit.fits.map((id) => (
          <option key={id} value={`colleague:${id}`}>
            {t('handling.give', { name: names.get(id) })}
          </option>
        ))}
        {visit.acts.includes('offer') && <option value="offer">{t('handling.offer')}</option>}
        {visit.acts.includes('cancel') && <option value="cancel">{t('handling.cancel')}</option>}
      </select>
    </li>
  );
}

/** The fresh list that came with a refusal, if one did. */
export function freshOf(extras: Readonly<Record<string, unknown>> | undefined): AffectedVisit[] | null {
  return Array.isArray(extras?.affected) ? (extras.affected as AffectedVisit[]) : null;
}
