// The rules that say no, as the server names them; or the facts, past which no reason goes.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Reason } from '../../api/words';
import { Notice } from '../../ui/notice';

const useStyles = makeStyles({ list: { paddingInlineStart: '18px', listStyleType: 'disc' } });

interface WarningsProps {
  reasons: readonly Pick<Reason, 'code' | 'text'>[];
  impossible?: boolean;
}

export function Warnings({ reasons, impossible = false }: WarningsProps) {
  const { t } = useTranslation('calendar');
  const styles = useStyles();
  return (
    <Notice kind={impossible ? 'bad' : 'warn'} role="status">
      <b>{t(impossible ? 'impossible' : 'warned')}</b>
      <ul className={styles.list}>
        {reasons.map(({ code, text }) => (
          <li key={code + text}>{text}</li>
        ))}
      </ul>
    </Notice>
  );
}
