// Closures, public holidays and other hours on single dates: everybody's, a year at a time.
import { makeStyles } from '@fluentui/react-components';
import { ChevronLeft20Regular, ChevronRight20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useServerNow } from '../../../api/server-clock';
import { useStaffOffice } from '../../../api/session';
import { Button } from '../../../ui/button';
import { Bone, Skeleton } from '../../../ui/empty';
import { Notice } from '../../../ui/notice';
import { ProblemCard } from '../../../ui/problem-card';
import { StaffPage } from '../../../ui/staff-page';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { dateIn } from '../../../ui/wall';
import { useProviders, useServices } from '../queries';
import { useSettingsLayout } from '../settings-layout';
import { ExceptionForm } from './exception-form';
import { ExceptionList } from './exception-list';
import { HolidayCard } from './holiday-card';
import { useExceptions, useLiveHours, useTimeOff } from './hours-queries';

const useStyles = makeStyles({
  year: { display: 'flex', alignItems: 'center', gap: '4px' },
  number: { ...text.numbers, fontWeight: tokens.fontWeightSemibold, padding: '0 4px' },
  side: { display: 'grid', gap: '16px', gridTemplateColumns: 'minmax(0, 1fr)', alignContent: 'start' },
});

export default function ClosuresPage() {
  const { t } = useTranslation('hours');
  const styles = useStyles();
  const layout = useSettingsLayout();
  const { office, role } = useStaffOffice();
  const [params, setParams] = useSearchParams();
  const today = dateIn(useServerNow(60_000), office.time_zone);
  const year = Number(/^2[01]\d\d$/.exec(params.get('year') ?? '')?.[0] ?? today.slice(0, 4));
  const [from, to] = [`${year}-01-01`, `${year + 1}-01-01`];
  const exceptions = useExceptions(office.slug, from, to);
  const away = useTimeOff(office.slug, from, to);
  const providers = useProviders(office.slug);
  const services = useServices(office.slug);
  useLiveHours(office.slug);
  const mayChange = role === 'owner' || role === 'manager';
  const error = exceptions.error ?? away.error ?? providers.error ?? services.error;
  const step = (by: number) => setParams({ year: String(year + by) }, { replace: true });
  const names = new Map([...(providers.data ?? []), ...(services.data ?? [])].map(({ id, name }) => [id, name]));
  return (
    <StaffPage
      title={t('closures.title')}
      place={office.name}
      acts={
        <span className={styles.year}>
          <Button
            kind="subtle"
            icon={<ChevronLeft20Regular className="turns" />}
            aria-label={t('closures.yearBefore')}
            onClick={() => step(-1)}
          />
          <span className={styles.number} aria-live="polite">
            {year}
          </span>
          <Button
            kind="subtle"
            icon={<ChevronRight20Regular className="turns" />}
            aria-label={t('closures.yearAfter')}
            onClick={() => step(1)}
          />
        </span>
      }
    >
      {!mayChange && <Notice kind="quiet">{t('readOnly')}</Notice>}
      <div className={layout.columns}>
        <div className={layout.stack}>
          {error ? (
            <ProblemCard error={error} onRetry={() => void Promise.all([exceptions.refetch(), away.refetch()])} />
          ) : exceptions.data && away.data && providers.data && services.data ? (
            <ExceptionList
              year={year}
              today={today}
              exceptions={exceptions.data}
              away={away.data}
              names={names}
              mayChange={mayChange}
            />
          ) : (
            <Skeleton>
              <Bone height="420px" />
            </Skeleton>
          )}
        </div>
        <div className={styles.side}>
          <HolidayCard year={year} today={today} names={names} mayChange={mayChange} />
          {mayChange && providers.data && services.data && (
            <ExceptionForm today={today} people={providers.data} services={services.data} names={names} />
          )}
        </div>
      </div>
    </StaffPage>
  );
}
