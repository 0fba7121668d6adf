// Moving by a form: date, time and provider. On phones this is how one moves; the board says at once whether it is free.
import { makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../api/server-clock';
import type { BoardVisit } from '../../api/words';
import { Button } from '../../ui/button';
import { isDate } from '../../ui/dates';
import { Field, TextField, useControl } from '../../ui/field';
import { Notice } from '../../ui/notice';
import type { Planned } from './board-view';
import { type Model, minutesOf, verdictOf } from './model';
import { useSentences } from './sentences';
import { instantOf } from './time';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '12px' },
  when: { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '8px' },
  acts: { display: 'flex', gap: '8px' },
});

interface MoveFormProps {
  model: Model;
  visit: BoardVisit;
  onMove: (planned: Planned) => void;
  onKeep: () => void;
}

export function MoveForm({ model, visit, onMove, onKeep }: MoveFormProps) {
  const { t } = useTranslation('calendar');
  const styles = useStyles();
  const control = useControl();
  const say = useSentences(model);
  const [date, setDate] = useState(visit.office.date);
  const [time, setTime] = useState(visit.office.time);
  const [providerId, setProviderId] = useState(visit.provider_id);
  const { board } = model;
  const whole = isDate(date) && /^\d\d:\d\d/.test(time);
  const startsAt = whole ? instantOf(date, time.slice(0, 5), board.time_zone) : null;
  const onBoard = board.days.some(({ on }) => on === date);
  const service = model.services.get(visit.service_id);
  const said =
    startsAt !== null && onBoard
      ? verdictOf(model, { providerId, service, startsAt, minutes: minutesOf(visit), moving: visit.id }, serverNow())
      : null;
  const stays = startsAt === Date.parse(visit.starts_at) && providerId === visit.provider_id;
  const impossible = startsAt === null || stays || said?.kind === 'taken' || said?.kind === 'past';
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (startsAt !== null && !impossible) onMove({ visit, providerId, startsAt });
      }}
    >
      <div className={styles.when}>
        <TextField label={t('form.date')} type="date" value={date} onChange={({ target }) => setDate(target.value)} />
        <TextField label={t('form.time')} type="time" value={time} onChange={({ target }) => setTime(target.value)} />
      </div>
      <Field label={t('form.provider')}>
        <select className={control} value={providerId} onChange={({ target }) => setProviderId(target.value)}>
          {board.providers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      {said && !stays && (
        <Notice kind={said.kind === 'free' ? 'ok' : said.kind === 'warned' ? 'warn' : 'bad'} role="status">
          {say.verdict(said, providerId)}
        </Notice>
      )}
      <div className={styles.acts}>
        <Button type="submit" kind="primary" disabled={impossible}>
          {t('form.move')}
        </Button>
        <Button onClick={onKeep}>{t('form.keep')}</Button>
      </div>
    </form>
  );
}
