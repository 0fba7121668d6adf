import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useStaffOffice } from '../../api/session';
import { useControl } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { StaffPage } from '../../ui/staff-page';
import { HoursForm } from './hours-form';
import { useProviders } from './queries';

const useStyles = makeStyles({ who: { width: 'auto', maxWidth: '240px' } });

const OFFICE = 'office';

export default function HoursPage() {
  const { t } = useTranslation('office');
  const styles = useStyles();
  const { office, role } = useStaffOffice();
  const [params, setParams] = useSearchParams();
  const providers = useProviders(office.slug);
  const look = useControl(false, styles.who);
  const asked = params.get('provider');
  const provider = providers.data?.find(({ id }) => id === asked);
  const mayChange = role === 'owner' || role === 'manager';
  return (
    <StaffPage
      title={t('hours.title')}
      place={office.name}
      beside={
        <select
          className={look}
          aria-label={t('hours.whose')}
          value={provider?.id ?? OFFICE}
          onChange={({ target }) => setParams(target.value === OFFICE ? {} : { provider: target.value })}
        >
          <option value={OFFICE}>{t('hours.office')}</option>
          {providers.data?.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      }
    >
      {!mayChange && <Notice kind="quiet">{t('readOnly')}</Notice>}
      {(!asked || providers.data) && (
        <HoursForm
          key={provider?.id ?? OFFICE}
          providerId={provider?.id ?? null}
          name={provider?.name ?? office.name}
          mayChange={mayChange}
        />
      )}
    </StaffPage>
  );
}
