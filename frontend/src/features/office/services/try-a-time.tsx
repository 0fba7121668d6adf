// "Try a time": any time of any day, and what says no to it.
import { Dialog, DialogBody, DialogContent, DialogSurface, DialogTitle, makeStyles } from '@fluentui/react-components';
import { Dismiss20Regular, QuestionCircle20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServerNow } from '../../../api/server-clock';
import { useStaffOffice } from '../../../api/session';
import type { ProviderSetting, ServiceSetting } from '../../../api/words';
import { Button } from '../../../ui/button';
import { addDays } from '../../../ui/dates';
import { Field, Input, useControl } from '../../../ui/field';
import { useMomentWords } from '../../../ui/moment';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { dateIn } from '../../../ui/wall';
import { WhyNotAnswer } from '../../../ui/why-not';
import { instantOf } from './instants';

const useStyles = makeStyles({
  surface: { maxWidth: '480px', padding: '20px' },
  fields: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 136px', gap: '12px', paddingBottom: '12px' },
  whole: { gridColumn: '1 / -1' },
  answer: { border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusLarge },
  quiet: { ...text.caption, color: tokens.colorNeutralForeground3, gridColumn: '1 / -1' },
});

interface TryATimeProps {
  service: ServiceSetting;
  providers: readonly ProviderSetting[];
}

export function TryATime({ service, providers }: TryATimeProps) {
  const { t } = useTranslation('rules');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<QuestionCircle20Regular />} onClick={() => setOpen(true)}>
        {t('try.title')}
      </Button>
      {open && <TryDialog service={service} providers={providers} onClose={() => setOpen(false)} />}
    </>
  );
}

function TryDialog({ service, providers, onClose }: TryATimeProps & { onClose: () => void }) {
  const { t } = useTranslation('rules');
  const styles = useStyles();
  const look = useControl();
  const words = useMomentWords();
  const { office } = useStaffOffice();
  const today = dateIn(useServerNow(60_000), office.time_zone);
  const [day, setDay] = useState(addDays(today, 1));
  const [time, setTime] = useState('13:30');
  const [who, setWho] = useState('');
  const offering = providers.filter(({ id }) => service.provider_ids.includes(id));
  const provider = offering.find(({ id }) => id === who);
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle
            action={
              <Button
                kind="subtle"
                icon={<Dismiss20Regular />}
                aria-label={t('close', { ns: 'common' })}
                onClick={onClose}
              />
            }
          >
            {t('try.title')}
          </DialogTitle>
          <DialogContent>
            <div className={styles.fields}>
              <Field label={t('try.day')}>
                <Input type="date" value={day} onChange={({ target }) => setDay(target.value)} />
              </Field>
              <Field label={t('try.time')}>
                <Input type="time" value={time} onChange={({ target }) => setTime(target.value)} />
              </Field>
              <Field label={t('try.who')} className={styles.whole}>
                <select className={look} value={who} onChange={({ target }) => setWho(target.value)}>
                  <option value="">{t('links.anybody')}</option>
                  {offering.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </select>
              </Field>
              <span className={styles.quiet}>{t('try.note', { zone: words.zone(office.time_zone) })}</span>
            </div>
            {day && time && (
              // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: its links lead away from here
              <div
                className={styles.answer}
                onClick={({ target }) => target instanceof Element && target.closest('a') && onClose()}
              >
                <WhyNotAnswer
                  office={office.slug}
                  service={service}
                  provider={provider ?? null}
                  startsAt={instantOf(day, time, office.time_zone)}
                />
              </div>
            )}
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
