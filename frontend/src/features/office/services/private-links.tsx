// Private links to a service: a way to book what is hidden, until a day or so many times. The address is told once.
import { makeStyles } from '@fluentui/react-components';
import { Copy20Regular, Link32Regular } from '@fluentui/react-icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, api } from '../../../api/client';
import { useLiveQueries } from '../../../api/live';
import { useStaffOffice } from '../../../api/session';
import type { PrivateLink, PrivateLinkMade, ProviderSetting } from '../../../api/words';
import { Ask } from '../../../ui/ask';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Chip } from '../../../ui/chip';
import { Bone, Empty, Skeleton } from '../../../ui/empty';
import { Section } from '../../../ui/heading';
import { announce } from '../../../ui/live-region';
import { useMomentWords } from '../../../ui/moment';
import { Notice } from '../../../ui/notice';
import { ProblemCard } from '../../../ui/problem-card';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { dateIn } from '../../../ui/wall';
import { NewPrivateLink } from './new-private-link';
import { usePartStyles } from './what-it-is';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto auto',
    gap: '4px 12px',
    alignItems: 'center',
    minHeight: '48px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, padding: '6px 0' },
  name: { fontWeight: tokens.fontWeightSemibold, ...text.truncated },
  quiet: { color: tokens.colorNeutralForeground3, ...text.numbers },
  address: { display: 'block', margin: '4px 0 8px', overflowWrap: 'anywhere', fontFamily: tokens.fontFamilyMonospace },
});

interface PrivateLinksProps {
  serviceId: string;
  /** Who offers the service. */
  providers: readonly ProviderSetting[];
  mayChange: boolean;
}

export function PrivateLinks({ serviceId, providers, mayChange }: PrivateLinksProps) {
  const { t } = useTranslation('rules');
  const part = usePartStyles();
  const styles = useStyles();
  const { office } = useStaffOffice();
  const queries = useQueryClient();
  const queryKey = ['private-links', office.slug] as const;
  const path = `/offices/${office.slug}/private-links`;
  const links = useQuery({
    queryKey,
    queryFn: async ({ signal }) => (await api.get<{ items: PrivateLink[] }>(path, { signal })).items,
  });
  useLiveQueries(addressOf(`/offices/${office.slug}/stream`), [queryKey]);
  const [made, setMade] = useState<PrivateLinkMade | null>(null);
  const [revoking, setRevoking] = useState<PrivateLink | null>(null);
  const revoke = useMutation({
    mutationFn: (id: string) => api.delete(`${path}/${id}`),
    onSettled: () => queries.invalidateQueries({ queryKey }),
    onSuccess: () => {
      if (made?.item.id === revoking?.id) setMade(null);
      setRevoking(null);
    },
  });
  async function copy(url: string) {
    await navigator.clipboard.writeText(url);
    announce(t('links.copied'));
  }
  const here = links.data?.filter(({ service_id }) => service_id === serviceId);
  const names = new Map(providers.map(({ id, name }) => [id, name]));
  return (
    <Card padded className={part.card} id="private-links">
      <Section>{t('links.title')}</Section>
      <p className={part.quiet}>{t('links.lead')}</p>
      {made && (
        <Notice kind="ok" role="status">
          <b>{t('links.made', { name: made.item.name })}</b> {t('links.once')}
          <span className={styles.address}>{made.url}</span>
          <Button icon={<Copy20Regular />} onClick={() => void copy(made.url)}>
            {t('links.copy')}
          </Button>
        </Notice>
      )}
      {links.isError ? (
        <ProblemCard error={links.error} onRetry={() => void links.refetch()} />
      ) : !here ? (
        <Skeleton>
          <Bone height="48px" />
        </Skeleton>
      ) : here.length === 0 ? (
        <Empty icon={<Link32Regular />} title={t('links.none')}>
          {t('links.noneText')}
        </Empty>
      ) : (
        <ul>
          {here.map((link) => (
            <LinkRow
              key={link.id}
              link={link}
              provider={link.provider_id ? names.get(link.provider_id) : undefined}
              onRevoke={mayChange && link.opens ? () => setRevoking(link) : undefined}
            />
          ))}
        </ul>
      )}
      {mayChange && (
        <NewPrivateLink
          serviceId={serviceId}
          providers={providers}
          onMade={(next) => {
            setMade(next);
            void queries.invalidateQueries({ queryKey });
          }}
        />
      )}
      {revoking && (
        <Ask
          title={t('links.revokeTitle', { name: revoking.name })}
          act={t('links.revoke')}
          keep={t('links.keep')}
          danger
          busy={revoke.isPending}
          onAct={() => revoke.mutate(revoking.id)}
          onClose={() => setRevoking(null)}
        >
          <p>{t('links.revokeText', { count: revoking.uses })}</p>
          {revoke.isError && <Notice kind="bad">{t('links.notRevoked')}</Notice>}
        </Ask>
      )}
    </Card>
  );
}

interface LinkRowProps {
  link: PrivateLink;
  provider: string | undefined;
  onRevoke: (() => void) | undefined;
}

function LinkRow({ link, provider, onRevoke }: LinkRowProps) {
  const { t } = useTranslation('rules');
  const styles = useStyles();
  const words = useMomentWords();
  const { office } = useStaffOffice();
  const parts = [
    provider && t('links.with', { name: provider }),
    link.uses_max === null
      ? t('links.used', { count: link.uses })
      : t('links.usedOf', { count: link.uses, max: link.uses_max }),
    link.expires_at && t('links.until', { day: words.day(dateIn(Date.parse(link.expires_at) - 1, office.time_zone)) }),
  ].filter(Boolean);
  const state = link.opens ? 'open' : link.revoked_at ? 'revoked' : 'over';
  return (
    <li className={styles.row}>
      <span className={styles.words}>
        <span className={styles.name}>{link.name}</span>
        <span className={styles.quiet}>{parts.join(' · ')}</span>
      </span>
      <Chip tint={link.opens ? 'ok' : 'neutral'}>{t(`links.state.${state}`)}</Chip>
      {onRevoke ? (
        <Button kind="danger" aria-label={t('links.revokeOf', { name: link.name })} onClick={onRevoke}>
          {t('links.revoke')}
        </Button>
      ) : (
        <span />
      )}
    </li>
  );
}
