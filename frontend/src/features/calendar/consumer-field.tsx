// The consumer's name as it is typed.
import { useTranslation } from 'react-i18next';
import { TextField } from '../../ui/field';

export interface Who {
  name: string;
  email: string;
  phone: string;
}

interface ConsumerFieldProps {
  id: string;
  office: string;
  value: string;
  error: string | undefined;
  onType: (name: string) => void;
  onChoose: (who: Who) => void;
}

export function ConsumerField({ id, value, error, onType }: ConsumerFieldProps) {
  const { t } = useTranslation('calendar');
  return (
    <TextField
      id={id}
      label={t('form.name')}
      autoComplete="off"
      value={value}
      error={error}
      onChange={({ target }) => onType(target.value)}
    />
  );
}
