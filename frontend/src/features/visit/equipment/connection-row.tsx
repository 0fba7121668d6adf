import { Wifi120Regular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextAct } from '../../../ui/text-link';
import { type Connection, testConnection } from './connection-test';
import { Detail, Row, State } from './device-row';

const CONNECTION_LOOK = { testing: 'waiting', good: 'works', slow: 'warn', offline: 'bad', noCalls: 'bad' } as const;

/** `ask` goes to the server and back. */
export function ConnectionRow({ ask }: { ask: () => Promise<unknown> }) {
  const { t } = useTranslation('visit');
  const [connection, setConnection] = useState<Connection>({ state: 'testing' });
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a new test
  useEffect(() => {
    let isHere = true;
    setConnection({ state: 'testing' });
    void testConnection(ask).then((found) => isHere && setConnection(found));
    return () => {
      isHere = false;
    };
  }, [round, ask]);
  useEffect(() => {
    const again = () => setRound((before) => before + 1);
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, []);
  const { state } = connection;
  return (
    <Row
      icon={<Wifi120Regular />}
      name={t('device.name.connection')}
      state={<State look={CONNECTION_LOOK[state]}>{t(`connection.${state}.word`)}</State>}
      detail={
        <Detail>
          <span>{t(`connection.${state}.text`, 'ms' in connection ? { ms: connection.ms } : {})}</span>
          {(state === 'slow' || state === 'offline') && (
            <TextAct onClick={() => setRound(round + 1)}>{t('connection.again')}</TextAct>
          )}
        </Detail>
      }
    />
  );
}
