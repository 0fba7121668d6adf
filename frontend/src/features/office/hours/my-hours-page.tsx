import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { useStaffOffice } from '../../api/session';
import { StaffPage } from '../../ui/staff-page';
import { HoursForm } from './hours-form';

export default function MyHoursPage() {
  const { t } = useTranslation('office');
  const { office, person, role } = useStaffOffice();
  if (role !== 'provider') return <Navigate to="/office/settings/hours" replace />;
  return (
    <StaffPage title={t('nav.myHours')} place={office.name}>
      <HoursForm providerId={person.id} name={person.name} mayChange />
    </StaffPage>
  );
}
