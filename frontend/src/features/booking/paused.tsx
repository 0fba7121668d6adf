// Nothing can be booked just now: the office's own words, and how else to reach it.
import { makeStyles } from '@fluentui/react-components';
import { PauseCircle24Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { OfficePage } from '../../api/words';
import { IconDisc } from '../../ui/avatar';
import { ButtonLink } from '../../ui/button';
import { Card } from '../../ui/card';
import { Section } from '../../ui/heading';
import { Rich } from '../../ui/rich';
import { text } from '../../ui/text';
import { TextLink } from '../../ui/text-link';
import { tokens } from '../../ui/tokens';

const useStyles = makeStyles({
  card: { display: 'flex', gap: '16px', alignItems: 'flex-start' },
  words: { display: 'flex', flexDirection: 'column', gap: '8px', minWidth: 0, alignItems: 'flex-start' },
  notice: { overflowWrap: 'anywhere', whiteSpace: 'pre-line' },
  quiet: { ...text.small, color: tokens.colorNeutralForeground2 },
  act: { marginTop: '8px' },
});

interface PausedProps {
  office: OfficePage;
  /** The office's words. */
  notice: string;
  /** Where something else can be chosen. */
  other?: string | undefined;
}

export default function Paused({ office, notice, other }: PausedProps) {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  const { phone } = office;
  return (
    <Card padded className={styles.card}>
      <IconDisc size="large" kind="neutral">
        <PauseCircle24Regular />
      </IconDisc>
      <div className={styles.words}>
        <Section>{t('paused.title')}</Section>
        <p className={styles.notice}>{notice}</p>
        {phone && (
          <p className={styles.quiet}>
            <Rich
              text={t('paused.phone', { phone })}
              tags={{
                phone: (number) => <TextLink href={`tel:${number.replaceAll(/[^+\d]/g, '')}`}>{number}</TextLink>,
              }}
            />
          </p>
        )}
        {other && (
          <ButtonLink className={styles.act} to={other}>
            {t('paused.other')}
          </ButtonLink>
        )}
      </div>
    </Card>
  );
}
