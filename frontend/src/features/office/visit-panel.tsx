// One visit beside the list: who, when, what became of it, what was said to the consumer; settle or cancel it.
import { DrawerBody, DrawerHeader, DrawerHeaderTitle, makeStyles, OverlayDrawer } from '@fluentui/react-components';
import { Dismiss20Regular, Mail16Regular, Phone16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../api/problem';
import { useServerNow } from '../../api/server-clock';
import { useStaffOffice } from '../../api/session';
import { useVisitAct, useVisitDetail } from '../../api/staff-visits';
import type { MessageSeen, Outcome, VisitDetail } from '../../api/words';
import { Ask } from '../../ui/ask';
import { Button } from '../../ui/button';
import { calledName } from '../../ui/called-name';
import { Rule } from '../../ui/card';
import { Bone, Skeleton } from '../../ui/empty';
import { Field, TextArea } from '../../ui/field';
import { Section } from '../../ui/heading';
import { useMomentWords } from '../../ui/moment';
import { Notice } from '../../ui/notice';
import { ProblemCard } from '../../ui/problem-card';
import { StateChip } from '../../ui/state-chip';
import { text } from '../../ui/text';
import { TextLink } from '../../ui/text-link';
import { tokens } from '../../ui/tokens';
import { showToast } from '../../ui/undo-toast';
import { dateIn, differ, spellClock } from '../../ui/wall';
import { VisitChip } from './visit-chip';

const useStyles = makeStyles({
  drawer: { maxWidth: '100vw' },
  body: { ...text.small, display: 'flex', flexDirection: 'column', gap: '16px', paddingBottom: '24px' },
  list: { display: 'grid', gridTemplateColumns: '92px minmax(0, 1fr)', gap: '6px 12px' },
  term: { color: tokens.colorNeutralForeground3 },
  value: { ...text.numbers, overflowWrap: 'anywhere' },
  messages: { display: 'grid', gap: '8px' },
  message: { display: 'grid', gridTemplateColumns: '16px minmax(0, 1fr) auto', gap: '2px 8px', alignItems: 'center' },
  why: { gridColumn: '2 / 4', ...text.caption, ...text.numbers, color: tokens.colorNeutralForeground3 },
  acts: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  notes: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
});

export function VisitPanel({ visitId, onClose }: { visitId: string; onClose: () => void }) {
  const { t } = useTranslation('office');
  const styles = useStyles();
  const { office } = useStaffOffice();
  const detail = useVisitDetail(office.slug, visitId);
  return (
    <OverlayDrawer
      open
      position="end"
      size="medium"
      className={styles.drawer}
      onOpenChange={(_, { open }) => !open && onClose()}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={<Button kind="subtle" icon={<Dismiss20Regular />} aria-label={t('panel.close')} onClick={onClose} />}
        >
          {detail.data?.consumer.name ?? t('panel.title')}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body}>
        {detail.data ? (
          <Details visit={detail.data} />
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
      </DrawerBody>
    </OverlayDrawer>
  );
}

function Details({ visit }: { visit: VisitDetail }) {
  const { t } = useTranslation('office');
  const styles = useStyles();
  const words = useMomentWords();
  const { office, role } = useStaffOffice();
  const now = useServerNow(5000);
  const act = useVisitAct(office.slug);
  const [cancelling, setCancelling] = useState(false);
  const mayAct = role !== 'viewer';
  const ahead = visit.state !== 'cancelled' && visit.outcome === null && Date.parse(visit.ends_at) > now;
  const mayCancel =
    mayAct && ahead && (visit.state === 'booked' || visit.state === 'open' || visit.state === 'waiting');
  const maySettle = mayAct && visit.state !== 'cancelled' && Date.parse(visit.starts_at) <= now && !isRunning(visit);

  function settle(outcome: Outcome | null) {
    const before = visit.outcome;
    act.mutate(
      { act: 'settle', id: visit.id, outcome },
      {
        onSuccess: () =>
          showToast({
            text: t(`panel.settled.${outcome ?? 'none'}`),
            onUndo: () => act.mutate({ act: 'settle', id: visit.id, outcome: before }),
          }),
      },
    );
  }
  const rows: [string, React.ReactNode][] = [
    ['when', words.whole(visit.office)],
    ...(differ(visit.office, visit.consumer_wall)
      ? ([['theirs', words.whole(visit.consumer_wall)]] as [string, React.ReactNode][])
      : []),
    ['service', visit.service.name],
    ['provider', visit.provider.name],
    [
      'phone',
      visit.consumer.phone ? (
        <TextLink key="phone" href={`tel:${visit.consumer.phone}`}>
          {visit.consumer.phone}
        </TextLink>
      ) : (
        t('panel.noPhone')
      ),
    ],
    [
      'email',
      <TextLink key="email" href={`mailto:${visit.consumer.email}`}>
        {visit.consumer.email}
      </TextLink>,
    ],
  ];
  return (
    <>
      <div>
        <VisitChip visit={visit} now={now} />
      </div>
      {act.isError && (
        <Notice kind="warn" role="alert">
          {t('panel.didNotWork')}
        </Notice>
      )}
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
      {visit.notes && (
        <>
          <Rule />
          <Section>{t('panel.notes')}</Section>
          <p className={styles.notes}>{visit.notes}</p>
        </>
      )}
      <Rule />
      <Section>{t('panel.messages')}</Section>
      {visit.messages.length === 0 && <p className={styles.term}>{t('panel.noMessages')}</p>}
      <ul className={styles.messages}>
        {visit.messages.map((message) => (
          <Message key={message.id} message={message} />
        ))}
      </ul>
      {(maySettle || mayCancel) && <Rule />}
      <div className={styles.acts}>
        {maySettle && visit.outcome !== 'completed' && (
          <Button onClick={() => settle('completed')}>{t('panel.completed')}</Button>
        )}
        {maySettle && visit.outcome !== 'consumer_no_show' && (
          <Button onClick={() => settle('consumer_no_show')}>{t('panel.noShow')}</Button>
        )}
        {maySettle && visit.outcome !== null && <Button onClick={() => settle(null)}>{t('panel.undo')}</Button>}
        {mayCancel && (
          <Button kind="danger" onClick={() => setCancelling(true)}>
            {t('panel.cancel')}
          </Button>
        )}
      </div>
      {cancelling && (
        <CancelVisit
          visit={visit}
          busy={act.isPending}
          onCancel={(reason) =>
            act.mutate(
              { act: 'cancel', id: visit.id, reason },
              {
                onSuccess: () => {
                  setCancelling(false);
                  showToast({ text: t('panel.cancelled', { name: calledName(visit.consumer.name) }), seconds: 5 });
                },
                onError: () => setCancelling(false),
              },
            )
          }
          onClose={() => setCancelling(false)}
        />
      )}
    </>
  );
}

function isRunning({ state }: VisitDetail): boolean {
  return state === 'waiting' || state === 'admitted' || state === 'in_visit';
}

interface CancelVisitProps {
  visit: VisitDetail;
  busy: boolean;
  onCancel: (reason: string) => void;
  onClose: () => void;
}

/** Says whom it reaches, and asks why. */
function CancelVisit({ visit, busy, onCancel, onClose }: CancelVisitProps) {
  const { t } = useTranslation('office');
  const words = useMomentWords();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const missing = asked && !reason.trim();
  const name = calledName(visit.consumer.name);
  return (
    <Ask
      title={t('cancel.title', { name })}
      act={t('cancel.act')}
      keep={t('cancel.keep')}
      danger
      busy={busy}
      onAct={() => {
        setAsked(true);
        if (reason.trim()) onCancel(reason.trim());
      }}
      onClose={onClose}
    >
      <p>{words.whole(visit.office)}</p>
      <p>{t(visit.consumer.phone ? 'cancel.both' : 'cancel.mail', { name })}</p>
      <Field label={t('cancel.reason')} help={t('cancel.help')} error={missing ? t('cancel.missing') : undefined}>
        <TextArea value={reason} maxLength={500} wrong={missing} onChange={({ target }) => setReason(target.value)} />
      </Field>
    </Ask>
  );
}

function Message({ message }: { message: MessageSeen }) {
  const { t } = useTranslation('office');
  const styles = useStyles();
  const words = useMomentWords();
  const { office } = useStaffOffice();
  const moment = message.delivered_at ?? message.failed_at ?? message.accepted_at ?? message.due_at;
  const when = `${words.day(dateIn(Date.parse(moment), office.time_zone))}, ${spellClock(Date.parse(moment), office.time_zone, words.locale)}`;
  const why = message.failure ?? message.skip_reason;
  return (
    <li className={styles.message}>
      {message.channel === 'sms' ? <Phone16Regular /> : <Mail16Regular />}
      <span>
        {t(`message.kind.${message.kind}`)}, {t(`message.channel.${message.channel}`)}
      </span>
      <StateChip state={message.state === 'cancelled' ? 'message_cancelled' : message.state} />
      <span className={styles.why}>{why ? t('message.why', { when, why }) : when}</span>
    </li>
  );
}
