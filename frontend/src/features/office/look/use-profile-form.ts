// A form over the office's profile, saved with the version that was seen.
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../../api/session';
import type { Profile, ProfileChange } from '../../../api/words';
import { showToast } from '../../../ui/undo-toast';
import { useSaving, useTagged } from '../saving/use-saving';
import { differing } from './model';

const keyOf = (office: string) => ['profile', office, 'tagged'] as const;
const pathOf = (office: string) => `/offices/${office}/profile`;

export function useTaggedProfile() {
  const { office } = useStaffOffice();
  return useTagged<Profile>(office.slug, keyOf(office.slug), pathOf(office.slug));
}

interface Options<Typed extends object> {
  name: string;
  latest: NonNullable<ReturnType<typeof useTaggedProfile>['data']>;
  typedOf: (saved: Profile) => Typed;
  wholeOf: (typed: Typed) => ProfileChange;
  isRight?: (typed: Typed) => boolean;
}

export function useProfileForm<Typed extends object>({ name, latest, wholeOf, ...rest }: Options<Typed>) {
  const { t } = useTranslation('look');
  const { office, role } = useStaffOffice();
  const form = useSaving<Profile, Typed>({
    ...rest,
    name: `${name}.${office.id}`,
    latest,
    queryKey: keyOf(office.slug),
    path: pathOf(office.slug),
    changeOf: (typed, base) => differing(wholeOf(typed), base),
    also: [['profile', office.slug], ['session'], ['office']],
    onSaved: () => showToast({ text: t('saved'), seconds: 5 }),
  });
  return { form, mayChange: role === 'owner' || role === 'manager', version: Number(latest.tag?.replaceAll('"', '')) };
}
