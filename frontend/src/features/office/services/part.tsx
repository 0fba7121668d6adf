// What every part of a service's pages works on: the typed service, what is saved, and the mistakes that are told by now.
import { createContext, type ReactNode, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProviderSetting } from '../../../api/words';
import { TextField } from '../../../ui/field';
import type { ServiceField, TypedService } from './model';

export interface Part {
  typed: TypedService;
  /** What is saved; null for a new service. */
  saved: TypedService | null;
  set: (part: Partial<TypedService>) => void;
  wrong: readonly ServiceField[];
  readOnly: boolean;
  providers: readonly ProviderSetting[];
}

const PartContext = createContext<Part | null>(null);

export function PartProvider({ part, children }: { part: Part; children: ReactNode }) {
  return <PartContext.Provider value={part}>{children}</PartContext.Provider>;
}

/** The id of a field's first control. */
export const fieldId = (field: string) => `service-${field}`;

export function usePart() {
  const { t } = useTranslation('rules');
  const part = useContext(PartContext);
  if (!part) throw new Error('usePart is for the parts of a service page.');
  return {
    ...part,
    isWrong: (field: ServiceField) => part.wrong.includes(field),
    error: (field: ServiceField) => (part.wrong.includes(field) ? t(`wrong.${field}`) : undefined),
  };
}

type TextKey = { [Key in ServiceField]: TypedService[Key] extends string ? Key : never }[ServiceField];

interface PartTextProps {
  field: TextKey;
  help?: string;
  optional?: boolean;
  inputMode?: 'numeric' | 'text';
  maxLength?: number;
  list?: string;
  placeholder?: string;
}

/** A text of the service with its label, mistake and help. */
export function PartText({ field, help, ...rest }: PartTextProps) {
  const { t } = useTranslation('rules');
  const { typed, set, error, readOnly } = usePart();
  return (
    <TextField
      {...rest}
      id={fieldId(field)}
      label={t(`field.${field}`)}
      help={help}
      value={typed[field]}
      error={error(field)}
      readOnly={readOnly}
      onChange={({ target }) => set({ [field]: target.value })}
    />
  );
}
