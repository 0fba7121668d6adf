// The office's colour: a few that are good, or any; below it the shades that are made from it.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useControl } from '../../../ui/field';
import { text } from '../../../ui/text';
import { officeRamp } from '../../../ui/theme';
import { tokens } from '../../../ui/tokens';

export const COLOURS = ['#0b6a87', '#1d4f91', '#74316f', '#8c2f39', '#3d5a1e', '#4a4f57'] as const;
const SHOWN = [40, 60, 80, 100, 120, 140, 160] as const;

const useStyles = makeStyles({
  set: { margin: 0, padding: 0, border: 'none', display: 'grid', gap: '8px', minWidth: 0 },
  legend: { padding: 0, marginBottom: '4px', ...text.small, fontWeight: tokens.fontWeightSemibold },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center' },
  swatch: {
    width: '36px',
    height: '36px',
    padding: 0,
    borderRadius: '50%',
    border: `2px solid ${tokens.colorNeutralBackground1}`,
    cursor: 'pointer',
    forcedColorAdjust: 'none',
    ':disabled': { cursor: 'default' },
  },
  chosen: { boxShadow: `0 0 0 2px ${tokens.colorNeutralForeground1}` },
  any: { width: '72px', padding: '2px', flexShrink: 0 },
  own: { display: 'flex', gap: '8px', alignItems: 'center', ...text.small },
  ramp: { display: 'flex', maxWidth: '320px', borderRadius: tokens.borderRadiusMedium, overflow: 'hidden' },
  shade: { flexGrow: 1, height: '16px', forcedColorAdjust: 'none' },
});

interface ColourPickerProps {
  value: string;
  onChange: (colour: string) => void;
  readOnly?: boolean;
}

export function ColourPicker({ value, onChange, readOnly = false }: ColourPickerProps) {
  const { t } = useTranslation('look');
  const styles = useStyles();
  const look = useControl(false, styles.any);
  const { brand } = officeRamp(value);
  return (
    <fieldset className={styles.set}>
      <legend className={styles.legend}>{t('field.colour')}</legend>
      <div className={styles.row}>
        {COLOURS.map((colour) => (
          <button
            key={colour}
            type="button"
            className={mergeClasses(styles.swatch, colour === value && styles.chosen)}
            style={{ backgroundColor: colour }}
            aria-label={t(`colours.${colour.slice(1)}`)}
            title={t(`colours.${colour.slice(1)}`)}
            aria-pressed={colour === value}
            disabled={readOnly}
            onClick={() => onChange(colour)}
          />
        ))}
        <label className={styles.own}>
          <input
            type="color"
            id="look-colour"
            className={look}
            value={value}
            disabled={readOnly}
            onChange={({ target }) => onChange(target.value)}
          />
          {t('anyColour')}
        </label>
      </div>
      <div className={styles.ramp} aria-hidden="true">
        {SHOWN.map((step) => (
          <span key={step} className={styles.shade} style={{ backgroundColor: brand[step] }} />
        ))}
      </div>
    </fieldset>
  );
}
