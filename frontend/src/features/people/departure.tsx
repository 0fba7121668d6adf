// Somebody stops working here: each visit ahead is handed to a colleague who is free then, left, or cancelled.
import { makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, codeOf } from '../../api/problem';
import { useStaffOffice } from '../../api/session';
import type { StaffMember, VisitAhead } from '../../api/words';
import { Button } from '../../ui/button';
import { Bone, Skeleton } from '../../ui/empty';
import { Field, TextArea, useControl } from '../../ui/field';
import { Section } from '../../ui/heading';
import { useMomentWords } from '../../ui/moment';
import { Notice } from '../../ui/notice';
import { ProblemCard } from '../../ui/problem-card';
import { Rich } from '../../ui/rich';
import { screen } from '../../ui/screen';
import { SidePanel } from '../../ui/side-panel';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { showToast } from '../../ui/undo-toast';
import { isTold, type Plans, planOf, suggested } from './departure-plan';
import { useDeactivate, useStaff, useVisitsAhead } from './queries';

const useStyles = makeStyles({
  list: { display: 'grid' },
  visit: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 240px',
    gap: '4px 12px',
    alignItems: 'center',
    padding: '10px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    [screen.phone]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold, ...text.numbers },
  quiet: { color: tokens.colorNeutralForeground3, ...text.numbers },
});

export function DepartureDialog({ member, onClose }: { member: StaffMember; onClose: () => void }) {
  const { t } = useTranslation('people');
  const { office, person } = useStaffOffice();
  const ahead = useVisitsAhead(office.slug, member.id);
  const deactivate = useDeactivate(office.slug);
  const [said, setSaid] = useState<Plans>({});
  const [reason, setReason] = useState('');
  const visits = ahead.data ?? [];
  const plans = suggested(visits, said);
  const told = visits.filter((one) => isTold(plans[one.visit.id])).reduce((sum, one) => sum + one.people, 0);
  const code = codeOf(deactivate.error);
  function leave() {
    if (!ahead.data || deactivate.isPending) return;
    deactivate.mutate(
      { id: member.id, visits: visits.map((one) => planOf(one, plans)), reason: reason.trim() || null },
      {
        onSuccess: (done) => {
          showToast({ text: t('departed', { name: member.name, count: done.told }), seconds: 8 });
          onClose();
        },
        onError: () => void ahead.refetch(),
      },
    );
  }
  return (
    <SidePanel
      wide
      title={t('departureTitle', { name: member.name })}
      onSend={leave}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t('keep', { name: member.name })}</Button>
          <Button type="submit" kind="danger" busy={deactivate.isPending} disabled={!ahead.data}>
            {t('deactivate', { name: member.name })}
          </Button>
        </>
      }
    >
      <p>
        <Rich text={t(member.id === person.id ? 'departureSelf' : 'departureText', { name: member.name })} />
      </p>
      {deactivate.isError && (
        <Notice kind="bad" role="alert">
          {code === 'last_owner' || code === 'cannot_take' || code === 'visits_ahead' || code === 'visit_stays'
            ? t(`refused.${code}`)
            : deactivate.error instanceof ApiProblem && deactivate.error.status === 403
              ? t('refused.only_owners_make_owners')
              : t('didNotWork')}
        </Notice>
      )}
      {ahead.isError ? (
        <ProblemCard error={ahead.error} onRetry={() => void ahead.refetch()} />
      ) : !ahead.data ? (
        <Skeleton>
          <Bone height="160px" />
        </Skeleton>
      ) : visits.length === 0 ? (
        <Notice kind="ok">{t('nothingAhead', { name: member.name })}</Notice>
      ) : (
        <>
          <AheadList visits={visits} plans={plans} onPlan={(id, plan) => setSaid({ ...plans, [id]: plan })} />
          <Field label={t('form.reason')} help={t('form.reasonHelp')} optional>
            <TextArea value={reason} maxLength={500} onChange={({ target }) => setReason(target.value)} />
          </Field>
          <Notice kind={told ? 'warn' : 'info'} role="status">
            <Rich text={t('told', { count: told })} />
          </Notice>
        </>
      )}
    </SidePanel>
  );
}

interface AheadListProps {
  visits: readonly VisitAhead[];
  plans: Plans;
  onPlan: (visitId: string, plan: string) => void;
}

function AheadList({ visits, plans, onPlan }: AheadListProps) {
  const { t } = useTranslation('people');
  const styles = useStyles();
  const control = useControl();
  const words = useMomentWords();
  const { office } = useStaffOffice();
  const staff = useStaff(office.slug);
  const names = new Map(staff.data?.items.map((one) => [one.id, one.name]));
  return (
    <div>
      <Section>{t('ahead', { count: visits.length })}</Section>
      <ul className={styles.list}>
        {visits.map(({ visit, people, begun, colleague_ids }) => (
          <li key={visit.id} className={styles.visit}>
            <span className={styles.words}>
              <span className={styles.name}>{words.whole(visit.office)}</span>
              <span className={styles.quiet}>
                {t('aheadLine', { service: visit.service.name, name: visit.consumer.name, count: people - 1 })}
              </span>
            </span>
            {begun ? (
              <span className={styles.quiet}>{t('begun')}</span>
            ) : (
              <select
                className={control}
                aria-label={t('whatWith', { name: visit.consumer.name, when: words.start(visit.office) })}
                value={plans[visit.id]}
                onChange={({ target }) => onPlan(visit.id, target.value)}
              >
                {colleague_ids.map((id) => (
                  <option key={id} value={id}>
                    {t('plans.handOver', { name: names.get(id) ?? '' })}
                  </option>
                ))}
                <option value="leave">{t(colleague_ids.length ? 'plans.leave' : 'plans.leaveNobody')}</option>
                <option value="cancel">{t('plans.cancel')}</option>
              </select>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
