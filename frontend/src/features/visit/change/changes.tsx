// Until when one may move or cancel, and the two acts; afterwards, whom to phone.
import { makeStyles } from '@fluentui/react-components';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import type { VisitSeen } from '../../../api/words';
import { useMomentWords } from '../../../ui/moment';
import { Rich } from '../../../ui/rich';
import { text } from '../../../ui/text';
import { TextAct, TextLink } from '../../../ui/text-link';
import { tokens } from '../../../ui/tokens';
import { PhoneLine } from '../phone-line';

const CancelDialog = lazy(() => import('./cancel-dialog'));

const useStyles = makeStyles({
  changes: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    ...text.small,
    ...text.numbers,
    color: tokens.colorNeutralForeground2,
  },
  acts: { display: 'flex', gap: '4px 16px', flexWrap: 'wrap' },
  act: { display: 'inline-flex', alignItems: 'center', minHeight: '32px' },
});

/** Which sentence tells the cut-offs. */
function sentenceFor(visit: VisitSeen): string {
  if (!visit.can_cancel && !visit.can_move) return 'over';
  if (visit.can_cancel && visit.can_move) return visit.cancel_until === visit.move_until ? 'both' : 'each';
  if (visit.can_move) return 'moveOnly';
  return visit.moves_left === 0 ? 'movedOften' : 'cancelOnly';
}

export function Changes({ visit }: { visit: VisitSeen }) {
  const { t } = useTranslation('visit');
  const words = useMomentWords();
  const styles = useStyles();
  const { search, hash } = useLocation();
  const [cancelling, setCancelling] = useState(false);
  const move = new URLSearchParams(search);
  move.set('do', 'move');
  const kind = sentenceFor(visit);
  const until = visit.move_until > visit.cancel_until ? visit.move_until_wall : visit.cancel_until_wall;
  return (
    <div className={styles.changes}>
      <p>
        <Rich
          text={t(`changes.${kind}`, {
            until: words.start(
              kind === 'over' ? until : visit.can_cancel ? visit.cancel_until_wall : visit.move_until_wall,
            ),
            move: words.start(visit.move_until_wall),
            zone: words.zone(visit.reader.time_zone),
          })}
        />{' '}
        {visit.can_move && visit.moves_left !== null && t('changes.movesLeft', { count: visit.moves_left })}{' '}
        {kind !== 'both' && kind !== 'each' && <PhoneLine sentence="changes.phone" phone={visit.office.phone} />}
      </p>
      {kind !== 'over' && (
        <p className={styles.acts}>
          {visit.can_move && (
            <TextLink className={styles.act} to={`?${move}${hash}`}>
              {t('changes.move')}
            </TextLink>
          )}
          {visit.can_cancel && (
            <TextAct className={styles.act} onClick={() => setCancelling(true)}>
              {t('changes.cancel')}
            </TextAct>
          )}
        </p>
      )}
      {cancelling && (
        <Suspense fallback={null}>
          <CancelDialog visit={visit} onClose={() => setCancelling(false)} />
        </Suspense>
      )}
    </div>
  );
}
