import { Video20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { OfficePage, ServiceSeen } from '../../api/words';
import { IconDisc } from '../../ui/avatar';
import { useSpelling } from '../../ui/use-spelling';
import { ChoiceList } from './choice-list';
import { spellPrice } from './money';
import { bookableServices } from './steps';

export function ChooseService({ office }: { office: OfficePage }) {
  const { t } = useTranslation('booking');
  const locale = useSpelling();
  const factsOf = (service: ServiceSeen) =>
    [t('lengthByVideo', { count: service.duration_minutes }), spellPrice(service, locale) ?? t('noCharge')].join(' · ');
  return (
    <ChoiceList
      label={t('service.label')}
      items={bookableServices(office).map((service) => ({
        key: service.id,
        to: `?service=${encodeURIComponent(service.slug)}`,
        picture: (
          <IconDisc>
            <Video20Regular />
          </IconDisc>
        ),
        name: service.name,
        text: service.text,
        facts: factsOf(service),
      }))}
    />
  );
}
