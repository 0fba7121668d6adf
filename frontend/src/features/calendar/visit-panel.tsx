// One visit beside the board: who, when, with whom; move it, hand it over, cancel it, open it.
import { makeStyles } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../api/problem';
import { useStaffOffice } from '../../api/session';
import { useVisitAct, useVisitDetail } from '../../api/staff-visits';
import type { BoardVisit, VisitDetail } from '../../api/words';
import { Ask } from '../../ui/ask';
import { Button, ButtonLink } from '../../ui/button';
import { calledName } from '../../ui/called-name';
import { Rule } from '../../ui/card';
import { Bone, Skeleton } from '../../ui/empty';
import { Field, TextArea } from '../../ui/field';
import { Section } from '../../ui/heading';
import { useMomentWords } from '../../ui/moment';
import { Notice } from '../../ui/notice';
import { ProblemCard } from '../../ui/problem-card';
import { type ChipState, StateChip } from '../../ui/state-chip';
import { text } from '../../ui/text';
import { TextLink } from '../../ui/text-link';
import { tokens } from '../../ui/tokens';
import { showToast } from '../../ui/undo-toast';
import { differ } from '../../ui/wall';
import type { Planned } from './board-view';
import { type Model, mayMove } from './model';
import { MoveForm } from './move-form';
import { Panel } from './panel';
import { boardKey } from './queries';
import { useReach } from './reach';

const useStyles = makeStyles({
  list: { display: 'grid', gridTemplateColumns: '92px minmax(0, 1fr)', gap: '6px 12px' },
  term: { color: tokens.colorNeutralForeground3 },
  hint: { color: tokens.colorNeutralForeground3, '@media (hover: none)': { display: 'none' } },
  value: { ...text.numbers, overflowWrap: 'anywhere' },
  acts: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

interface VisitPanelProps {
  model: Model;
  visitId: string;
  onMove: (planned: Planned) => void;
  onClose: () => void;
}

export function VisitPanel({ model, visitId, onMove, onClose }: VisitPanelProps) {
  const { t } = useTranslation('calendar');
  const { office } = useStaffOffice();
  const detail = useVisitDetail(office.slug, visitId);
  const visit = model.board.visits.find(({ id }) => id === visitId);
  const title = visit?.name ?? detail.data?.consumer.name ?? t('panel.title');
  return (
    <Panel title={title} onClose={onClose}>
      {detail.data ? (
        <Details model={model} detail={detail.data} visit={visit} onMove={onMove} onClose={onClose} />
      ) : detail.isError ? (
        codeOf(detail.error) === 'unknown_visit' ? (
          <Notice kind="warn">{t('panel.gone')}</Notice>
        ) : (
          <ProblemCard error={detail.error} onRetry={() => void detail.refetch()} />
        )
      ) : (
        <Skeleton>
          <Bone height="200px" />
        </Skeleton>
      )}
    </Panel>
  );
}

const CHIPS: Partial<Record<BoardVisit['shown_as'], ChipState>> = { did_not_come: 'missed', refused: 'declined' };

interface DetailsProps extends Pick<VisitPanelProps, 'model' | 'onMove' | 'onClose'> {
  detail: VisitDetail;
  visit: BoardVisit | undefined;
}

function Details({ model, detail, visit, onMove, onClose }: DetailsProps) {
  const { t } = useTranslation('calendar');
  const styles = useStyles();
  const words = useMomentWords();
  const { role, person } = useStaffOffice();
  const [moving, setMoving] = useState(false);
  const [cancelling, setCancelling] = useState(false);
  const mayAct = role !== 'viewer';
  const movable = visit && mayAct && mayMove(visit);
  const mayCancel = visit && mayAct && (movable || visit.state === 'requested' || visit.state === 'waiting');
  const rows: [string, React.ReactNode][] = [
    ['when', words.whole(detail.office)],
    ...(differ(detail.office, detail.consumer_wall)
      ? ([['theirs', words.whole(detail.consumer_wall)]] as [string, React.ReactNode][])
      : []),
    ['service', detail.service.name],
    ['provider', detail.provider.name],
    ...(visit?.seats
      ? ([['places', t('panel.taken', { taken: visit.people, seats: visit.seats })]] as [string, React.ReactNode][])
      : contact(detail)),
  ];
  const to =
    detail.provider.id === person.id
      ? `/provider/visits/${detail.id}`
      : `/office?on=${detail.office.date}&visit=${detail.id}`;
  return (
    <>
      <div>{visit && <StateChip state={CHIPS[visit.shown_as] ?? (visit.shown_as as ChipState)} />}</div>
      <dl className={styles.list}>
        {rows.map(([name, value]) => [
          <dt key={name} className={styles.term}>
            {t(`panel.${name}`)}
          </dt>,
          <dd key={`${name}-value`} className={styles.value}>
            {value}
          </dd>,
        ])}
      </dl>
      <Rule />
      {moving && visit ? (
        <MoveForm
          model={model}
          visit={visit}
          onMove={(planned) => {
            onClose();
            onMove(planned);
          }}
          onKeep={() => setMoving(false)}
        />
      ) : (
        <div className={styles.acts}>
          {movable && (
            <Button kind="primary" onClick={() => setMoving(true)}>
              {t('panel.move')}
            </Button>
          )}
          <ButtonLink to={to}>{t('panel.open')}</ButtonLink>
          {mayCancel && (
            <Button kind="danger" onClick={() => setCancelling(true)}>
              {t('panel.cancel')}
            </Button>
          )}
        </div>
      )}
      {!moving && movable && <p className={styles.hint}>{t('panel.moveHelp')}</p>}
      {detail.notes && (
        <>
          <Rule />
          <Section>{t('panel.notes')}</Section>
          <p>{detail.notes}</p>
        </>
      )}
      {cancelling && visit && <Cancelling visit={visit} onDone={onClose} onClose={() => setCancelling(false)} />}
    </>
  );
}

function contact({ consumer }: VisitDetail): [string, React.ReactNode][] {
  return [
    ...(consumer.phone
      ? ([
          [
            'phone',
            <TextLink key="phone" href={`tel:${consumer.phone}`}>
              {consumer.phone}
            </TextLink>,
          ],
        ] as [string, React.ReactNode][])
      : []),
    [
      'email',
      <TextLink key="email" href={`mailto:${consumer.email}`}>
        {consumer.email}
      </TextLink>,
    ],
  ];
}

function Cancelling({ visit, onDone, onClose }: { visit: BoardVisit; onDone: () => void; onClose: () => void }) {
  const { t } = useTranslation('calendar');
  const queries = useQueryClient();
  const { office } = useStaffOffice();
  const act = useVisitAct(office.slug);
  const reach = useReach();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const missing = asked && !reason.trim();
  const name = calledName(visit.name);
  function cancel() {
    setAsked(true);
    if (!reason.trim()) return;
    act.mutate(
      { act: 'cancel', id: visit.id, reason: reason.trim() },
      {
        onSuccess: () => {
          showToast({ text: t('cancel.done', { name }), seconds: 6 });
          onDone();
        },
        onSettled: () => void queries.invalidateQueries({ queryKey: boardKey(office.slug) }),
      },
    );
  }
  return (
    <Ask
      title={t('cancel.title', { name })}
      act={t('cancel.act')}
      keep={t('cancel.keep')}
      danger
      busy={act.isPending}
      onAct={cancel}
      onClose={onClose}
    >
      <p>{reach(visit, 'willGet')}</p>
      {act.isError && (
        <Notice kind="bad" role="alert">
          {t('cancel.failed')}
        </Notice>
      )}
      <Field label={t('cancel.reason')} help={t('cancel.help')} error={missing ? t('cancel.missing') : undefined}>
        <TextArea value={reason} maxLength={500} wrong={missing} onChange={({ target }) => setReason(target.value)} />
      </Field>
    </Ask>
  );
}
