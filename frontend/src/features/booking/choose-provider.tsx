import { PeopleTeam20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { ProviderSeen, ServiceSeen } from '../../api/words';
import { Avatar, IconDisc } from '../../ui/avatar';
import { ChoiceList } from './choice-list';
import { ANY } from './steps';

export function ChooseProvider({ service, providers }: { service: ServiceSeen; providers: readonly ProviderSeen[] }) {
  const { t } = useTranslation('booking');
  const to = (provider: string) => `?${new URLSearchParams({ service: service.slug, provider })}`;
  return (
    <ChoiceList
      label={t('provider.label')}
      items={[
        {
          key: ANY,
          to: to(ANY),
          picture: (
            <IconDisc>
              <PeopleTeam20Regular />
            </IconDisc>
          ),
          name: t('provider.any'),
          text: t('provider.anyText'),
        },
        ...providers.map(({ id, name, initials, headline }) => ({
          key: id,
          to: to(id),
          picture: <Avatar name={name} initials={initials} />,
          name,
          text: headline,
        })),
      ]}
    />
  );
}
