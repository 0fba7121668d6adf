// The weekly hours of the office or of one provider: edited as a draft, checked, saved whole.
import { CalendarLtr20Regular, Clock20Regular, Globe20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../api/session';
import { Card } from '../../ui/card';
import { Bone, Skeleton } from '../../ui/empty';
import { ErrorSummary } from '../../ui/field';
import { Section } from '../../ui/heading';
import { useMomentWords } from '../../ui/moment';
import { Notice } from '../../ui/notice';
import { weekdayName } from '../../ui/opening-hours';
import { ProblemCard } from '../../ui/problem-card';
import { Rich } from '../../ui/rich';
import { Switch } from '../../ui/switch';
import { showToast } from '../../ui/undo-toast';
import { useDraft } from '../../ui/use-draft';
import { fieldOf, HoursEditor } from './hours-editor';
import { hoursAWeek, isSame, mistakesOf, rangesOf, type Week, weekOf } from './hours-model';
import { useHours, useSaveHours } from './queries';
import { SaveBar } from './save-bar';
import { useSettingsLayout } from './settings-layout';

interface Typed {
  /** Null: the office's hours. */
  week: Week | null;
}

interface HoursFormProps {
  /** Null: the office itself. */
  providerId: string | null;
  /** Whose hours, for sentences. */
  name: string;
  mayChange: boolean;
}

/** Give it a `key` of the person: each has a draft of their own. */
export function HoursForm({ providerId, name, mayChange }: HoursFormProps) {
  const { t } = useTranslation('office');
  const layout = useSettingsLayout();
  const words = useMomentWords();
  const { office } = useStaffOffice();
  const hours = useHours(office.slug, providerId);
  const officeHours = useHours(office.slug, null);
  const save = useSaveHours(office.slug, providerId);
  const draft = useDraft<Typed>(`hours.${office.id}.${providerId ?? 'office'}`);
  const [attempt, setAttempt] = useState(0);

  if (hours.isError) return <ProblemCard error={hours.error} onRetry={() => void hours.refetch()} />;
  if (!hours.data || !officeHours.data) {
    return (
      <Skeleton>
        <Bone height="380px" />
      </Skeleton>
    );
  }
  const saved: Typed = { week: hours.data.ranges ? weekOf(hours.data.ranges) : null };
  const typed = draft.value ?? saved;
  const shown = typed.week ?? weekOf(officeHours.data.ranges ?? []);
  const mistakes = typed.week ? mistakesOf(typed.week) : new Map<string, never>();
  const changed = typed.week && saved.week ? !isSame(typed.week, saved.week) : typed.week !== saved.week;
  const zone = words.zone(hours.data.time_zone);
  const timeZone = hours.data.time_zone;

  function set(week: Week | null) {
    draft.set({ week });
  }
  function send() {
    setAttempt((before) => before + 1);
    if (mistakes.size > 0 || save.isPending) return;
    save.mutate(
      { time_zone: timeZone, ranges: typed.week ? rangesOf(typed.week) : null },
      {
        onSuccess: () => {
          draft.clear();
          showToast({ text: t('hours.saved'), seconds: 5 });
        },
      },
    );
  }

  const summary = [...mistakes].map(([at, mistake]) => ({
    id: fieldOf(at, mistake),
    label: weekdayName(Number(at.split('-')[0]) + 1, words.locale, 'long'),
  }));
  return (
    <>
      <div className={layout.columns}>
        <div className={layout.stack}>
          <p className={layout.lead}>{providerId ? t('hours.leadProvider') : t('hours.lead')}</p>
          {attempt > 0 && <ErrorSummary mistakes={summary} attempt={attempt} />}
          {save.isError && (
            <Notice kind="bad" role="alert">
              {t('notSaved')}
            </Notice>
          )}
          <Card padded>
            {providerId && (
              <Switch
                label={t('hours.asOffice')}
                checked={typed.week === null}
                disabled={!mayChange}
                onChange={(checked) => set(checked ? null : weekOf(officeHours.data.ranges ?? []))}
              />
            )}
            <HoursEditor
              week={shown}
              onChange={set}
              mistakes={attempt > 0 ? mistakes : new Map()}
              readOnly={!mayChange || typed.week === null}
            />
          </Card>
        </div>
        <Card className={layout.aside}>
          <Section>{t('does')}</Section>
          <ul className={layout.facts}>
            <li className={layout.fact}>
              <Clock20Regular />
              <span>
                <Rich
                  text={t(providerId ? 'hours.worksAWeek' : 'hours.openAWeek', { count: hoursAWeek(shown), name })}
                />
              </span>
            </li>
            <li className={layout.fact}>
              <Globe20Regular />
              <span>
                <Rich text={t('hours.zone', { zone })} />
              </span>
            </li>
            <li className={layout.fact}>
              <CalendarLtr20Regular />
              <span>{t('hours.booked')}</span>
            </li>
          </ul>
        </Card>
      </div>
      {mayChange && changed && (
        <SaveBar
          words={t('hours.unsaved')}
          act={t('hours.save')}
          busy={save.isPending}
          onSave={send}
          onDiscard={() => {
            draft.clear();
            setAttempt(0);
          }}
        />
      )}
    </>
  );
}
