// Other entries with the same address or number: perhaps the same person, perhaps a family. Only people can tell.
import { makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../api/session';
import type { ConsumerDetail, ConsumerListed } from '../../api/words';
import { Ask } from '../../ui/ask';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Section } from '../../ui/heading';
import { Notice } from '../../ui/notice';
import { Rich } from '../../ui/rich';
import { text } from '../../ui/text';
import { TextLink } from '../../ui/text-link';
import { tokens } from '../../ui/tokens';
import { showToast } from '../../ui/undo-toast';
import { useMerge } from './queries';

const useStyles = makeStyles({
  card: { display: 'grid', gap: '12px', padding: '16px 20px' },
  row: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', gap: '8px', alignItems: 'center' },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { ...text.caption, color: tokens.colorNeutralForeground3 },
});

export function Duplicates({ consumer }: { consumer: ConsumerDetail }) {
  const { t } = useTranslation('consumers');
  const styles = useStyles();
  const { office } = useStaffOffice();
  const merge = useMerge(office.slug, consumer.id);
  const [asked, setAsked] = useState<ConsumerListed | null>(null);
  return (
    <Card className={styles.card}>
      <Section>{t('same.title')}</Section>
      <p>{t('same.text')}</p>
      <ul>
        {consumer.duplicates.map((one) => (
          <li key={one.id} className={styles.row}>
            <span className={styles.words}>
              <TextLink to={`/office/consumers/${one.id}`}>{one.name}</TextLink>
              <span className={styles.quiet}>
                {one.email} · {t('visits', { count: one.visits })}
              </span>
            </span>
            <Button onClick={() => setAsked(one)}>{t('same.act')}</Button>
          </li>
        ))}
      </ul>
      {asked && (
        <Ask
          title={t('same.askTitle', { name: asked.name })}
          act={t('same.askAct')}
          keep={t('same.keep')}
          busy={merge.isPending}
          onAct={() =>
            merge.mutate(asked.id, {
              onSuccess: () => {
                showToast({ text: t('same.done', { name: consumer.name }) });
                setAsked(null);
              },
            })
          }
          onClose={() => setAsked(null)}
        >
          {merge.isError && (
            <Notice kind="bad" role="alert">
              {t('same.failed')}
            </Notice>
          )}
          <p>
            <Rich
              text={t('same.askText', {
                kept: consumer.name,
                email: consumer.email,
                gone: asked.name,
                count: asked.visits,
              })}
            />
          </p>
        </Ask>
      )}
    </Card>
  );
}
