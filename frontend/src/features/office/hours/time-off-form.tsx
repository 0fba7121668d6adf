// Somebody is away: who, when, why, who stands in, and what is done with each visit in the way. One act for all of it.
import { makeStyles } from '@fluentui/react-components';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../../api/session';
import type { ProviderSetting } from '../../../api/words';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { ErrorSummary, Field, TextField, useControl } from '../../../ui/field';
import { Section } from '../../../ui/heading';
import { useMomentWords } from '../../../ui/moment';
import { Notice } from '../../../ui/notice';
import { Switch } from '../../../ui/switch';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { showToast } from '../../../ui/undo-toast';
import { useDraft } from '../../../ui/use-draft';
import { Handling, type HandlingState, NOTHING_DECIDED } from './handling';
import { actsOf, rowsOf, toldBy, type VisitRow } from './handling-model';
import { act, useHoursChange, useSettled, useTried } from './hours-queries';
import { useRefusalWords } from './refusal-words';
import { emptyTimeOff, type TimeOffField, type TypedTimeOff, timeOffMistakes, wishOf } from './time-off-model';

const useStyles = makeStyles({
  card: { padding: '16px', display: 'grid', gap: '16px', gridTemplateColumns: 'minmax(0, 1fr)' },
  form: { display: 'grid', gap: '16px', gridTemplateColumns: 'minmax(0, 1fr)' },
  pair: { display: 'grid', gap: '12px', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 128px), 1fr))' },
  zone: { ...text.caption, color: tokens.colorNeutralForeground3 },
});

interface TimeOffFormProps {
  today: string;
  people: readonly ProviderSetting[];
  /** A provider enters their own only; null: anybody's. */
  ownId: string | null;
}

export function TimeOffForm({ today, people, ownId }: TimeOffFormProps) {
  const { t } = useTranslation('hours');
  const styles = useStyles();
  const words = useMomentWords();
  const look = useControl();
  const { office } = useStaffOffice();
  const draft = useDraft<TypedTimeOff>(`time-off.${office.id}.${ownId ?? 'anybody'}`);
  const [attempt, setAttempt] = useState(0);
  const [handling, setHandling] = useState<HandlingState>(NOTHING_DECIDED);
  const [waiting, setWaiting] = useState(false);
  const add = useHoursChange(office.slug, act.timeOff(office.slug));
  const remove = useHoursChange(office.slug, act.removeTimeOff(office.slug));
  const refused = useRefusalWords(add.error);
  const typed: TypedTimeOff = { ...emptyTimeOff(ownId ?? '', today), ...draft.value };
  const wish = wishOf(typed);
  const settled = useSettled(wish);
  const affected = useTried(office.slug, settled && { what: 'time-off', wish: settled });
  const isSettled = JSON.stringify(settled) === JSON.stringify(wish);
  const rows = isSettled && affected.data ? rowsOf(affected.data) : null;
  const told = rows ? toldBy(rows, handling.decisions) : null;
  const count = told ? told.both + told.mail : 0;
  const wrong = attempt > 0 ? timeOffMistakes(typed) : [];
  const mistake = (field: TimeOffField) => (wrong.includes(field) ? t(`timeOff.wrong.${field}`) : undefined);

  function set(part: Partial<TypedTimeOff>) {
    const next = { ...typed, ...part };
    // A start moved behind the end takes the end with it.
    if (part.fromDate && next.toDate < part.fromDate) next.toDate = part.fromDate;
    draft.set(next);
    add.reset();
  }
  function send(event: FormEvent) {
    event.preventDefault();
    setAttempt((before) => before + 1);
    if (!wish || add.isPending) return;
    if (rows) go(rows);
    else setWaiting(true);
  }
  // Pressed before it was known whom it affects: goes on if nobody, else somebody decides first.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was waited for counts
  useEffect(() => {
    if (!waiting || (!rows && !affected.isError)) return;
    setWaiting(false);
    if (rows?.length === 0) go(rows);
  }, [waiting, rows, affected.isError]);
  function go(found: readonly VisitRow[]) {
    if (!wish) return;
    add.mutate(
      { wish, affected: actsOf(found, handling.decisions, handling.note) },
      {
        onSuccess: ({ item }) => {
          draft.clear();
          setAttempt(0);
          setHandling(NOTHING_DECIDED);
          // What people were told cannot be taken back; a time off of which nobody knows yet can.
          if (count) showToast({ text: t('timeOff.addedTold', { count }) });
          else showToast({ text: t('timeOff.added'), onUndo: () => remove.mutate(item.id) });
        },
        onError: () => void affected.refetch(),
      },
    );
  }
  const others = people.filter(({ id, active }) => id !== typed.who && active);
  return (
    <Card className={styles.card}>
      <Section>{t('timeOff.add')}</Section>
      <ErrorSummary
        attempt={attempt}
        mistakes={wrong.map((field) => ({ id: `time-off-${field}`, label: t(`timeOff.${field}`) }))}
      />
      {refused && (
        <Notice kind="bad" role="alert">
          {refused}
        </Notice>
      )}
      <form className={styles.form} onSubmit={send} noValidate>
        {!ownId && (
          <Field label={t('timeOff.who')}>
            <select className={look} value={typed.who} onChange={({ target }) => set({ who: target.value })}>
              <option value="">{t('timeOff.everybody')}</option>
              {people.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </Field>
        )}
        <Switch
          label={t('timeOff.wholeDays')}
          checked={typed.wholeDays}
          onChange={(checked) => set({ wholeDays: checked })}
        />
        <div className={styles.pair}>
          <TextField
            id="time-off-fromDate"
            type="date"
            min={today}
            label={t('timeOff.fromDate')}
            value={typed.fromDate}
            error={mistake('fromDate')}
            onChange={({ target }) => set({ fromDate: target.value })}
          />
          <TextField
            id="time-off-toDate"
            type="date"
            min={typed.fromDate}
            label={t('timeOff.toDate')}
            value={typed.toDate}
            error={mistake('toDate')}
            onChange={({ target }) => set({ toDate: target.value })}
          />
        </div>
        {!typed.wholeDays && (
          <div className={styles.pair}>
            <TextField
              id="time-off-fromTime"
              label={t('timeOff.fromTime')}
              value={typed.fromTime}
              error={mistake('fromTime')}
              onChange={({ target }) => set({ fromTime: target.value })}
            />
            <TextField
              id="time-off-toTime"
              label={t('timeOff.toTime')}
              value={typed.toTime}
              error={mistake('toTime')}
              onChange={({ target }) => set({ toTime: target.value })}
            />
          </div>
        )}
        <span className={styles.zone}>{t('timeOff.zone', { zone: words.zone(office.time_zone) })}</span>
        <TextField
          label={t('timeOff.reason')}
          optional
          maxLength={200}
          help={t('timeOff.reasonHelp')}
          value={typed.reason}
          onChange={({ target }) => set({ reason: target.value })}
        />
        {typed.who && others.length > 0 && (
          <Field label={t('timeOff.colleague')} help={t('timeOff.colleagueHelp')}>
            <select
              className={look}
              value={typed.colleague}
              onChange={({ target }) => set({ colleague: target.value })}
            >
              <option value="">{t('timeOff.noColleague')}</option>
              {others.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </Field>
        )}
        {wish && !affected.isError && (
          <Handling
            rows={rows}
            value={handling}
            onChange={setHandling}
            names={new Map(people.map(({ id, name }) => [id, name]))}
          />
        )}
        <Button type="submit" kind="primary" busy={add.isPending || waiting}>
          {count ? t('handling.actTelling', { act: t('timeOff.save'), count }) : t('timeOff.save')}
        </Button>
      </form>
    </Card>
  );
}
