// Attributes as chips with a field for one more: "language:de", a kind and a value.
import { makeStyles } from '@fluentui/react-components';
import { Add20Regular, Dismiss12Regular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { Field, Input } from '../../../ui/field';
import { announce } from '../../../ui/live-region';
import { tokens } from '../../../ui/tokens';
import { isAttribute } from './model';

const useStyles = makeStyles({
  whole: { display: 'grid', gap: '8px' },
  chips: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  chip: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '2px',
    paddingInlineStart: '10px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontWeight: tokens.fontWeightMedium,
  },
  remove: { minHeight: '28px', width: '28px' },
  add: { display: 'flex', gap: '8px', maxWidth: '360px' },
});

interface AttributesFieldProps {
  id: string;
  label: string;
  help: string;
  error?: string | undefined;
  values: readonly string[];
  /** What is in use already, to choose from. */
  known: readonly string[];
  readOnly: boolean;
  onChange: (values: string[]) => void;
}

export function AttributesField({ id, label, help, error, values, known, readOnly, onChange }: AttributesFieldProps) {
  const { t } = useTranslation('rules');
  const styles = useStyles();
  const list = useId();
  const [typing, setTyping] = useState('');
  const [asked, setAsked] = useState(false);
  const wrong = asked && typing !== '' && !isAttribute(typing.trim());
  function add() {
    const next = typing.trim();
    setAsked(true);
    if (!isAttribute(next)) return;
    if (!values.includes(next)) onChange([...values, next].sort());
    announce(t('attribute.added', { name: next }));
    setTyping('');
    setAsked(false);
  }
  return (
    <div className={styles.whole}>
      <Field label={label} help={help} error={wrong ? t('wrong.attribute') : error}>
        <Input
          id={id}
          list={list}
          placeholder="language:de"
          readOnly={readOnly}
          wrong={wrong}
          value={typing}
          onChange={({ target }) => setTyping(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add();
          }}
        />
      </Field>
      <datalist id={list}>
        {known
          .filter((one) => !values.includes(one))
          .map((one) => (
            <option key={one} value={one} />
          ))}
      </datalist>
      <div className={styles.chips}>
        {values.map((value) => (
          <span key={value} className={styles.chip}>
            {value}
            {!readOnly && (
              <Button
                kind="subtle"
                className={styles.remove}
                icon={<Dismiss12Regular />}
                aria-label={t('attribute.remove', { name: value })}
                onClick={() => onChange(values.filter((one) => one !== value))}
              />
            )}
          </span>
        ))}
        {!readOnly && typing.trim() !== '' && (
          <Button icon={<Add20Regular />} onClick={add}>
            {t('attribute.add', { name: typing.trim() })}
          </Button>
        )}
      </div>
    </div>
  );
}
