// Around every staff page: a navigation of 224 px, a rail of icons from 640 to 1023, a bar of four at the bottom of phones.
import '../ui/fluent-styles';
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { matchRoutes, Navigate, NavLink, Outlet, useLocation } from 'react-router';
import { ApiProblem } from '../api/problem';
import { CHOSEN_OFFICE, membershipOf, StaffOfficeContext, useSession, useSessionWatch } from '../api/session';
import type { Membership } from '../api/words';
import { Card } from '../ui/card';
import { DensityContext } from '../ui/density';
import { Bone, Skeleton } from '../ui/empty';
import { useOfficeFrame } from '../ui/frame';
import { PageHeading } from '../ui/heading';
import { Logo } from '../ui/logo';
import { type NavigationItem, WHOLE_WINDOW } from '../ui/pages';
import { ProblemCard } from '../ui/problem-card';
import { screen } from '../ui/screen';
import { StaffMenuContext } from '../ui/staff-page';
import { hidden, text } from '../ui/text';
import { tokens } from '../ui/tokens';
import { UndoToast } from '../ui/undo-toast';
import { features } from './features';
import { navigation } from './navigation';
import { PersonMenu } from './person-menu';

export { navigation };

const staffPages = features.flatMap(({ staff }) => staff ?? []);

const useStyles = makeStyles({
  shell: {
    display: 'grid',
    gridTemplateColumns: '224px minmax(0, 1fr)',
    minHeight: '100dvh',
    fontSize: '14px',
    lineHeight: '20px',
    [screen.rail]: { gridTemplateColumns: '56px minmax(0, 1fr)' },
    [screen.phone]: { display: 'block' },
    '@media print': { display: 'block' },
  },
  wholeWindow: { fontSize: '14px', lineHeight: '20px' },
  side: {
    position: 'sticky',
    top: 0,
    height: '100dvh',
    display: 'flex',
    flexDirection: 'column',
    padding: '12px',
    overflowY: 'auto',
    backgroundColor: tokens.colorNeutralBackground2,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    [screen.rail]: { padding: '12px 8px' },
    [screen.phone]: { display: 'none' },
    '@media print': { display: 'none' },
  },
  office: {
    display: 'flex',
    gap: '10px',
    alignItems: 'center',
    padding: '4px 4px 16px',
    fontWeight: tokens.fontWeightSemibold,
    letterSpacing: '-0.01em',
    color: 'inherit',
  },
  officeName: { ...text.truncated, [screen.rail]: { display: 'none' } },
  list: { display: 'flex', flexDirection: 'column', gap: '2px', flexGrow: 1 },
  item: {
    display: 'flex',
    alignItems: 'center',
    gap: '10px',
    minHeight: '36px',
    padding: '0 10px',
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    fontWeight: tokens.fontWeightMedium,
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover, color: tokens.colorNeutralForeground1 },
    [screen.rail]: { justifyContent: 'center', padding: 0, minHeight: '40px', position: 'relative' },
  },
  itemOn: {
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    boxShadow: `${tokens.shadow2}, inset 0 0 0 1px ${tokens.colorNeutralStroke2}`,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1 },
    '> svg': { color: tokens.colorBrandForeground1 },
  },
  sub: { paddingInlineStart: '40px', minHeight: '32px', [screen.rail]: { display: 'none' } },
  subOn: {
    backgroundColor: 'transparent',
    boxShadow: 'none',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
  },
  label: { ...text.truncated, [screen.rail]: hidden },
  badge: { marginInlineStart: 'auto', [screen.rail]: { position: 'absolute', top: '-2px', insetInlineEnd: '-4px' } },
  person: { borderTop: `1px solid ${tokens.colorNeutralStroke2}`, marginTop: '8px', paddingTop: '8px' },
  bar: {
    display: 'none',
    '@media print': { display: 'none' },
    [screen.phone]: {
      display: 'flex',
      position: 'fixed',
      bottom: 0,
      insetInlineStart: 0,
      insetInlineEnd: 0,
      zIndex: 5,
      minHeight: '64px',
      paddingBottom: 'max(8px, env(safe-area-inset-bottom))',
      backgroundColor: tokens.colorNeutralBackground1,
      borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    },
  },
  barItem: {
    position: 'relative',
    flexGrow: 1,
    flexBasis: 0,
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '2px',
    color: tokens.colorNeutralForeground3,
    textDecorationLine: 'none',
    fontSize: '12px',
    lineHeight: '16px',
    fontWeight: tokens.fontWeightMedium,
    '> svg': { width: '24px', height: '24px' },
  },
  barItemOn: { color: tokens.colorBrandForeground1, fontWeight: tokens.fontWeightSemibold },
  barBadge: { position: 'absolute', top: '4px', insetInlineStart: 'calc(50% + 6px)' },
  main: { minWidth: 0 },
  lonely: {
    maxWidth: '640px',
    margin: '0 auto',
    padding: '64px 16px',
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
  },
  skeleton: { display: 'flex', flexDirection: 'column', gap: '16px', padding: '24px' },
  skip: {
    ...hidden,
    ':focus': {
      position: 'fixed',
      top: '8px',
      insetInlineStart: '8px',
      zIndex: 20,
      width: 'auto',
      height: 'auto',
      margin: 0,
      padding: '12px 16px',
      clipPath: 'none',
      backgroundColor: tokens.colorNeutralBackground1,
      borderRadius: tokens.borderRadiusMedium,
      boxShadow: tokens.shadow16,
    },
  },
});

function useMembership(memberships: readonly Membership[] | undefined) {
  const [chosen, setChosen] = useState(() => localStorage.getItem(CHOSEN_OFFICE));
  const membership = membershipOf(memberships, chosen);
  function choose(id: string) {
    localStorage.setItem(CHOSEN_OFFICE, id);
    setChosen(id);
  }
  return { membership, choose };
}

/** The bar has no levels: where a place below has an item of its own, only that one is on. */
function isOutdone(item: NavigationItem, items: readonly NavigationItem[], pathname: string): boolean {
  return items.some(({ to }) => to.startsWith(`${item.to}/`) && pathname.startsWith(to));
}

interface NavigationLinkProps {
  item: NavigationItem;
  bar: boolean;
  /** Only this exact address counts as being there. */
  exact?: boolean | undefined;
}

function NavigationLink({ item, bar, exact = item.exact ?? false }: NavigationLinkProps) {
  const { t } = useTranslation([item.namespace, 'common']);
  const styles = useStyles();
  const { Badge } = item;
  return (
    <NavLink
      to={item.to}
      end={exact}
      className={({ isActive }) =>
        bar
          ? mergeClasses(styles.barItem, isActive && styles.barItemOn)
          : mergeClasses(
              styles.item,
              isActive && styles.itemOn,
              item.sub && styles.sub,
              item.sub && isActive && styles.subOn,
            )
      }
    >
      {({ isActive }) => (
        <>
          {item.sub && !bar ? null : isActive ? item.iconOn : item.icon}
          <span className={bar ? undefined : styles.label}>{t(item.label, { ns: item.namespace })}</span>
          {Badge && (
            <span className={bar ? styles.barBadge : styles.badge}>
              <Badge />
            </span>
          )}
        </>
      )}
    </NavLink>
  );
}

interface NavigationProps {
  items: readonly NavigationItem[];
  office: Membership['office'];
  menu: ReactNode;
}

function Navigation({ items, office, menu }: NavigationProps) {
  const { t } = useTranslation('common');
  const styles = useStyles();
  const { pathname } = useLocation();
  const barItems = items.filter((item) => item.inBar ?? !item.sub).slice(0, 4);
  return (
    <>
      <div className={styles.side}>
        <div className={styles.office}>
          <Logo small src={office.logo_url} />
          <span className={styles.officeName}>{office.name}</span>
        </div>
        <nav className={styles.list} aria-label={t('staff.navigation')}>
          {items.map((item) => (
            <NavigationLink key={item.to} item={item} bar={false} />
          ))}
        </nav>
        <div className={styles.person}>{menu}</div>
      </div>
      <nav className={styles.bar} aria-label={t('staff.navigation')}>
        {barItems.map((item) => (
          <NavigationLink key={item.to} item={item} bar exact={isOutdone(item, barItems, pathname) || item.exact} />
        ))}
      </nav>
    </>
  );
}

export function StaffShell() {
  const { t } = useTranslation('common');
  const styles = useStyles();
  const location = useLocation();
  const session = useSession();
  useSessionWatch();
  const wholeWindow = matchRoutes(staffPages, location)?.some(({ route }) => route.handle === WHOLE_WINDOW) ?? false;
  const { membership, choose } = useMembership(session.data?.memberships);
  useOfficeFrame(membership?.office);
  const place = useMemo(
    () => (session.data && membership ? { ...membership, person: session.data.person } : null),
    [session.data, membership],
  );

  if (session.error instanceof ApiProblem && session.error.status === 401) {
    const next = encodeURIComponent(location.pathname + location.search);
    return <Navigate to={`/sign-in?next=${next}`} replace />;
  }
  if (session.isPending) {
    return (
      <Skeleton className={styles.skeleton}>
        <Bone width="240px" height="28px" />
        <Bone height="120px" />
        <Bone height="240px" />
      </Skeleton>
    );
  }
  if (session.isError && !session.data) {
    return (
      <main className={styles.lonely}>
        <ProblemCard error={session.error} onRetry={() => void session.refetch()} />
      </main>
    );
  }
  if (!place) {
    return (
      <main className={styles.lonely}>
        <Card padded>
          <PageHeading>{t('staff.noOffice.title')}</PageHeading>
          <p>{t('staff.noOffice.text')}</p>
        </Card>
      </main>
    );
  }
  const items = navigation.filter(({ roles }) => !roles || roles.includes(place.role));
  const menu = (compact: boolean) => (
    <PersonMenu place={place} memberships={session.data.memberships} onChoose={choose} compact={compact} />
  );
  return (
    <StaffOfficeContext.Provider value={place}>
      <DensityContext.Provider value="staff">
        <StaffMenuContext.Provider value={menu(true)}>
          <div className={wholeWindow ? styles.wholeWindow : styles.shell}>
            <a className={styles.skip} href="#content">
              {t('skip')}
            </a>
            {!wholeWindow && <Navigation items={items} office={place.office} menu={menu(false)} />}
            <main id="content" className={styles.main}>
              <Outlet />
            </main>
            <UndoToast />
          </div>
        </StaffMenuContext.Provider>
      </DensityContext.Provider>
    </StaffOfficeContext.Provider>
  );
}
