import { makeStyles } from '@fluentui/react-components';
import { Add20Regular, EyeOff16Regular, List24Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useStaffOffice } from '../../api/session';
import type { ServiceSetting } from '../../api/words';
import { ButtonLink } from '../../ui/button';
import { Card } from '../../ui/card';
import { Chip } from '../../ui/chip';
import { Bone, Empty, Skeleton } from '../../ui/empty';
import { ProblemCard } from '../../ui/problem-card';
import { screen } from '../../ui/screen';
import { StaffPage } from '../../ui/staff-page';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { useSpelling } from '../../ui/use-spelling';
import { useProviders, useServices } from './queries';

const useStyles = makeStyles({
  list: { overflow: 'hidden' },
  row: {
    display: 'grid',
    gridTemplateColumns: '12px minmax(0, 1.4fr) minmax(0, 1fr) auto',
    gap: '12px',
    alignItems: 'center',
    minHeight: '56px',
    padding: '8px 20px',
    color: 'inherit',
    textDecorationLine: 'none',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outlineOffset: '-2px' },
    [screen.phone]: { gridTemplateColumns: '12px minmax(0, 1fr) auto', padding: '8px 16px' },
  },
  dot: { width: '12px', height: '12px', borderRadius: '4px', forcedColorAdjust: 'none' },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold, ...text.truncated },
  quiet: { color: tokens.colorNeutralForeground3, ...text.truncated, ...text.numbers },
  people: { [screen.phone]: { display: 'none' } },
  empty: { padding: '0 20px' },
});

export default function ServicesPage() {
  const { t } = useTranslation('office');
  const styles = useStyles();
  const { office, role } = useStaffOffice();
  const services = useServices(office.slug);
  const providers = useProviders(office.slug);
  const mayChange = role === 'owner' || role === 'manager';
  const add = (
    <ButtonLink kind="primary" to="/office/settings/services/new" icon={<Add20Regular />}>
      {t('services.add')}
    </ButtonLink>
  );
  const names = new Map(providers.data?.map(({ id, name }) => [id, name]));
  return (
    <StaffPage title={t('nav.services')} place={office.name} acts={mayChange && add}>
      {services.data ? (
        <Card as="div" className={styles.list}>
          {services.data.length === 0 && (
            <div className={styles.empty}>
              <Empty icon={<List24Regular />} title={t('services.none')}>
                {t('services.noneText')}
              </Empty>
            </div>
          )}
          {services.data.map((service) => (
            <Row key={service.id} service={service} people={service.provider_ids.map((id) => names.get(id) ?? '')} />
          ))}
        </Card>
      ) : services.isError ? (
        <ProblemCard error={services.error} onRetry={() => void services.refetch()} />
      ) : (
        <Skeleton>
          <Bone height="240px" />
        </Skeleton>
      )}
    </StaffPage>
  );
}

function Row({ service, people }: { service: ServiceSetting; people: readonly string[] }) {
  const { t } = useTranslation('office');
  const styles = useStyles();
  const locale = useSpelling();
  const named = people.filter(Boolean);
  return (
    <Link to={`/office/settings/services/${service.id}`} className={styles.row}>
      <span className={styles.dot} style={{ backgroundColor: service.colour }} />
      <span className={styles.words}>
        <span className={styles.name}>{service.name}</span>
        <span className={styles.quiet}>
          {t('services.line', { minutes: service.duration_minutes, price: useMoney(service) })}
        </span>
      </span>
      <span className={`${styles.words} ${styles.people}`}>
        <span className={styles.quiet}>
          {named.length ? new Intl.ListFormat(locale, { type: 'conjunction' }).format(named) : t('services.nobody')}
        </span>
      </span>
      {service.active && people.length > 0 ? <span /> : <Chip icon={<EyeOff16Regular />}>{t('services.hidden')}</Chip>}
    </Link>
  );
}

function useMoney({ price_minor, currency }: Pick<ServiceSetting, 'price_minor' | 'currency'>): string {
  const { t } = useTranslation('office');
  const locale = useSpelling();
  if (price_minor === null || !currency) return t('services.free');
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return format.format(price_minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
