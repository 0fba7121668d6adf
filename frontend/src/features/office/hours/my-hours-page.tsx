// A provider's own hours, in the same editor, as far as the office lets them.
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { useStaffOffice } from '../../../api/session';
import { Notice } from '../../../ui/notice';
import { StaffPage } from '../../../ui/staff-page';
import { useProfile } from '../queries';
import { OwnerHours } from './hours-page';
import { useLiveHours } from './hours-queries';

export default function MyHoursPage() {
  const { t } = useTranslation('hours');
  const { office, person, role } = useStaffOffice();
  const profile = useProfile(office.slug);
  useLiveHours(office.slug);
  if (role !== 'provider') return <Navigate to="/office/settings/hours" replace />;
  const mayChange = profile.data?.providers_set === 'hours';
  return (
    <StaffPage title={t('mine')} place={office.name}>
      {profile.data && !mayChange && <Notice kind="info">{t('own.byManager')}</Notice>}
      {profile.data && (
        <OwnerHours owner={{ kind: 'provider', id: person.id }} name={person.name} mayChange={mayChange} />
      )}
    </StaffPage>
  );
}
