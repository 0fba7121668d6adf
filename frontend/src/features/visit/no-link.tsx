// There is no visit behind the address: why, and where to paste the right link.
import { useTranslation } from 'react-i18next';
import { useNoOffice } from '../../ui/frame';
import { PageHeading } from '../../ui/heading';
import { Head, SinglePage } from './layout';
import { PasteCard } from './paste-page';

export default function NoLink({ why }: { why: 'none' | 'invalid' | 'expired' | 'tooMany' }) {
  const { t } = useTranslation('visit');
  useNoOffice();
  return (
    <SinglePage>
      <Head heading={<PageHeading>{t(`noLink.${why}.title`)}</PageHeading>}>{t(`noLink.${why}.text`)}</Head>
      {why !== 'tooMany' && <PasteCard />}
    </SinglePage>
  );
}
