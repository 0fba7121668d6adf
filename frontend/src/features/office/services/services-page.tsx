// All services: found, sorted, put in the order in which consumers see them, copied, hidden, archived.
import { makeStyles } from '@fluentui/react-components';
import { Add20Regular, Archive20Regular, List24Regular, Search24Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { addressOf } from '../../../api/client';
import { useLiveQueries } from '../../../api/live';
import { useStaffOffice } from '../../../api/session';
import type { ServiceChange, ServiceSetting } from '../../../api/words';
import { Ask } from '../../../ui/ask';
import { Button, ButtonLink } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Bone, Empty, Skeleton } from '../../../ui/empty';
import { Input, useControl } from '../../../ui/field';
import { announce } from '../../../ui/live-region';
import { Notice, OfflineNotice } from '../../../ui/notice';
import { ProblemCard } from '../../../ui/problem-card';
import { screen } from '../../../ui/screen';
import { StaffPage } from '../../../ui/staff-page';
import { tokens } from '../../../ui/tokens';
import { showToast } from '../../../ui/undo-toast';
import { useSpelling } from '../../../ui/use-spelling';
import { useChangeService, useOrderServices, useProviders, useServices } from '../queries';
import { isShown, SHOWN, type Shown, SORTS, type Sort, sorted } from './list-model';
import { ServiceRow } from './service-row';

const useStyles = makeStyles({
  tools: { display: 'flex', flexWrap: 'wrap', gap: '8px', marginBottom: '12px', alignItems: 'center' },
  search: { flexGrow: 1, maxWidth: '320px', [screen.phone]: { maxWidth: 'none', flexBasis: '100%' } },
  select: { width: 'auto', [screen.phone]: { flexGrow: 1, flexBasis: '0', width: '0', minWidth: 0 } },
  list: { overflow: 'hidden' },
  empty: { padding: '8px 20px' },
  count: { color: tokens.colorNeutralForeground3, marginInlineStart: 'auto', [screen.phone]: { display: 'none' } },
  notice: { marginBottom: '12px' },
});

export default function ServicesPage() {
  const { t } = useTranslation('rules');
  const { office, role } = useStaffOffice();
  const services = useServices(office.slug);
  const live = useLiveQueries(addressOf(`/offices/${office.slug}/stream`), [
    ['services', office.slug],
    ['providers', office.slug],
  ]);
  const mayChange = role === 'owner' || role === 'manager';
  return (
    <StaffPage
      title={t('list.title')}
      place={office.name}
      acts={
        <>
          <ButtonLink to="/office/settings/booking">{t('booking.title')}</ButtonLink>
          {mayChange && (
            <ButtonLink kind="primary" to="/office/settings/services/new" icon={<Add20Regular />}>
              {t('list.add')}
            </ButtonLink>
          )}
        </>
      }
    >
      <OfflineNotice live={live} timeZone={office.time_zone} />
      {services.data ? (
        <List services={services.data} mayChange={mayChange} />
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

function List({ services, mayChange }: { services: readonly ServiceSetting[]; mayChange: boolean }) {
  const { t } = useTranslation('rules');
  const styles = useStyles();
  const locale = useSpelling();
  const navigate = useNavigate();
  const { office } = useStaffOffice();
  const providers = useProviders(office.slug);
  const order = useOrderServices(office.slug);
  const change = useChangeService(office.slug);
  const [params, setParams] = useSearchParams();
  const [archiving, setArchiving] = useState<ServiceSetting | null>(null);
  const look = useControl(false, styles.select);
  const search = params.get('search') ?? '';
  const shown = (SHOWN.find((one) => one === params.get('shown')) ?? 'current') as Shown;
  const sort = (SORTS.find((one) => one === params.get('sort')) ?? 'hand') as Sort;
  const names = new Map(providers.data?.map(({ id, name }) => [id, name]));
  const found = sorted(
    services.filter((service) => isShown(service, shown, search, locale)),
    sort,
    locale,
  );
  const byHand = mayChange && sort === 'hand' && !search;

  function put(name: string, value: string, usual: string) {
    const next = new URLSearchParams(params);
    if (value === usual) next.delete(name);
    else next.set(name, value);
    setParams(next, { replace: true });
  }
  function move(service: ServiceSetting, by: -1 | 1) {
    const beside = found[found.indexOf(service) + by];
    if (!beside || order.isPending) return;
    const ids = services.map(({ id }) => id).filter((id) => id !== service.id);
    ids.splice(ids.indexOf(beside.id) + (by === 1 ? 1 : 0), 0, service.id);
    order.mutate(ids, {
      onSuccess: () =>
        announce(t('list.moved', { name: service.name, beside: beside.name, context: by === 1 ? 'down' : 'up' })),
    });
  }
  function alter(service: ServiceSetting, part: ServiceChange, said: string, back: ServiceChange) {
    change.mutate(
      { id: service.id, change: part },
      {
        onSuccess: () => {
          setArchiving(null);
          showToast({
            text: t(`list.${said}`, { name: service.name }),
            onUndo: () => change.mutate({ id: service.id, change: back }),
          });
        },
      },
    );
  }
  return (
    <>
      <div className={styles.tools}>
        <Input
          type="search"
          className={styles.search}
          aria-label={t('list.search')}
          placeholder={t('list.search')}
          value={search}
          onChange={({ target }) => put('search', target.value, '')}
        />
        <select
          className={look}
          aria-label={t('list.filter')}
          value={shown}
          onChange={({ target }) => put('shown', target.value, 'current')}
        >
          {SHOWN.map((one) => (
            <option key={one} value={one}>
              {t(`list.shown.${one}`, {
                count: services.filter((service) => isShown(service, one, '', locale)).length,
              })}
            </option>
          ))}
        </select>
        <select
          className={look}
          aria-label={t('list.sort')}
          value={sort}
          onChange={({ target }) => put('sort', target.value, 'hand')}
        >
          {SORTS.map((one) => (
            <option key={one} value={one}>
              {t(`list.by.${one}`)}
            </option>
          ))}
        </select>
        <span className={styles.count}>{t('list.count', { count: found.length })}</span>
      </div>
      {(order.isError || change.isError) && (
        <Notice kind="bad" role="alert" className={styles.notice}>
          {t('list.notDone')}
        </Notice>
      )}
      <Card as="div" className={styles.list}>
        {found.length === 0 && (
          <div className={styles.empty}>
            {services.length === 0 ? (
              <Empty icon={<List24Regular />} title={t('list.none')}>
                {t('list.noneText')}
              </Empty>
            ) : (
              <Empty
                icon={<Search24Regular />}
                title={t('list.noneFound')}
                action={<Button onClick={() => setParams({}, { replace: true })}>{t('list.showAll')}</Button>}
              >
                {t('list.noneFoundText')}
              </Empty>
            )}
          </div>
        )}
        {/* biome-ignore lint/a11y/noRedundantRoles: without the marks of a list, Safari takes the role away */}
        <ul role="list" aria-label={t('list.title')}>
          {found.map((service, place) => (
            <ServiceRow
              key={service.id}
              service={service}
              people={service.provider_ids.map((id) => names.get(id) ?? '').filter(Boolean)}
              mayChange={mayChange}
              onUp={byHand && place > 0 ? () => move(service, -1) : undefined}
              onDown={byHand && place < found.length - 1 ? () => move(service, 1) : undefined}
              onCopy={() => void navigate(`/office/settings/services/new?copy=${service.id}`)}
              onHide={() =>
                alter(service, { hidden: !service.hidden }, service.hidden ? 'nowShown' : 'nowHidden', {
                  hidden: service.hidden,
                })
              }
              onArchive={() =>
                service.active
                  ? setArchiving(service)
                  : alter(service, { active: true }, 'offeredAgain', { active: false })
              }
            />
          ))}
        </ul>
      </Card>
      {archiving && (
        <Ask
          title={t('list.archiveTitle', { name: archiving.name })}
          act={t('list.archive')}
          keep={t('keep', { ns: 'office' })}
          busy={change.isPending}
          onAct={() => alter(archiving, { active: false }, 'archived', { active: true })}
          onClose={() => setArchiving(null)}
        >
          <p>
            <Archive20Regular /> {t('list.archiveText')}
          </p>
        </Ask>
      )}
    </>
  );
}
