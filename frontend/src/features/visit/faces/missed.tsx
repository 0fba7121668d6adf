// The time is over and nobody met: no blame.
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../../ui/button';
import { PageHeading } from '../../../ui/heading';
import { Acts, Head, SinglePage } from '../layout';
import { VisitCard } from '../visit-card';
import type { FaceProps } from '../visit-words';

export function MissedFace({ visit }: FaceProps) {
  const { t } = useTranslation('visit');
  return (
    <SinglePage>
      <Head heading={<PageHeading place={visit.office.name}>{t('missed.title')}</PageHeading>}>{t('missed.text')}</Head>
      <VisitCard visit={visit} />
      <Acts>
        <ButtonLink kind="primary" to={visit.book_again_url}>
          {t('bookAgain.other')}
        </ButtonLink>
      </Acts>
    </SinglePage>
  );
}
