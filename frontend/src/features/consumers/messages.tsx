// What was said to somebody and will be, with what became of it.
import { makeStyles } from '@fluentui/react-components';
import { Mail16Regular, Phone16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../api/session';
import type { ConsumerMessage } from '../../api/words';
import { Card } from '../../ui/card';
import { Section } from '../../ui/heading';
import { useInstants } from '../../ui/instant';
import { StateChip } from '../../ui/state-chip';
import { text } from '../../ui/text';
import { TextAct } from '../../ui/text-link';
import { tokens } from '../../ui/tokens';

const SHOWN = 6;

const useStyles = makeStyles({
  card: { display: 'grid', gap: '8px', padding: '12px 20px 16px' },
  row: {
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr) auto',
    gap: '2px 8px',
    alignItems: 'center',
    padding: '6px 0',
  },
  quiet: { gridColumn: '2 / 4', ...text.caption, ...text.numbers, color: tokens.colorNeutralForeground3 },
});

export function Messages({ messages }: { messages: readonly ConsumerMessage[] }) {
  const { t } = useTranslation('consumers');
  const styles = useStyles();
  const { office } = useStaffOffice();
  const instants = useInstants(office.time_zone);
  const [whole, setWhole] = useState(false);
  const shown = whole ? messages : messages.slice(0, SHOWN);
  return (
    <Card className={styles.card}>
      <Section>{t('messages.title')}</Section>
      {messages.length === 0 && <p>{t('messages.none')}</p>}
      <ul>
        {shown.map((message) => (
          <li key={message.id} className={styles.row}>
            {message.channel === 'sms' ? <Phone16Regular /> : <Mail16Regular />}
            <span>
              {t(`messages.kind.${message.kind}`)}, {t(`messages.channel.${message.channel}`)}
            </span>
            <StateChip state={message.state === 'cancelled' ? 'message_cancelled' : message.state} />
            <span className={styles.quiet}>
              {instants.at(message.delivered_at ?? message.failed_at ?? message.accepted_at ?? message.due_at)} ·{' '}
              {message.recipient}
              {(message.failure ?? message.skip_reason) &&
                ` · ${t(`messages.why.${message.skip_reason ?? ''}`, { defaultValue: message.failure ?? message.skip_reason ?? '' })}`}
            </span>
          </li>
        ))}
      </ul>
      {messages.length > shown.length && (
        <span>
          <TextAct onClick={() => setWhole(true)}>{t('messages.all', { count: messages.length })}</TextAct>
        </span>
      )}
    </Card>
  );
}
