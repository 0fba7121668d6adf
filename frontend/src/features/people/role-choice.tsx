// The five roles, each with what it may do.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../api/session';
import type { Role } from '../../api/words';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';

const useStyles = makeStyles({
  group: { border: 'none', margin: 0, padding: 0, display: 'grid', gap: '4px' },
  legend: { ...text.small, fontWeight: tokens.fontWeightSemibold, padding: 0, marginBottom: '4px' },
  choice: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    gap: '0 12px',
    padding: '8px 12px',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    cursor: 'pointer',
    ':has(:checked)': {
      backgroundColor: tokens.colorBrandBackground2,
      borderTopColor: tokens.colorBrandStroke1,
      borderRightColor: tokens.colorBrandStroke1,
      borderBottomColor: tokens.colorBrandStroke1,
      borderLeftColor: tokens.colorBrandStroke1,
    },
  },
  radio: { width: '20px', height: '20px', margin: 0, accentColor: tokens.colorBrandBackground, gridRow: '1 / 3' },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const ROLES: readonly Role[] = ['owner', 'manager', 'scheduler', 'provider', 'viewer'];

export function RoleChoice({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  const { t } = useTranslation('people');
  const styles = useStyles();
  const { role: own } = useStaffOffice();
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{t('form.role')}</legend>
      {ROLES.filter((role) => role !== 'owner' || own === 'owner').map((role) => (
        <label key={role} className={styles.choice}>
          <input
            type="radio"
            name="role"
            className={styles.radio}
            checked={value === role}
            onChange={() => onChange(role)}
          />
          <span className={styles.name}>{t(`roles.${role}.name`)}</span>
          <span className={styles.quiet}>{t(`roles.${role}.may`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
