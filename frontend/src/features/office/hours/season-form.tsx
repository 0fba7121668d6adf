import { makeStyles } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServerNow } from '../../../api/server-clock';
import { useStaffOffice } from '../../../api/session';
import type { Season } from '../../../api/words';
import { Button } from '../../../ui/button';
import { addDays, isDate } from '../../../ui/dates';
import { ErrorSummary, TextField } from '../../../ui/field';
import { useMomentWords } from '../../../ui/moment';
import { Notice } from '../../../ui/notice';
import { weekdayName } from '../../../ui/opening-hours';
import { screen } from '../../../ui/screen';
import { tokens } from '../../../ui/tokens';
import { showToast } from '../../../ui/undo-toast';
import { useDraft } from '../../../ui/use-draft';
import { dateIn } from '../../../ui/wall';
import { fieldOf, HoursEditor } from './hours-editor';
import { mistakesOf, rangesOf, type Week, weekOf } from './hours-model';
import { act, type Owner, ownerIds, useHoursChange } from './hours-queries';
import { OutsideList } from './outside-list';
import { useRefusalWords } from './refusal-words';
import { WeekPaint } from './week-paint';

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gap: '16px',
    gridTemplateColumns: 'minmax(0, 1fr)',
    padding: '16px 20px 20px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    [screen.phone]: { padding: '16px' },
  },
  fields: {
    display: 'grid',
    gap: '12px',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 1fr) minmax(0, 1fr)',
    [screen.phone]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  acts: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

interface Typed {
  name: string;
  from: string;
  until: string;
  week: Week;
}

interface SeasonFormProps {
  owner: Owner;
  season: Season | null;
  onClose: () => void;
}

export function SeasonForm({ owner, season, onClose }: SeasonFormProps) {
  const { t } = useTranslation('hours');
  const styles = useStyles();
  const words = useMomentWords();
  const { office } = useStaffOffice();
  const today = dateIn(useServerNow(60_000), office.time_zone);
  const draft = useDraft<Typed>(`season.${office.id}.${owner.id ?? 'office'}.${season?.id ?? 'new'}`);
  const [attempt, setAttempt] = useState(0);
  const save = useHoursChange(office.slug, act.season(office.slug));
  const refused = useRefusalWords(save.error);
  const saved: Typed = {
    name: season?.name ?? '',
    from: season?.from_on ?? addDays(today, 7),
    until: season?.until_on ?? addDays(today, 34),
    week: weekOf(season?.ranges ?? []),
  };
  const typed = draft.value ?? saved;
  const set = (part: Partial<Typed>) => draft.set({ ...typed, ...part });
  const mistakes = mistakesOf(typed.week);
  const wrong = {
    name: typed.name.trim() === '',
    from: !isDate(typed.from),
    until: !isDate(typed.until) || typed.until < typed.from,
  };
  const said = (field: keyof typeof wrong) => (attempt > 0 && wrong[field] ? t(`seasons.wrong.${field}`) : undefined);
  const summary = [
    ...(Object.keys(wrong) as (keyof typeof wrong)[])
      .filter((field) => wrong[field])
      .map((field) => ({ id: `season-${field}`, label: t(`seasons.${field}`) })),
    ...[...mistakes].map(([at, mistake]) => ({
      id: fieldOf(at, mistake, 'season'),
      label: weekdayName(Number(at.split('-')[0]) + 1, words.locale, 'long'),
    })),
  ];

  function send(event: FormEvent) {
    event.preventDefault();
    setAttempt((before) => before + 1);
    if (summary.length > 0 || save.isPending) return;
    const wish = {
      name: typed.name.trim(),
      from_on: typed.from,
      until_on: typed.until,
      ranges: rangesOf(typed.week),
      ...ownerIds(owner),
    };
    save.mutate(
      { id: season?.id ?? null, wish },
      {
        onSuccess: ({ affected }) => {
          draft.clear();
          showToast({ text: t('seasons.saved', { count: affected.length }), seconds: 5 });
          if (affected.length === 0) onClose();
        },
      },
    );
  }
  return (
    <form
      className={styles.form}
      onSubmit={send}
      noValidate
      aria-label={t(season ? 'seasons.changing' : 'seasons.add')}
    >
      {attempt > 0 && <ErrorSummary mistakes={summary} attempt={attempt} />}
      {refused && (
        <Notice kind="bad" role="alert">
          {refused}
        </Notice>
      )}
      <div className={styles.fields}>
        <TextField
          id="season-name"
          label={t('seasons.name')}
          placeholder={t('seasons.example')}
          maxLength={120}
          value={typed.name}
          error={said('name')}
          onChange={({ target }) => set({ name: target.value })}
        />
        <TextField
          id="season-from"
          type="date"
          label={t('seasons.from')}
          value={typed.from}
          error={said('from')}
          onChange={({ target }) => set({ from: target.value })}
        />
        <TextField
          id="season-until"
          type="date"
          label={t('seasons.until')}
          value={typed.until}
          error={said('until')}
          onChange={({ target }) => set({ until: target.value })}
        />
      </div>
      <WeekPaint week={typed.week} onChange={(week) => set({ week })} />
      <HoursEditor
        week={typed.week}
        onChange={(week) => set({ week })}
        mistakes={attempt > 0 ? mistakes : new Map()}
        prefix="season"
      />
      {save.data && save.data.affected.length > 0 && (
        <Notice kind="warn" role="status">
          {t('effect.outside', { count: save.data.affected.length })}
          <OutsideList visits={save.data.affected} />
        </Notice>
      )}
      <div className={styles.acts}>
        <Button type="submit" kind="primary" busy={save.isPending}>
          {t('seasons.save')}
        </Button>
        <Button
          onClick={() => {
            draft.clear();
            onClose();
          }}
        >
          {t(save.data ? 'done' : 'dont')}
        </Button>
      </div>
    </form>
  );
}
