import { useTranslation } from 'react-i18next';
import type { OfficePage, ServiceSeen } from '../../api/words';
import { IconDisc } from '../../ui/avatar';
import { useSpelling } from '../../ui/use-spelling';
import { ChoiceList } from './choice-list';
import { ModalityIcon } from './modality-icon';
import { spellPrice } from './money';
import { bookableServices } from './steps';

/** "20 minutes, by video · No charge"; where one can choose, from the shortest to the longest and from the lowest price. */
function useFacts(): (service: ServiceSeen) => string {
  const { t } = useTranslation('booking');
  const locale = useSpelling();
  return ({ durations, modality, currency, pause_notice }) => {
    if (pause_notice) return t('paused.listed');
    const lengths = durations.map(({ minutes }) => minutes).sort((one, other) => one - other);
    const prices = durations.map(({ price_minor }) => price_minor ?? 0).sort((one, other) => one - other);
    const [least = 0, most = 0, from = 0, to = 0] = [prices[0], prices.at(-1), lengths[0], lengths.at(-1)];
    const spell = (price_minor: number) => spellPrice({ price_minor, currency }, locale) ?? t('noCharge');
    const range = least
      ? t('duration.priceFrom', { price: spell(least) })
      : t('duration.priceUpTo', { price: spell(most) });
    return [
      from === to ? t(`length.${modality}`, { count: to }) : t(`lengths.${modality}`, { from, count: to }),
      least === most ? spell(most) : range,
    ].join(' · ');
  };
}

export function ChooseService({ office }: { office: OfficePage }) {
  const { t } = useTranslation('booking');
  const factsOf = useFacts();
  return (
    <ChoiceList
      label={t('service.label')}
      items={bookableServices(office).map((service) => ({
        key: service.id,
        to: `?service=${encodeURIComponent(service.slug)}`,
        picture: (
          <IconDisc>
            <ModalityIcon modality={service.modality} />
          </IconDisc>
        ),
        name: service.name,
        text: service.text,
        facts: factsOf(service),
      }))}
    />
  );
}
