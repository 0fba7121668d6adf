// The time is over and nobody met: no blame.
import { useTranslation } from 'react-i18next';
import { PageHeading } from '../../../ui/heading';
import { Head, SinglePage } from '../layout';
import { NextTimes } from '../next-times';
import { VisitCard } from '../visit-card';
import type { FaceProps } from '../visit-words';

export default function MissedFace({ visit }: FaceProps) {
  const { t } = useTranslation('visit');
  return (
    <SinglePage>
      <Head heading={<PageHeading place={visit.office.name}>{t('missed.title')}</PageHeading>}>{t('missed.text')}</Head>
      <VisitCard visit={visit} />
      <NextTimes visit={visit} />
    </SinglePage>
  );
}
