import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../api/session';
import { useDay } from '../../api/staff-visits';
import { Count } from '../../ui/chip';

/** How many wait for this provider now, beside "Today". */
export function WaitingBadge() {
  const { t } = useTranslation('dashboard');
  const { office } = useStaffOffice();
  const day = useDay({ office: office.slug });
  const waiting = day.data?.visits.filter(({ state }) => state === 'waiting').length ?? 0;
  if (!waiting) return null;
  return (
    <span role="img" aria-label={t('waitingCount', { count: waiting })}>
      <Count tint="brand">{waiting}</Count>
    </span>
  );
}
