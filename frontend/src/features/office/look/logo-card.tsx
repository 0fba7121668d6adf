// The logo: a small picture that is on all pages as soon as it is chosen.
import { Image20Regular } from '@fluentui/react-icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import { ApiProblem } from '../../../api/problem';
import { useStaffOffice } from '../../../api/session';
import { sessionKey } from '../../../api/session-query';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Section } from '../../../ui/heading';
import { Logo } from '../../../ui/logo';
import { Notice } from '../../../ui/notice';
import { hidden } from '../../../ui/text';
import { showToast } from '../../../ui/undo-toast';
import { useLookStyles } from './look-styles';

const BYTES_MAX = 256 * 1024;

interface LogoCardProps {
  mayChange: boolean;
  /** The pages show another logo now. */
  onSaved: () => void;
}

export function LogoCard({ mayChange, onSaved }: LogoCardProps) {
  const { t } = useTranslation('look');
  const styles = useLookStyles();
  const { office } = useStaffOffice();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [tooLarge, setTooLarge] = useState<number | null>(null);
  const path = `/offices/${office.slug}/logo`;
  const save = useMutation({
    mutationFn: (file: File | null) => (file ? api.put(path, file) : api.delete(path)),
    onSuccess: async (_, file) => {
      await queries.invalidateQueries({ queryKey: sessionKey });
      onSaved();
      showToast({ text: t(file ? 'logo.saved' : 'logo.removed'), seconds: 5 });
    },
  });

  function choose(file: File | undefined) {
    if (!file) return;
    save.reset();
    setTooLarge(file.size > BYTES_MAX ? Math.ceil(file.size / 1024) : null);
    if (file.size <= BYTES_MAX) save.mutate(file);
  }
  const { error } = save;
  const why = error instanceof ApiProblem && error.status === 422 ? error.detail : t('logo.failed');
  return (
    <Card padded className={styles.card}>
      <Section>{t('logo.title')}</Section>
      {tooLarge !== null && (
        <Notice kind="bad" role="alert">
          {t('logo.tooLarge', { size: tooLarge })}
        </Notice>
      )}
      {error && (
        <Notice kind="bad" role="alert">
          {why}
        </Notice>
      )}
      <div className={styles.row}>
        {office.logo_url ? <img src={office.logo_url} alt={t('logo.now')} className={styles.logo} /> : <Logo />}
        <p className={styles.words}>
          {t('logo.text')} {!office.logo_url && t('logo.none')}
        </p>
        {mayChange && (
          <>
            <input
              ref={input}
              type="file"
              accept="image/png,image/jpeg,image/webp"
              aria-label={t('logo.choose')}
              style={hidden}
              tabIndex={-1}
              onChange={({ target }) => {
                choose(target.files?.[0]);
                target.value = '';
              }}
            />
            <Button icon={<Image20Regular />} busy={save.isPending} onClick={() => input.current?.click()}>
              {t(office.logo_url ? 'logo.another' : 'logo.choose')}
            </Button>
            {office.logo_url && (
              <Button kind="danger" onClick={() => save.mutate(null)}>
                {t('logo.remove')}
              </Button>
            )}
          </>
        )}
      </div>
    </Card>
  );
}
