import { makeStyles } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../api/session';
import type { DayVisit, ProviderSetting } from '../../api/words';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ErrorSummary, Field, TextField, useControl } from '../../ui/field';
import { Section } from '../../ui/heading';
import { useMomentWords } from '../../ui/moment';
import { Notice } from '../../ui/notice';
import { Switch } from '../../ui/switch';
import { text } from '../../ui/text';
import { TextLink } from '../../ui/text-link';
import { tokens } from '../../ui/tokens';
import { showToast } from '../../ui/undo-toast';
import { useDraft } from '../../ui/use-draft';
import { useAddTimeOff, useAffected, useRemoveTimeOff } from './queries';
import { emptyTimeOff, type TimeOffField, type TypedTimeOff, timeOffMistakes, wishOf } from './time-off-model';

const useStyles = makeStyles({
  card: { padding: '16px', display: 'grid', gap: '16px' },
  form: { display: 'grid', gap: '16px', gridTemplateColumns: 'minmax(0, 1fr)' },
  pair: { display: 'grid', gap: '12px', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 150px), 1fr))' },
  zone: { ...text.caption, color: tokens.colorNeutralForeground3 },
  visits: { display: 'grid', gap: '4px', paddingTop: '8px', ...text.numbers },
});

interface TimeOffFormProps {
  today: string;
  /** Null: only for oneself. */
  providers: readonly ProviderSetting[] | null;
  ownId: string | null;
}

export function TimeOffForm({ today, providers, ownId }: TimeOffFormProps) {
  const { t } = useTranslation('office');
  const styles = useStyles();
  const words = useMomentWords();
  const look = useControl();
  const { office } = useStaffOffice();
  const draft = useDraft<TypedTimeOff>(`time-off.${office.id}`);
  const [attempt, setAttempt] = useState(0);
  const add = useAddTimeOff(office.slug);
  const remove = useRemoveTimeOff(office.slug);
  const typed = draft.value ?? emptyTimeOff(ownId ?? '', today);
  const wish = wishOf(typed);
  const affected = useAffected(office.slug, wish);
  const wrong = attempt > 0 ? timeOffMistakes(typed) : [];
  const mistake = (field: TimeOffField) => (wrong.includes(field) ? t(`timeOff.wrong.${field}`) : undefined);

  function set(part: Partial<TypedTimeOff>) {
    const next = { ...typed, ...part };
    // A start moved behind the end takes the end with it.
    if (part.fromDate && next.toDate < part.fromDate) next.toDate = part.fromDate;
    draft.set(next);
  }
  function send(event: FormEvent) {
    event.preventDefault();
    setAttempt((before) => before + 1);
    if (!wish || add.isPending) return;
    add.mutate(wish, {
      onSuccess: ({ item, affected: visits }) => {
        draft.clear();
        setAttempt(0);
        showToast({ text: t('timeOff.added', { count: visits.length }), onUndo: () => remove.mutate(item.id) });
      },
    });
  }

  return (
    <Card className={styles.card}>
      <Section>{t('timeOff.add')}</Section>
      <ErrorSummary
        attempt={attempt}
        mistakes={wrong.map((field) => ({ id: `time-off-${field}`, label: t(`timeOff.${field}`) }))}
      />
      {add.isError && (
        <Notice kind="bad" role="alert">
          {t('notSaved')}
        </Notice>
      )}
      <form className={styles.form} onSubmit={send} noValidate>
        {providers && (
          <Field label={t('timeOff.who')}>
            <select className={look} value={typed.who} onChange={({ target }) => set({ who: target.value })}>
              <option value="">{t('timeOff.everybody')}</option>
              {providers.map(({ id, name }) => (
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
        {wish && affected.data && <Affected visits={affected.data} />}
        <Button type="submit" kind="primary" busy={add.isPending}>
          {t('timeOff.save')}
        </Button>
      </form>
    </Card>
  );
}

/** Whom it affects, before it is saved. Booked visits stay until somebody does something about them. */
function Affected({ visits }: { visits: readonly DayVisit[] }) {
  const { t } = useTranslation('office');
  const styles = useStyles();
  const words = useMomentWords();
  const { role } = useStaffOffice();
  if (!visits.length) {
    return (
      <Notice kind="ok" role="status">
        {t('timeOff.free')}
      </Notice>
    );
  }
  const day = role === 'provider' ? '/provider' : '/office';
  return (
    <Notice kind="warn" role="status">
      {t('timeOff.affected', { count: visits.length })}
      <ul className={styles.visits}>
        {visits.map((visit) => (
          <li key={visit.seat_id}>
            <TextLink to={`${day}?on=${visit.office.date}`}>{words.start(visit.office)}</TextLink> {visit.consumer.name}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
