// Time off of people: the list with the visits that still lie in each, and a form that sees to them before it is saved.
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router';
import { useServerNow } from '../../../api/server-clock';
import { useStaffOffice } from '../../../api/session';
import { addDays } from '../../../ui/dates';
import { Bone, Skeleton } from '../../../ui/empty';
import { Notice } from '../../../ui/notice';
import { ProblemCard } from '../../../ui/problem-card';
import { StaffPage } from '../../../ui/staff-page';
import { dateIn } from '../../../ui/wall';
import { useProfile, useProviders } from '../queries';
import { useSettingsLayout } from '../settings-layout';
import { useLiveHours, useTimeOff } from './hours-queries';
import { TimeOffForm } from './time-off-form';
import { TimeOffList } from './time-off-list';

const SHOWN_DAYS = 366;

export default function TimeOffPage() {
  const { t } = useTranslation('hours');
  const layout = useSettingsLayout();
  const { office, role, person } = useStaffOffice();
  const { pathname } = useLocation();
  const today = dateIn(useServerNow(60_000), office.time_zone);
  const isMine = pathname.startsWith('/provider');
  const list = useTimeOff(office.slug, today, addDays(today, SHOWN_DAYS));
  const providers = useProviders(office.slug);
  const profile = useProfile(office.slug);
  useLiveHours(office.slug);

  if (isMine !== (role === 'provider')) {
    return <Navigate to={isMine ? '/office/settings/time-off' : '/provider/time-off'} replace />;
  }
  const isManager = role === 'owner' || role === 'manager';
  const mayChange = isManager || (isMine && profile.data !== undefined && profile.data.providers_set !== 'nothing');
  const people = providers.data;
  return (
    <StaffPage title={t(isMine ? 'timeOff.mine' : 'timeOff.title')} place={office.name}>
      <div className={layout.columns}>
        <div className={layout.stack}>
          {list.data && people ? (
            <TimeOffList
              items={list.data.filter((item) => item.holiday_on === null)}
              people={people}
              mayChange={(item) => mayChange && (!isMine || item.provider_id === person.id)}
            />
          ) : list.isError ? (
            <ProblemCard error={list.error} onRetry={() => void list.refetch()} />
          ) : (
            <Skeleton>
              <Bone height="200px" />
            </Skeleton>
          )}
        </div>
        {mayChange
          ? people && <TimeOffForm today={today} people={people} ownId={isMine ? person.id : null} />
          : profile.data && <Notice kind="info">{t(isMine ? 'timeOff.byManager' : 'readOnly')}</Notice>}
      </div>
    </StaffPage>
  );
}
