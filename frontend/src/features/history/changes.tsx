// Fields with what they said before and say after.
import { makeStyles } from '@fluentui/react-components';
import { ArrowRight16Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../api/session';
import type { FieldChange } from '../../api/words';
import { useInstants } from '../../ui/instant';
import { screen } from '../../ui/screen';
import { hidden, text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { useSpelling } from '../../ui/use-spelling';
import { fieldWords, valueWords } from './value-words';

const useStyles = makeStyles({
  list: { display: 'grid', gap: '4px', margin: 0 },
  change: {
    display: 'grid',
    gridTemplateColumns: '180px minmax(0, 1fr)',
    gap: '0 12px',
    [screen.phone]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  field: { color: tokens.colorNeutralForeground3 },
  values: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '2px 8px',
    margin: 0,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-line',
    ...text.numbers,
    '> svg': { flexShrink: 0, color: tokens.colorNeutralForeground3 },
  },
  before: { color: tokens.colorNeutralForeground2, textDecorationLine: 'line-through', minWidth: 0 },
  after: { fontWeight: tokens.fontWeightSemibold, minWidth: 0 },
  hidden,
});

/** As people would tell it: whom and when first. Shares say nothing that the names beside them do not. */
function ordered(changes: readonly FieldChange[]): FieldChange[] {
  const first = ['name', 'provider_id', 'service_id', 'starts_at', 'ends_at', 'from_on', 'until_on', 'from', 'to'];
  const place = ({ field }: FieldChange) => first.indexOf(field) + 1 || first.length + 1;
  return changes
    .filter(({ field }) => field !== 'provider_weights' || !changes.some((one) => one.field === 'provider_ids'))
    .sort((one, other) => place(one) - place(other));
}

interface ChangesProps {
  changes: readonly FieldChange[];
  names: Readonly<Record<string, string>>;
  /** Something new: there was nothing before. */
  added?: boolean;
}

export function Changes({ changes, names, added = false }: ChangesProps) {
  const { t } = useTranslation('history');
  const styles = useStyles();
  const locale = useSpelling();
  const { office } = useStaffOffice();
  const { at } = useInstants(office.time_zone);
  const how = { t, locale, names, at };
  if (!changes.length) return null;
  return (
    <dl className={styles.list}>
      {ordered(changes).map(({ field, before, after }) => (
        <div key={field} className={styles.change}>
          <dt className={styles.field}>{fieldWords(field, how)}</dt>
          <dd className={styles.values}>
            {!added && (
              <>
                <span className={styles.hidden}>{t('was')} </span>
                <span className={styles.before}>{valueWords(field, before, how)}</span>
                <ArrowRight16Regular className="turns" />
                <span className={styles.hidden}> {t('is')} </span>
              </>
            )}
            <span className={styles.after}>{valueWords(field, after, how)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
