// Seasons: dates on which other weekly hours stand in. Listed, added, changed, removed, each with whom it leaves outside.
import { makeStyles } from '@fluentui/react-components';
import { Add20Regular, Delete20Regular, Edit20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../../api/session';
import type { Season } from '../../../api/words';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Section } from '../../../ui/heading';
import { useMomentWords } from '../../../ui/moment';
import { ProblemCard } from '../../../ui/problem-card';
import { screen } from '../../../ui/screen';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { showToast } from '../../../ui/undo-toast';
import { hoursAWeek, weekOf } from './hours-model';
import { act, type Owner, ownerIds, useHoursChange, useSeasons } from './hours-queries';
import { SeasonForm } from './season-form';

const useStyles = makeStyles({
  card: { marginTop: '16px', overflow: 'hidden' },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: '8px',
    alignItems: 'center',
    padding: '12px 20px',
    [screen.phone]: { padding: '12px 16px' },
  },
  help: { padding: '0 20px 12px', color: tokens.colorNeutralForeground3, [screen.phone]: { padding: '0 16px 12px' } },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto auto',
    gap: '4px',
    alignItems: 'center',
    padding: '8px 12px 8px 20px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    [screen.phone]: { padding: '8px 8px 8px 16px' },
  },
  words: { display: 'grid', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground3, ...text.numbers },
});

interface SeasonsProps {
  owner: Owner;
  mayChange: boolean;
}

export function Seasons({ owner, mayChange }: SeasonsProps) {
  const { t } = useTranslation('hours');
  const styles = useStyles();
  const words = useMomentWords();
  const { office } = useStaffOffice();
  const seasons = useSeasons(office.slug, owner);
  const [open, setOpen] = useState<Season | 'new' | null>(null);
  const remove = useHoursChange(office.slug, act.removeSeason(office.slug));
  const add = useHoursChange(office.slug, act.season(office.slug));
  const span = (season: Season) =>
    t('span', {
      from: words.longDay(season.from_on),
      to: words.longDay(season.until_on),
      year: season.until_on.slice(0, 4),
    });

  function takeOut(season: Season) {
    const { id: _, time_zone: _zone, ...wish } = season;
    remove.mutate(season.id, {
      onSuccess: () =>
        showToast({
          text: t('seasons.removed', { name: season.name }),
          onUndo: () => add.mutate({ id: null, wish: { ...wish, ...ownerIds(owner) } }),
        }),
    });
  }
  if (seasons.isError) return <ProblemCard error={seasons.error} onRetry={() => void seasons.refetch()} />;
  return (
    <Card className={styles.card}>
      <div className={styles.head}>
        <Section>{t('seasons.title')}</Section>
        {mayChange && open === null && (
          <Button icon={<Add20Regular />} onClick={() => setOpen('new')}>
            {t('seasons.add')}
          </Button>
        )}
      </div>
      {!seasons.data?.length && open === null && <p className={styles.help}>{t('seasons.none')}</p>}
      <ul>
        {seasons.data?.map((season) => (
          <li key={season.id} className={styles.row}>
            <span className={styles.words}>
              <span className={styles.name}>{season.name}</span>
              <span className={styles.quiet}>{span(season)}</span>
              <span className={styles.quiet}>
                {season.ranges.length
                  ? t('seasons.hours', { count: hoursAWeek(weekOf(season.ranges)) })
                  : t('seasons.closed')}
              </span>
            </span>
            {mayChange && (
              <>
                <Button
                  kind="subtle"
                  icon={<Edit20Regular />}
                  aria-label={t('seasons.change', { name: season.name })}
                  title={t('change')}
                  onClick={() => setOpen(season)}
                />
                <Button
                  kind="subtle"
                  icon={<Delete20Regular />}
                  aria-label={t('seasons.remove', { name: season.name })}
                  title={t('removeShort')}
                  busy={remove.isPending && remove.variables === season.id}
                  onClick={() => takeOut(season)}
                />
              </>
            )}
          </li>
        ))}
      </ul>
      {open !== null && (
        <SeasonForm
          key={open === 'new' ? 'new' : open.id}
          owner={owner}
          season={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
        />
      )}
    </Card>
  );
}
