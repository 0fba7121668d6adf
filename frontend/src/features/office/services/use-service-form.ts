// One service as a form, saved with the version that was seen. Each page keeps a draft of its own: both send only what changed.
import { useTranslation } from 'react-i18next';
import type { Tagged } from '../../../api/client';
import { useStaffOffice } from '../../../api/session';
import type { ProviderSetting, ServiceSetting } from '../../../api/words';
import { showToast } from '../../../ui/undo-toast';
import type { Amount } from '../amounts';
import { serviceKey } from '../queries';
import type { FieldWords } from '../saving/conflict-panel';
import { useSaving } from '../saving/use-saving';
import { changeOf, type ServiceField, serviceMistakes, type TypedService, typedOf } from './model';

export function useServiceForm(latest: Tagged<ServiceSetting>, page: 'page' | 'rules') {
  const { t } = useTranslation('rules');
  const { office } = useStaffOffice();
  const { id } = latest.value;
  return useSaving<ServiceSetting, TypedService>({
    name: `service.${office.id}.${id}.${page}`,
    latest,
    queryKey: serviceKey(office.slug, id),
    path: `/offices/${office.slug}/services/${id}`,
    typedOf,
    changeOf,
    isRight: (typed) => serviceMistakes(typed).length === 0,
    also: [['services', office.slug], ['slots-preview']],
    onSaved: () => showToast({ text: t('saved'), seconds: 5 }),
  });
}

const FIELDS: readonly ServiceField[] = [
  'name',
  'text',
  'category',
  'modality',
  'colour',
  'durations',
  'currency',
  'position',
  'providers',
  'assignment',
  'fairness',
  'shares',
  'attributes',
  'seats',
  'guests',
  'approval',
  'requestBlocks',
  'requestExpires',
  'intake',
  'reasons',
  'active',
  'hidden',
  'pause',
  'reminders',
  'notice',
  'windowKind',
  'windowDays',
  'windowFrom',
  'windowUntil',
  'step',
  'offset',
  'packs',
  'bufferBefore',
  'bufferAfter',
  'buffersInside',
  'cancel',
  'move',
  'movesMax',
  'activeMax',
];

/** Each field's name, and a value of it in words. */
export function useServiceWords(providers: readonly ProviderSetting[]) {
  const { t } = useTranslation('rules');
  const names = new Map(providers.map(({ id, name }) => [id, name]));
  const nothing = t('nothing');
  const amount = ({ count, unit }: Amount) => t(`unit.count.${unit}`, { ns: 'office', count: Number(count) });
  const list = (parts: readonly (string | undefined)[]) => parts.filter(Boolean).join(', ') || nothing;

  function value(field: ServiceField, typed: TypedService): string {
    const found = typed[field];
    switch (field) {
      case 'modality':
      case 'assignment':
      case 'windowKind':
        return t(`${field}.${String(found)}`);
      case 'durations':
        return list(
          typed.durations.map(({ minutes, price }) => t('durationIs', { minutes, price: price || t('free') })),
        );
      case 'providers':
        return list(typed.providers.map((id) => names.get(id)));
      case 'shares':
        return list(
          Object.entries(typed.shares).map(([id, { weight, priority }]) =>
            t('shareIs', { name: names.get(id), weight, priority }),
          ),
        );
      case 'intake':
        return typed.intake.map(({ label }) => label).join('\n') || nothing;
      case 'reminders':
        return list(typed.reminders.map(amount));
      case 'requestExpires':
      case 'notice':
      case 'cancel':
      case 'move':
        return amount(typed[field]);
    }
    if (typeof found === 'boolean') return t(found ? 'yes' : 'no');
    if (Array.isArray(found)) return list(found as string[]);
    return String(found ?? '') || nothing;
  }
  const fields: FieldWords<TypedService>[] = FIELDS.map((name) => ({
    name,
    label: t(`field.${name}`),
    show: (typed) => value(name, typed),
  }));
  return { fields, value };
}
