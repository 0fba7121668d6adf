// Are you sure: what happens, whom it reaches, and a reason if one likes.
import { makeStyles } from '@fluentui/react-components';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, OFFLINE } from '../../../api/problem';
import type { VisitSeen } from '../../../api/words';
import { Button } from '../../../ui/button';
import { Notice } from '../../../ui/notice';
import { screen } from '../../../ui/screen';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { useCancel } from '../queries';
import { useVisitWords } from '../visit-words';
import { ReasonChoice } from './reason-choice';

const useStyles = makeStyles({
  dialog: {
    width: 'min(480px, calc(100vw - 32px))',
    maxHeight: 'calc(100dvh - 32px)',
    padding: 0,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    boxShadow: tokens.shadow16,
    '::backdrop': { backgroundColor: 'rgb(10 16 20 / 0.5)' },
  },
  inside: {
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
    padding: '24px',
    [screen.phone]: { padding: '16px' },
  },
  title: { ...text.section, ':focus': { outlineStyle: 'none' } },
  what: { color: tokens.colorNeutralForeground2 },
  acts: {
    display: 'flex',
    gap: '12px',
    flexWrap: 'wrap',
    [screen.phone]: { flexDirection: 'column', '> *': { width: '100%' } },
  },
});

export default function CancelDialog({ visit, onClose }: { visit: VisitSeen; onClose: () => void }) {
  const { t } = useTranslation('visit');
  const styles = useStyles();
  const words = useVisitWords(visit);
  const cancel = useCancel(visit.id);
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    // Not the field for the reason: on a phone its keyboard would hide the question.
    heading.current?.focus();
  }, []);
  const asked = visit.state === 'requested';
  const tooLate = codeOf(cancel.error) === 'too_late_to_cancel';

  function send() {
    if (visit.cancel_reasons.length && !reason) {
      setMissing(true);
      document.getElementById('reason')?.focus();
      return;
    }
    cancel.mutate({ reason: reason.trim() || null }, { onSuccess: () => dialog.current?.close() });
  }

  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={title} onClose={onClose}>
      <div className={styles.inside}>
        <h2 ref={heading} tabIndex={-1} id={title} className={styles.title}>
          {t(asked ? 'asked.withdrawTitle' : 'cancel.title')}
        </h2>
        <p className={styles.what}>
          {t(asked ? 'asked.withdrawWhat' : 'cancel.what', { visit: words.short, provider: words.provider })}
        </p>
        <ReasonChoice
          reasons={visit.cancel_reasons}
          reason={reason}
          error={missing ? t('cancel.reasonMissing') : null}
          onReason={(given) => {
            setReason(given);
            setMissing(false);
          }}
        />
        {cancel.isError && (
          <Notice kind="bad" role="alert">
            {tooLate ? t('cancel.tooLate') : t(codeOf(cancel.error) === OFFLINE ? 'failed.offline' : 'failed.server')}
          </Notice>
        )}
        <div className={styles.acts}>
          <Button kind="danger" busy={cancel.isPending} onClick={send}>
            {t(asked ? 'asked.withdraw' : 'cancel.act')}
          </Button>
          <Button onClick={() => dialog.current?.close()}>{t('cancel.keep')}</Button>
        </div>
      </div>
    </dialog>
  );
}
