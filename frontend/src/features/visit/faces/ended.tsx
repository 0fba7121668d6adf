// Goodbye.
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../../ui/button';
import { PageHeading } from '../../../ui/heading';
import { useBookAgain } from '../book-again';
import { Acts, Head, SinglePage } from '../layout';
import { VisitCard } from '../visit-card';
import { type FaceProps, useVisitWords } from '../visit-words';

export default function EndedFace({ visit }: FaceProps) {
  const { t } = useTranslation('visit');
  const words = useVisitWords(visit);
  const again = useBookAgain(visit);
  return (
    <SinglePage>
      <Head
        heading={
          <PageHeading place={visit.office.name}>{t('ended.title', { name: visit.consumer.first_name })}</PageHeading>
        }
      >
        {t('ended.text', { provider: words.provider })}
      </Head>
      <VisitCard visit={visit} />
      <Acts>
        <ButtonLink to={again}>{t('bookAgain.another')}</ButtonLink>
      </Acts>
    </SinglePage>
  );
}
