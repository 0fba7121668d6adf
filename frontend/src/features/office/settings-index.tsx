import { makeStyles } from '@fluentui/react-components';
import {
  Building20Regular,
  CalendarCancel20Regular,
  CalendarLtr20Regular,
  ChevronRight20Regular,
  Clock20Regular,
  Color20Regular,
  History20Regular,
  List20Regular,
  Options20Regular,
  People20Regular,
  Server20Regular,
} from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useStaffOffice } from '../../api/session';
import { Card } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { StaffPage } from '../../ui/staff-page';
import { TextLink } from '../../ui/text-link';
import { tokens } from '../../ui/tokens';

const useStyles = makeStyles({
  notice: { maxWidth: '640px', marginBottom: '16px' },
  list: { maxWidth: '640px', overflow: 'hidden' },
  link: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr) 20px',
    gap: '12px',
    alignItems: 'center',
    minHeight: '64px',
    padding: '8px 16px',
    color: 'inherit',
    textDecorationLine: 'none',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outlineOffset: '-2px' },
  },
  words: { display: 'flex', flexDirection: 'column' },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3 },
});

const PLACES = [
  { name: 'profile', icon: <Building20Regular /> },
  { name: 'look', icon: <Color20Regular /> },
  { name: 'services', icon: <List20Regular /> },
  { name: 'rules', icon: <Options20Regular /> },
  { name: 'hours', icon: <Clock20Regular /> },
  { name: 'closures', icon: <CalendarLtr20Regular /> },
  { name: 'time-off', icon: <CalendarCancel20Regular /> },
  { name: 'people', icon: <People20Regular /> },
  { name: 'installation', icon: <Server20Regular />, owners: true },
  { name: 'history', icon: <History20Regular />, to: '/office/history' },
] as const;

export default function SettingsIndex() {
  const { t } = useTranslation('office');
  const styles = useStyles();
  const { office, role } = useStaffOffice();
  return (
    <StaffPage title={t('nav.settings')} place={office.name}>
      {office.setting_up && (role === 'owner' || role === 'manager') && (
        <Notice kind="info" className={styles.notice}>
          {t('guide.unfinished')} <TextLink to="/setup">{t('guide.go')}</TextLink>
        </Notice>
      )}
      <Card as="div" className={styles.list}>
        {PLACES.filter((place) => !('owners' in place) || role === 'owner').map(({ name, icon, ...place }) => (
          <Link key={name} to={'to' in place ? place.to : `/office/settings/${name}`} className={styles.link}>
            {icon}
            <span className={styles.words}>
              <span className={styles.name}>{t(`nav.${name}`)}</span>
              <span className={styles.quiet}>{t(`about.${name}`)}</span>
            </span>
            <ChevronRight20Regular className="turns" />
          </Link>
        ))}
      </Card>
    </StaffPage>
  );
}
