// "Join with a link": for a link that cannot be pressed, because it is on paper, in another app, on another device.
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { TextField } from '../../ui/field';
import { useNoOffice } from '../../ui/frame';
import { PageHeading } from '../../ui/heading';
import { Acts, Head, SinglePage } from './layout';
import { tokenIn } from './link';

export default function PastePage() {
  const { t } = useTranslation('visit');
  useNoOffice();
  return (
    <SinglePage>
      <Head heading={<PageHeading>{t('paste.title')}</PageHeading>}>{t('paste.text')}</Head>
      <PasteCard />
    </SinglePage>
  );
}

/** The field alone, for pages that say themselves why a link is needed. */
export function PasteCard() {
  const { t } = useTranslation('visit');
  const navigate = useNavigate();
  const [pasted, setPasted] = useState('');
  const [error, setError] = useState<'empty' | 'noLink' | null>(null);

  function open(event: FormEvent) {
    event.preventDefault();
    const token = tokenIn(pasted);
    if (token) {
      void navigate({ pathname: '/v', hash: token });
      return;
    }
    setError(pasted.trim() ? 'noLink' : 'empty');
    document.getElementById('link')?.focus();
  }

  return (
    <Card padded>
      <form onSubmit={open} noValidate style={{ display: 'flex', flexDirection: 'column', gap: '16px' }}>
        <TextField
          id="link"
          label={t('paste.label')}
          help={t('paste.help')}
          error={error ? t(`paste.${error}`) : undefined}
          value={pasted}
          onChange={(event) => {
            setPasted(event.target.value);
            if (error && tokenIn(event.target.value)) setError(null);
          }}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          inputMode="url"
        />
        <Acts>
          <Button kind="primary" type="submit">
            {t('paste.open')}
          </Button>
        </Acts>
      </form>
    </Card>
  );
}
