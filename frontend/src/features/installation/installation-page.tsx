// What this installation was told by its environment, and whether everything that it needs is there. For owners.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { CheckmarkCircle20Filled, DismissCircle20Filled, LockClosed16Regular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { useStaffOffice } from '../../api/session';
import type { CheckSeen, SettingSeen } from '../../api/words';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Chip } from '../../ui/chip';
import { Bone, Skeleton } from '../../ui/empty';
import { Section } from '../../ui/heading';
import { Notice } from '../../ui/notice';
import { ProblemCard } from '../../ui/problem-card';
import { screen } from '../../ui/screen';
import { StaffPage } from '../../ui/staff-page';
import { hidden, text } from '../../ui/text';
import { tokens } from '../../ui/tokens';

const useStyles = makeStyles({
  body: { display: 'grid', gap: '16px', maxWidth: '960px', gridTemplateColumns: 'minmax(0, 1fr)' },
  card: { overflow: 'hidden' },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '8px',
    padding: '12px 20px',
  },
  row: {
    display: 'grid',
    gridTemplateColumns: '20px 200px minmax(0, 1fr)',
    gap: '4px 12px',
    padding: '10px 20px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    [screen.phone]: { gridTemplateColumns: '20px minmax(0, 1fr)', padding: '10px 16px' },
  },
  setting: {
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    [screen.phone]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  well: { color: tokens.colorStatusSuccessForeground1, lineHeight: 0 },
  ill: { color: tokens.colorStatusDangerForeground1, lineHeight: 0 },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  found: { overflowWrap: 'anywhere', color: tokens.colorNeutralForeground2, [screen.phone]: { gridColumn: '2' } },
  code: { ...text.small, fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  value: { display: 'flex', flexWrap: 'wrap', gap: '4px 8px', alignItems: 'center', alignSelf: 'start' },
  hidden,
  wait: { padding: '0 20px 20px' },
});

export default function InstallationPage() {
  const { t } = useTranslation('installation');
  const styles = useStyles();
  const { office, role } = useStaffOffice();
  return (
    <StaffPage title={t('title')} place={office.name} bodyClassName={styles.body}>
      {role === 'owner' ? (
        <>
          <p>{t('text')}</p>
          <Checks />
          <Settings />
        </>
      ) : (
        <Notice kind="quiet">{t('ownersOnly')}</Notice>
      )}
    </StaffPage>
  );
}

function Checks() {
  const { t } = useTranslation('installation');
  const styles = useStyles();
  const { office } = useStaffOffice();
  const checks = useQuery({
    queryKey: ['installation', office.slug, 'checks'],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: CheckSeen[] }>(`/offices/${office.slug}/installation/checks`, { signal })).items,
    staleTime: 60_000,
  });
  return (
    <Card className={styles.card}>
      <div className={styles.head}>
        <Section>{t('checks.title')}</Section>
        <Button busy={checks.isFetching} onClick={() => void checks.refetch()}>
          {t('checks.again')}
        </Button>
      </div>
      {checks.isError ? (
        <ProblemCard error={checks.error} onRetry={() => void checks.refetch()} />
      ) : !checks.data ? (
        <Skeleton className={styles.wait}>
          <Bone height="240px" />
        </Skeleton>
      ) : (
        <ul>
          {checks.data.map(({ name, well, found }) => (
            <li key={name} className={styles.row}>
              <span className={well ? styles.well : styles.ill}>
                {well ? <CheckmarkCircle20Filled /> : <DismissCircle20Filled />}
              </span>
              <span className={styles.name}>
                {t(`checks.names.${name}`)}
                <span className={styles.hidden}> {t(well ? 'checks.well' : 'checks.ill')}</span>
              </span>
              <span className={styles.found}>{found}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Settings() {
  const { t } = useTranslation('installation');
  const styles = useStyles();
  const { office } = useStaffOffice();
  const settings = useQuery({
    queryKey: ['installation', office.slug],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: SettingSeen[] }>(`/offices/${office.slug}/installation`, { signal })).items,
  });
  if (settings.isError) return <ProblemCard error={settings.error} onRetry={() => void settings.refetch()} />;
  if (!settings.data) {
    return (
      <Skeleton>
        <Bone height="400px" />
      </Skeleton>
    );
  }
  return (
    <Card className={styles.card}>
      <div className={styles.head}>
        <Section>{t('settings.title')}</Section>
      </div>
      <ul>
        {settings.data.map((setting) => (
          <li key={setting.name} className={mergeClasses(styles.row, styles.setting)}>
            <span>
              <span className={styles.code}>{setting.name}</span>
              <br />
              <span className={styles.quiet}>{setting.meaning}</span>
            </span>
            <span className={styles.value}>
              {setting.secret ? (
                <Chip icon={<LockClosed16Regular />}>{t(setting.is_set ? 'settings.secret' : 'settings.unset')}</Chip>
              ) : setting.is_set ? (
                <span className={styles.code}>{setting.value}</span>
              ) : (
                <Chip>{t('settings.unset')}</Chip>
              )}
              {setting.is_set && setting.is_default && <span className={styles.quiet}>{t('settings.default')}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
