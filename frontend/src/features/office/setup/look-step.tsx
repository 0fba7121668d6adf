// One colour and a few words, with the real page beside them.
import { Settings20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../../api/session';
import type { Profile } from '../../../api/words';
import { Bone, Skeleton } from '../../../ui/empty';
import { Field, TextArea, TextField } from '../../../ui/field';
import { Rich } from '../../../ui/rich';
import { useDraft } from '../../../ui/use-draft';
import { ColourPicker } from '../look/colour-picker';
import { useColourFacts } from '../look/use-colour-facts';
import { PreviewFrame } from '../preview-frame';
import { useProfile, useSaveProfile } from '../queries';
import type { StepProps } from './guide';
import { GuideStep } from './guide-layout';

type Typed = Pick<Profile, 'colour'> & { welcome: string; booked: string; phone: string };

export function LookStep({ back, onward }: StepProps) {
  const { t } = useTranslation('setup');
  const { office } = useStaffOffice();
  const profile = useProfile(office.slug);
  const save = useSaveProfile(office.slug);
  const draft = useDraft<Typed>(`setup.look.${office.id}`);
  const saved = profile.data;
  const typed: Typed = draft.value ?? {
    colour: saved?.colour ?? office.colour,
    welcome: saved?.welcome_text ?? '',
    booked: saved?.booked_note ?? '',
    phone: saved?.phone ?? '',
  };
  const set = (part: Partial<Typed>) => draft.set({ ...typed, ...part });
  const change = {
    colour: typed.colour,
    welcome_text: typed.welcome.trim() || null,
    booked_note: typed.booked.trim() || null,
    phone: typed.phone.trim() || null,
  };
  const facts = useColourFacts(typed.colour);
  return (
    <GuideStep
      heading={t('look.heading')}
      lead={t('look.lead')}
      back={back}
      onSkip={() => onward('skipped')}
      act={t('continue.try')}
      busy={save.isPending}
      failed={save.isError}
      onContinue={() =>
        save.mutate(change, {
          onSuccess: () => {
            draft.clear();
            onward('done');
          },
        })
      }
      above={
        <PreviewFrame
          office={office.slug}
          states={['booking', 'time', 'booked', 'waiting']}
          draft={{ office: change }}
          version={saved?.version ?? 0}
        />
      }
      facts={[...facts, { key: 'later', icon: <Settings20Regular />, words: <Rich text={t('look.doesLater')} /> }]}
    >
      {saved ? (
        <>
          <ColourPicker value={typed.colour} onChange={(colour) => set({ colour })} />
          <Field label={t('look.welcome')} help={t('look.welcomeHelp')} optional>
            <TextArea value={typed.welcome} maxLength={500} onChange={({ target }) => set({ welcome: target.value })} />
          </Field>
          <Field label={t('look.booked')} help={t('look.bookedHelp')} optional>
            <TextArea value={typed.booked} maxLength={500} onChange={({ target }) => set({ booked: target.value })} />
          </Field>
          <TextField
            type="tel"
            label={t('look.phone')}
            help={t('look.phoneHelp')}
            optional
            maxLength={40}
            value={typed.phone}
            onChange={({ target }) => set({ phone: target.value })}
          />
        </>
      ) : (
        <Skeleton>
          <Bone height="320px" />
        </Skeleton>
      )}
    </GuideStep>
  );
}
