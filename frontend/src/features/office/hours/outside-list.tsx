// Booked visits that lie outside the hours: they stay, and each leads to its day.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../../api/session';
import type { DayVisit } from '../../../api/words';
import { useMomentWords } from '../../../ui/moment';
import { text } from '../../../ui/text';
import { TextLink } from '../../../ui/text-link';

const SHOWN = 8;

const useStyles = makeStyles({ list: { display: 'grid', gap: '4px', ...text.numbers, overflowWrap: 'anywhere' } });

export function OutsideList({ visits }: { visits: readonly DayVisit[] }) {
  const { t } = useTranslation('hours');
  const styles = useStyles();
  const words = useMomentWords();
  const { role } = useStaffOffice();
  const day = role === 'provider' ? '/provider' : '/office';
  return (
    <ul className={styles.list}>
      {visits.slice(0, SHOWN).map((visit) => (
        <li key={visit.seat_id}>
          <TextLink to={`${day}?on=${visit.office.date}`}>{words.start(visit.office)}</TextLink> {visit.consumer.name},{' '}
          {visit.provider.name}
        </li>
      ))}
      {visits.length > SHOWN && <li>{t('effect.more', { count: visits.length - SHOWN })}</li>}
    </ul>
  );
}
