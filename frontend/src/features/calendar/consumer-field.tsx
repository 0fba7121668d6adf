// The consumer's name as it is typed, with those who are known here by that name, address or number.
import { makeStyles } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import type { components } from '../../api/schema';
import { Avatar } from '../../ui/avatar';
import { TextField } from '../../ui/field';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';

export interface Who {
  name: string;
  email: string;
  phone: string;
}

const SHOWN = 5;
const LETTERS = 2;
const PAUSE_MS = 250;

const useStyles = makeStyles({
  known: {
    display: 'flex',
    flexDirection: 'column',
    marginTop: '-8px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    overflow: 'hidden',
  },
  who: {
    display: 'grid',
    gridTemplateColumns: '28px minmax(0, 1fr)',
    gap: '8px',
    alignItems: 'center',
    width: '100%',
    minHeight: '44px',
    padding: '4px 10px',
    border: 'none',
    backgroundColor: tokens.colorNeutralBackground1,
    color: 'inherit',
    font: 'inherit',
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outlineOffset: '-2px' },
  },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold, ...text.truncated },
  quiet: { ...text.caption, color: tokens.colorNeutralForeground3, ...text.truncated },
});

interface ConsumerFieldProps {
  id: string;
  office: string;
  value: string;
  error: string | undefined;
  onType: (name: string) => void;
  onChoose: (who: Who) => void;
}

export function ConsumerField({ id, office, value, error, onType, onChoose }: ConsumerFieldProps) {
  const { t } = useTranslation('calendar');
  const styles = useStyles();
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(value.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  const found = useQuery({
    queryKey: ['consumers', office, 'known', asked],
    queryFn: ({ signal }) =>
      api.get<components['schemas']['ConsumerList']>(`/offices/${office}/consumers`, { query: { q: asked }, signal }),
    enabled: asked.length >= LETTERS,
    staleTime: 30_000,
    retry: false,
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const known = value.trim() === asked && asked !== chosen ? (found.data?.items.slice(0, SHOWN) ?? []) : [];
  return (
    <>
      <TextField
        id={id}
        label={t('form.name')}
        help={t('form.nameHelp')}
        autoComplete="off"
        value={value}
        error={error}
        onChange={({ target }) => onType(target.value)}
      />
      {known.length > 0 && (
        <ul className={styles.known} aria-label={t('form.known')}>
          {known.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                className={styles.who}
                onClick={() => {
                  setChosen(one.name);
                  onChoose({ name: one.name, email: one.email, phone: one.phone ?? '' });
                }}
              >
                <Avatar name={one.name} initials={one.initials} size="small" />
                <span className={styles.words}>
                  <span className={styles.name}>{one.name}</span>
                  <span className={styles.quiet}>{[one.email, one.phone].filter(Boolean).join(' · ')}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
