// The calendar on paper: black on white, a page for each date, a list for each person.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../api/session';
import type { BoardProvider, BoardVisit } from '../../api/words';
import { useMomentWords } from '../../ui/moment';
import { text } from '../../ui/text';
import type { Model } from './model';

const useStyles = makeStyles({
  sheet: { color: '#000000', backgroundColor: '#ffffff', fontSize: '12px', lineHeight: '16px', colorScheme: 'light' },
  day: { breakAfter: 'page' },
  title: { fontSize: '20px', lineHeight: '28px', marginBottom: '12px' },
  people: { columnWidth: '220px', columnGap: '24px' },
  person: { breakInside: 'avoid', marginBottom: '16px' },
  name: { fontSize: '13px', borderBottom: '1px solid #000000', marginBottom: '4px' },
  row: { display: 'grid', gridTemplateColumns: '84px minmax(0, 1fr)', gap: '8px' },
  time: text.numbers,
});

export interface PrintSheetProps {
  model: Model;
  visits: readonly BoardVisit[];
  people: readonly BoardProvider[];
}

export function PrintSheet({ model, visits, people }: PrintSheetProps) {
  const { t } = useTranslation(['calendar', 'common']);
  const styles = useStyles();
  const words = useMomentWords();
  const { office } = useStaffOffice();
  return (
    <div className={styles.sheet} data-sheet="">
      {model.board.days.map(({ on }) => (
        <section key={on} className={styles.day}>
          <h2 className={styles.title}>
            {t('sheet', { office: office.name, day: words.longDay(on), zone: words.zone(model.board.time_zone) })}
          </h2>
          <div className={styles.people}>
            {people.map((person) => {
              const theirs = visits.filter(
                ({ provider_id, office }) => provider_id === person.id && office.date === on,
              );
              return (
                <div key={person.id} className={styles.person}>
                  <h3 className={styles.name}>{person.name}</h3>
                  {theirs.length === 0 && <p>{t('sheetNone')}</p>}
                  {theirs.map((visit) => (
                    <div key={visit.id} className={styles.row}>
                      <span className={styles.time}>{words.range(visit.office)}</span>
                      <span>
                        {visit.name}, {model.services.get(visit.service_id)?.name}
                        {visit.shown_as !== 'booked' &&
                          ` (${t(`state.${visit.shown_as}`, { ns: 'common', defaultValue: t(`shown.${visit.shown_as}`) })})`}
                      </span>
                    </div>
                  ))}
                </div>
              );
            })}
          </div>
        </section>
      ))}
    </div>
  );
}
