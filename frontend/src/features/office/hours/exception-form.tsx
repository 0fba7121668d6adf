// One more exception: the office closed for a while, or other hours on some dates of the office, a person or a service.
import { makeStyles } from '@fluentui/react-components';
import { Add20Regular, Dismiss16Regular } from '@fluentui/react-icons';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../../api/session';
import type { OverrideWish, ProviderSetting, ServiceSetting, TimeOffWish } from '../../../api/words';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { ErrorSummary, Field, Input, TextField, useControl } from '../../../ui/field';
import { Section } from '../../../ui/heading';
import { Notice } from '../../../ui/notice';
import { Switch } from '../../../ui/switch';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { showToast } from '../../../ui/undo-toast';
import { useDraft } from '../../../ui/use-draft';
import { emptyException, exceptionMistakes, exceptionWish, type TypedException } from './exception-model';
import { Handling, type HandlingState, NOTHING_DECIDED } from './handling';
import { actsOf, rowsOf, toldBy, type VisitRow } from './handling-model';
import { act, useHoursChange, useSettled, useTried } from './hours-queries';
import { useRefusalWords } from './refusal-words';
import { ViewTabs } from './view-tabs';

const useStyles = makeStyles({
  card: { padding: '16px', display: 'grid', gap: '12px', gridTemplateColumns: 'minmax(0, 1fr)' },
  form: { display: 'grid', gap: '12px', gridTemplateColumns: 'minmax(0, 1fr)' },
  pair: { display: 'grid', gap: '12px', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 128px), 1fr))' },
  range: { display: 'flex', gap: '6px', alignItems: 'center' },
  time: { width: '84px', textAlign: 'center' },
  wrong: { ...text.caption, color: tokens.colorStatusDangerForeground1 },
  help: { ...text.caption, color: tokens.colorNeutralForeground3 },
});

interface ExceptionFormProps {
  today: string;
  people: readonly ProviderSetting[];
  services: readonly ServiceSetting[];
  names: ReadonlyMap<string, string>;
}

export function ExceptionForm({ today, people, services, names }: ExceptionFormProps) {
  const { t } = useTranslation('hours');
  const styles = useStyles();
  const look = useControl();
  const { office } = useStaffOffice();
  const draft = useDraft<TypedException>(`exception.${office.id}`);
  const [attempt, setAttempt] = useState(0);
  const [handling, setHandling] = useState<HandlingState>(NOTHING_DECIDED);
  const [waiting, setWaiting] = useState(false);
  const close = useHoursChange(office.slug, act.timeOff(office.slug));
  const override = useHoursChange(office.slug, act.override(office.slug));
  const reopen = useHoursChange(office.slug, act.removeTimeOff(office.slug));
  const usual = useHoursChange(office.slug, act.removeOverride(office.slug));
  const refused = useRefusalWords(close.error ?? override.error);
  const typed = draft.value ?? emptyException(today);
  const wish = exceptionWish(typed);
  const settled = useSettled(wish);
  const affected = useTried(office.slug, settled);
  const isSettled = JSON.stringify(settled) === JSON.stringify(wish);
  const rows = isSettled && affected.data ? rowsOf(affected.data) : null;
  const told = rows ? toldBy(rows, handling.decisions) : null;
  const count = told ? told.both + told.mail : 0;
  const mistakes = exceptionMistakes(typed);
  const wrong = (field: string) => attempt > 0 && mistakes.includes(field);
  const tryRefused = useRefusalWords(affected.error);
  const busy = close.isPending || override.isPending;

  function set(part: Partial<TypedException>) {
    const next = { ...typed, ...part };
    if (part.from && next.until < part.from) next.until = part.from;
    draft.set(next);
    close.reset();
    override.reset();
  }
  function done(undo: () => void) {
    draft.clear();
    setAttempt(0);
    setHandling(NOTHING_DECIDED);
    if (count) showToast({ text: t('timeOff.addedTold', { count }) });
    else showToast({ text: t('closures.saved'), onUndo: undo });
  }
  function send(event: FormEvent) {
    event.preventDefault();
    setAttempt((before) => before + 1);
    if (!wish || busy) return;
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
    const acts = actsOf(found, handling.decisions, handling.note);
    const onError = () => void affected.refetch();
    if (wish.what === 'time-off') {
      close.mutate(
        { wish: wish.wish as TimeOffWish, affected: acts },
        { onSuccess: ({ item }) => done(() => reopen.mutate(item.id)), onError },
      );
    } else {
      override.mutate(
        { wish: wish.wish as OverrideWish, affected: acts },
        { onSuccess: ({ item }) => done(() => usual.mutate(item.id)), onError },
      );
    }
  }
  return (
    <Card className={styles.card}>
      <Section>{t('closures.add')}</Section>
      <ViewTabs
        label={t('closures.what')}
        value={typed.kind}
        options={[
          { value: 'closure', label: t('closures.closed') },
          { value: 'hours', label: t('closures.otherHours') },
        ]}
        onChange={(kind) => set({ kind })}
      />
      <ErrorSummary
        attempt={attempt}
        mistakes={mistakes
          .filter(() => attempt > 0)
          .map((field) => ({ id: `exception-${field}`, label: t(`closures.field.${field.split('-')[0]}`) }))}
      />
      {refused && (
        <Notice kind="bad" role="alert">
          {refused}
        </Notice>
      )}
      <form className={styles.form} onSubmit={send} noValidate>
        {typed.kind === 'hours' && (
          <Field label={t('closures.whose')}>
            <select className={look} value={typed.whose} onChange={({ target }) => set({ whose: target.value })}>
              <option value="">{t('timeOff.everybody')}</option>
              {people.map(({ id, name }) => (
                <option key={id} value={`provider:${id}`}>
                  {name}
                </option>
              ))}
              {services.map(({ id, name }) => (
                <option key={id} value={`service:${id}`}>
                  {name}
                </option>
              ))}
            </select>
          </Field>
        )}
        <div className={styles.pair}>
          <TextField
            id="exception-from"
            type="date"
            label={t('closures.field.from')}
            value={typed.from}
            error={wrong('from') ? t('timeOff.wrong.fromDate') : undefined}
            onChange={({ target }) => set({ from: target.value })}
          />
          <TextField
            id="exception-until"
            type="date"
            label={t('closures.field.until')}
            value={typed.until}
            error={wrong('until') ? t('timeOff.wrong.toDate') : undefined}
            onChange={({ target }) => set({ until: target.value })}
          />
        </div>
        {typed.kind === 'closure' && (
          <Switch
            label={t('timeOff.wholeDays')}
            checked={typed.wholeDays}
            onChange={(wholeDays) => set({ wholeDays })}
          />
        )}
        {typed.kind === 'closure' && !typed.wholeDays && (
          <div className={styles.pair}>
            {(['fromTime', 'toTime'] as const).map((field) => (
              <TextField
                key={field}
                id={`exception-${field}`}
                label={t(`timeOff.${field}`)}
                value={typed[field]}
                error={wrong(field) ? t(`timeOff.wrong.${field}`) : undefined}
                onChange={({ target }) => set({ [field]: target.value })}
              />
            ))}
          </div>
        )}
        {typed.kind === 'hours' && (
          <>
            {typed.ranges.map((range, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a range is its place while it is typed
              <span key={index}>
                <span className={styles.range}>
                  {(['from', 'to'] as const).map((side) => (
                    <Input
                      key={side}
                      id={side === 'from' ? `exception-range-${index}` : undefined}
                      className={styles.time}
                      aria-label={t(`closures.range.${side}`, { number: index + 1 })}
                      aria-invalid={wrong(`range-${index}`) || undefined}
                      wrong={wrong(`range-${index}`)}
                      value={range[side]}
                      onChange={({ target }) =>
                        set({
                          ranges: typed.ranges.map((one, at) =>
                            at === index ? { ...one, [side]: target.value } : one,
                          ),
                        })
                      }
                    />
                  ))}
                  <Button
                    kind="subtle"
                    icon={<Dismiss16Regular />}
                    aria-label={t('closures.range.remove', { number: index + 1 })}
                    onClick={() => set({ ranges: typed.ranges.filter((_, at) => at !== index) })}
                  />
                </span>
                {wrong(`range-${index}`) && <span className={styles.wrong}>{t('closures.range.wrong')}</span>}
              </span>
            ))}
            {typed.ranges.length === 0 && <p className={styles.help}>{t('closures.noRanges')}</p>}
            <span>
              <Button icon={<Add20Regular />} onClick={() => set({ ranges: [...typed.ranges, { from: '', to: '' }] })}>
                {t('addShort')}
              </Button>
            </span>
            <p className={styles.help}>{t('policy.nightRule')}</p>
          </>
        )}
        <TextField
          label={t('timeOff.reason')}
          optional
          maxLength={200}
          help={t('closures.reasonHelp')}
          value={typed.reason}
          onChange={({ target }) => set({ reason: target.value })}
        />
        {wish && tryRefused && (
          <Notice kind="warn" role="status">
            {tryRefused}
          </Notice>
        )}
        {wish && !affected.isError && <Handling rows={rows} value={handling} onChange={setHandling} names={names} />}
        <Button type="submit" kind="primary" busy={busy || waiting}>
          {count ? t('handling.actTelling', { act: t('timeOff.save'), count }) : t('timeOff.save')}
        </Button>
      </form>
    </Card>
  );
}
