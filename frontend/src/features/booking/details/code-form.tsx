// "We sent a code to …": six digits, a new one after a while, another way or another address.
import { makeStyles } from '@fluentui/react-components';
import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../../api/problem';
import { useServerNow } from '../../../api/server-clock';
import type { OfficePage } from '../../../api/words';
import { TextField } from '../../../ui/field';
import { announce } from '../../../ui/live-region';
import { useMomentWords } from '../../../ui/moment';
import { Notice } from '../../../ui/notice';
import { Rich } from '../../../ui/rich';
import { screen } from '../../../ui/screen';
import { text } from '../../../ui/text';
import { TextAct, TextLink } from '../../../ui/text-link';
import { tokens } from '../../../ui/tokens';
import { spellCountdown } from '../../../ui/wall';
import { type Channel, type Details, type KeptHold, useDraft } from '../draft';
import { addressFor, channelsFor, codeTrouble, isFor, sendCode, useConfirm } from './proving';

const DIGITS = 6;
const RESEND_AFTER_MS = 30_000;

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '20px', maxWidth: '560px' },
  sent: { overflowWrap: 'anywhere' },
  code: { maxWidth: '400px' },
  input: {
    maxWidth: '220px',
    fontSize: '24px',
    lineHeight: '32px',
    minHeight: '56px',
    letterSpacing: '0.25em',
    fontVariantNumeric: 'tabular-nums',
  },
  others: { display: 'flex', flexDirection: 'column', gap: '4px', alignItems: 'flex-start', ...text.small },
  act: { display: 'inline-flex', alignItems: 'center', minHeight: '32px', [screen.phone]: { minHeight: '44px' } },
  wait: { color: tokens.colorNeutralForeground3, minHeight: '32px', ...text.numbers },
});

/** Sends the first code by itself, and others when asked to. */
function useCode(office: OfficePage, hold: KeptHold | null, details: Details) {
  const { locale } = useMomentWords();
  const [{ proof }, change] = useDraft(office.slug);
  const channels = channelsFor(office, details);
  const [wanted, setWanted] = useState<Channel | null>(proof?.channel ?? null);
  const channel = wanted && channels.includes(wanted) ? wanted : channels[0];
  const address = channel ? addressFor(channel, details) : '';
  const [sending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<unknown>(null);
  const asked = useRef('');
  const there = hold && channel && isFor(proof, hold, channel, address) ? proof : null;

  const send = useCallback(async () => {
    if (!hold || !channel) return;
    setSending(true);
    setTrouble(null);
    try {
      change({ proof: await sendCode(office.slug, hold, channel, address, locale) });
    } catch (error) {
      setTrouble(error);
    } finally {
      setSending(false);
    }
  }, [office.slug, hold, channel, address, locale, change]);

  useEffect(() => {
    const question = `${hold?.id} ${channel} ${address}`;
    if (there || !hold || asked.current === question) return;
    asked.current = question;
    void send();
  }, [there, hold, channel, address, send]);

  const other = channels.find((one) => one !== channel);
  return { channel, address, sent: there, sending, trouble, send, other, choose: setWanted };
}

interface CodeFormProps {
  id: string;
  office: OfficePage;
  hold: KeptHold | null;
  details: Details;
  /** Where the address can be changed. */
  back: string;
  /** The contact is confirmed: go on. */
  onProven: (hold: KeptHold) => void;
  /** The time is no longer kept. */
  onExpired: () => void;
  onBusy: (busy: boolean) => void;
}

export default function CodeForm({ id, office, hold, details, back, onProven, onExpired, onBusy }: CodeFormProps) {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  const [, change] = useDraft(office.slug);
  const code = useCode(office, hold, details);
  const confirm = useConfirm(office.slug);
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const now = useServerNow(1000);
  const { sent, channel, other } = code;
  const wait = sent ? Math.max(0, Date.parse(sent.sentAt) + RESEND_AFTER_MS - now) : 0;

  useEffect(() => onBusy(confirm.isPending), [confirm.isPending, onBusy]);
  useEffect(() => {
    if (codeOf(code.trouble) === 'hold_expired') onExpired();
  }, [code.trouble, onExpired]);

  function fail(words: string) {
    setError(words);
    field.current?.focus();
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!hold || confirm.isPending) return;
    if (typed.length !== DIGITS) {
      fail(t('code.short'));
      return;
    }
    try {
      await confirm.mutateAsync({ hold, code: typed });
    } catch (refusal) {
      if (codeOf(refusal) === 'hold_expired') onExpired();
      const { key, count } = codeTrouble(refusal);
      setTyped('');
      fail(t(key, { count }));
      return;
    }
    if (sent) change({ proof: { ...sent, proven: true } });
    onProven(hold);
  }

  async function resend() {
    setError(null);
    setTyped('');
    await code.send();
    announce(t('code.sentAgain'));
    field.current?.focus();
  }

  return (
    <form id={id} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <p className={styles.sent} aria-live="polite">
        <Rich text={t(sent ? `code.sent.${channel}` : 'code.sending', { address: code.address })} />
      </p>
      {Boolean(code.trouble) && (
        <Notice kind="bad" role="alert">
          {t(codeTrouble(code.trouble).key)}
        </Notice>
      )}
      <TextField
        id="code"
        ref={field}
        label={t('code.label')}
        help={t(`code.help.${channel}`)}
        className={styles.code}
        inputClassName={styles.input}
        value={typed}
        error={error ?? undefined}
        autoComplete="one-time-code"
        inputMode="numeric"
        pattern="[0-9]*"
        maxLength={DIGITS + 2}
        spellCheck={false}
        required
        onChange={(event) => {
          setTyped(event.target.value.replaceAll(/\D/g, '').slice(0, DIGITS));
          setError(null);
        }}
      />
      <div className={styles.others}>
        {wait > 0 ? (
          <span className={styles.wait}>{t('code.wait', { left: spellCountdown(wait / 1000) })}</span>
        ) : (
          <TextAct className={styles.act} disabled={code.sending} onClick={() => void resend()}>
            {t('code.again')}
          </TextAct>
        )}
        {other && (
          <TextAct className={styles.act} onClick={() => code.choose(other)}>
            {t(`code.other.${other}`, { address: addressFor(other, details) })}
          </TextAct>
        )}
        <TextLink className={styles.act} to={back}>
          {t(`code.change.${channel}`)}
        </TextLink>
      </div>
    </form>
  );
}
