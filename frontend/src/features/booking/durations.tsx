// How long: one of several, each with its price. Times follow the choice at once.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DurationChoice, ServiceSeen } from '../../api/words';
import { screen } from '../../ui/screen';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { useSpelling } from '../../ui/use-spelling';
import { spellPrice } from './money';

const useStyles = makeStyles({
  set: {
    padding: '16px 24px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    [screen.phone]: { padding: '12px' },
  },
  legend: { ...text.small, fontWeight: tokens.fontWeightSemibold, marginBottom: '8px' },
  choices: { display: 'grid', gap: '8px', gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 148px), 1fr))' },
  choice: {
    position: 'relative',
    display: 'flex',
    gap: '8px',
    alignItems: 'center',
    minHeight: '56px',
    padding: '6px 12px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorBrandBackground2 },
    ':focus-within': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  chosen: {
    border: `1px solid ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorBrandBackground2,
    boxShadow: `inset 0 0 0 1px ${tokens.colorBrandStroke1}`,
  },
  radio: {
    flexShrink: 0,
    width: '20px',
    height: '20px',
    margin: 0,
    accentColor: tokens.colorBrandBackground,
    outlineStyle: 'none',
  },
  words: { display: 'flex', flexDirection: 'column', ...text.numbers },
  length: { fontWeight: tokens.fontWeightSemibold },
  price: { ...text.small, color: tokens.colorNeutralForeground2 },
});

interface DurationsProps {
  service: ServiceSeen;
  chosen: DurationChoice | null;
  onChoose: (minutes: number) => void;
}

export default function Durations({ service, chosen, onChoose }: DurationsProps) {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  const locale = useSpelling();
  // Pressed at once; the address, which keeps it, follows a moment later.
  const [pressed, setPressed] = useState(chosen?.minutes);
  useEffect(() => setPressed(chosen?.minutes), [chosen?.minutes]);
  const priced = service.durations.some(({ price_minor }) => price_minor);
  return (
    <div role="radiogroup" aria-labelledby="how-long" className={styles.set}>
      <p id="how-long" className={styles.legend}>
        {t('duration.legend')}
      </p>
      <div className={styles.choices}>
        {service.durations.map(({ minutes, price_minor = null }) => {
          const on = minutes === pressed;
          const price = spellPrice({ price_minor, currency: service.currency }, locale) ?? t('noCharge');
          return (
            <label key={minutes} className={mergeClasses(styles.choice, on && styles.chosen)}>
              <input
                type="radio"
                name="minutes"
                className={styles.radio}
                checked={on}
                onChange={() => {
                  setPressed(minutes);
                  onChoose(minutes);
                }}
              />
              <span className={styles.words}>
                <span className={styles.length}>{t('duration.minutes', { count: minutes })}</span>
                {priced && <span className={styles.price}>{price}</span>}
              </span>
            </label>
          );
        })}
      </div>
    </div>
  );
}
