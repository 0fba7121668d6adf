// Before a visit is moved: from where to where, whom a message will reach, and what the rules say. With a reason it goes
// past them; into time that is taken it never goes.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../api/problem';
import { serverNow } from '../../api/server-clock';
import { useStaffOffice } from '../../api/session';
import { Ask } from '../../ui/ask';
import { calledName } from '../../ui/called-name';
import { Field, TextArea } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { showToast } from '../../ui/undo-toast';
import type { Planned } from './board-view';
import { type Model, verdictOf } from './model';
import { useMove, warningsOf } from './queries';
import { useReach } from './reach';
import { useSentences } from './sentences';
import { iso, MINUTE } from './time';
import { Warnings } from './warnings';

interface MoveQuestionProps {
  model: Model;
  planned: Planned;
  onClose: () => void;
}

export function MoveQuestion({ model, planned, onClose }: MoveQuestionProps) {
  const { t } = useTranslation('calendar');
  const { office } = useStaffOffice();
  const say = useSentences(model);
  const reach = useReach();
  const move = useMove(office.slug);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const { visit, providerId, startsAt } = planned;
  const minutes = (Date.parse(visit.ends_at) - Date.parse(visit.starts_at)) / MINUTE;
  const name = calledName(visit.name);
  const local = verdictOf(
    model,
    { providerId, service: model.services.get(visit.service_id), startsAt, minutes, moving: visit.id },
    serverNow(),
  );
  const warnings = warningsOf(move.error);
  const wantsReason = local.kind === 'warned' || warnings !== null;
  const missing = asked && wantsReason && !reason.trim();
  const before = { starts_at: visit.starts_at, provider_id: visit.provider_id };

  function undo() {
    // The question is closed by then: only the promise is still heard.
    move.mutateAsync({ id: visit.id, version: null, ...before, override_reason: t('move.undone') }).then(
      () => showToast({ text: t('move.back', { name }), seconds: 6 }),
      () => showToast({ text: t('move.notBack', { name }), seconds: 10 }),
    );
  }
  function act() {
    setAsked(true);
    if (wantsReason && !reason.trim()) return;
    move.mutate(
      {
        id: visit.id,
        version: visit.version,
        starts_at: iso(startsAt),
        provider_id: providerId,
        ...(wantsReason ? { override_reason: reason.trim() } : {}),
      },
      {
        onSuccess: () => {
          showToast({
            text: t('move.done', {
              name,
              when: say.time(startsAt),
              provider: say.called(providerId),
              reach: reach(visit, 'goesOut'),
            }),
            onUndo: undo,
          });
          onClose();
        },
      },
    );
  }
  const code = codeOf(move.error);
  return (
    <Ask
      title={t('move.title', { name })}
      act={t(wantsReason ? 'move.anyway' : 'move.act')}
      keep={t('move.keep')}
      busy={move.isPending}
      onAct={act}
      onClose={onClose}
    >
      <p>
        {t('move.from', {
          when: say.whole(Date.parse(visit.starts_at), minutes),
          provider: say.called(visit.provider_id),
        })}
        <br />
        <b>{t('move.to', { when: say.whole(startsAt, minutes), provider: say.called(providerId) })}</b>
      </p>
      <p>{reach(visit, 'willGet')}</p>
      {warnings ? (
        <Warnings reasons={warnings} />
      ) : (
        local.kind === 'warned' && <Notice kind="warn">{say.verdict(local, providerId)}</Notice>
      )}
      {move.isError && !warnings && (
        <Notice kind="bad" role="alert">
          {t(
            code === 'slot_taken'
              ? 'move.taken'
              : code === 'changed_meanwhile'
                ? 'move.changed'
                : code === 'time_in_past'
                  ? 'move.past'
                  : 'move.failed',
          )}
        </Notice>
      )}
      {wantsReason && (
        <Field label={t('reason.label')} help={t('reason.help')} error={missing ? t('reason.missing') : undefined}>
          <TextArea value={reason} maxLength={500} wrong={missing} onChange={({ target }) => setReason(target.value)} />
        </Field>
      )}
    </Ask>
  );
}
