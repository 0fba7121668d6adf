// The form of a service: its parts in order, and on top what is wrong with it.
import { useTranslation } from 'react-i18next';
import { ErrorSummary } from '../../../ui/field';
import { Notice } from '../../../ui/notice';
import { useSettingsLayout } from '../settings-layout';
import { IntakeEditor } from './intake-editor';
import { fieldId, type Part, PartProvider } from './part';
import { Reasons, Reminders } from './reasons-and-reminders';
import { Approval, SeatsAndGuests } from './seats-and-approval';
import { Visibility } from './visibility';
import { WhatItIs } from './what-it-is';
import { WhoOffers } from './who-offers';

interface ServicePartsProps {
  part: Part;
  attempt: number;
  categories: readonly string[];
  onSend: () => void;
}

export function ServiceParts({ part, attempt, categories, onSend }: ServicePartsProps) {
  const { t } = useTranslation('rules');
  const layout = useSettingsLayout();
  return (
    <PartProvider part={part}>
      <form
        className={layout.stack}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSend();
        }}
      >
        {part.readOnly && <Notice kind="quiet">{t('readOnly', { ns: 'office' })}</Notice>}
        <ErrorSummary
          attempt={attempt}
          mistakes={part.wrong.map((field) => ({ id: fieldId(field), label: t(`field.${field}`) }))}
        />
        <WhatItIs categories={categories} />
        <WhoOffers />
        <SeatsAndGuests />
        <Approval />
        <IntakeEditor />
        <Reasons />
        <Reminders />
        <Visibility />
      </form>
    </PartProvider>
  );
}
