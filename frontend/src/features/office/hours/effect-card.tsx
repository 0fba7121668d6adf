// What the hours do, as the server worked it out: how long, which day is late, the first visit; and who lies outside them now.
import { makeStyles } from '@fluentui/react-components';
import { CalendarClock20Regular, CalendarLtr20Regular, Clock20Regular, Globe20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { DayVisit, HoursEffect } from '../../../api/words';
import { Card } from '../../../ui/card';
import { Section } from '../../../ui/heading';
import { useMomentWords } from '../../../ui/moment';
import { weekdayName } from '../../../ui/opening-hours';
import { Rich } from '../../../ui/rich';
import { useSettingsLayout } from '../settings-layout';
import { hoursAWeek, type Week } from './hours-model';
import type { Owner } from './hours-queries';
import { OutsideList } from './outside-list';

const useStyles = makeStyles({ aside: { display: 'grid', gap: '16px', alignContent: 'start' } });

interface EffectCardProps {
  owner: Owner;
  name: string;
  week: Week | null;
  zone: string;
  effect: HoursEffect | null;
  outside: readonly DayVisit[];
  changed: boolean;
  waiting: boolean;
}

export function EffectCard({ owner, name, week, zone, effect, outside, changed, waiting }: EffectCardProps) {
  const { t } = useTranslation(['hours', 'office']);
  const styles = useStyles();
  const layout = useSettingsLayout();
  const words = useMomentWords();
  const hours = effect ? Math.round(effect.minutes_a_week / 6) / 10 : week ? hoursAWeek(week) : 0;
  const late = (effect?.late ?? []).map((day) => weekdayName(day, words.locale, 'long'));
  const days = new Intl.ListFormat(words.locale, { type: 'conjunction' }).format(late);
  const first = effect?.first;
  const was = effect?.first_was;
  const moved =
    changed && was && first && (was.office.date !== first.office.date || was.office.time !== first.office.time);
  return (
    <div className={styles.aside} aria-busy={waiting}>
      <Card className={layout.aside}>
        <Section>{t('office:does')}</Section>
        <ul className={layout.facts} aria-live="polite">
          {week && (
            <li className={layout.fact}>
              <Clock20Regular />
              <span>
                <Rich text={t(`effect.${owner.kind}`, { count: hours, name })} />
                {late.length > 0 && late.length < 4 ? t('effect.late', { count: late.length, days }) : t('effect.stop')}
              </span>
            </li>
          )}
          {effect && (
            <li className={layout.fact}>
              <CalendarClock20Regular />
              <span>
                {first ? (
                  <>
                    <Rich text={t('effect.first', { when: words.start(first.office) })} />{' '}
                    {t(first.provider ? 'effect.firstWith' : 'effect.firstOf', {
                      service: first.service,
                      provider: first.provider,
                    })}
                    {moved && <> {t('effect.was', { when: words.start(was.office) })}</>}
                  </>
                ) : (
                  <Rich text={t('effect.nothing')} />
                )}
              </span>
            </li>
          )}
          <li className={layout.fact}>
            <Globe20Regular />
            <span>
              <Rich text={t('effect.zone', { zone: words.zone(zone) })} />
            </span>
          </li>
          <li className={layout.fact}>
            <CalendarLtr20Regular />
            <span>{outside.length ? t('effect.outside', { count: outside.length }) : t('effect.stay')}</span>
          </li>
        </ul>
        {outside.length > 0 && <OutsideList visits={outside} />}
      </Card>
    </div>
  );
}
