// One line: who, as what, where they stand, and the acts that are possible.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import {
  CalendarPerson16Regular,
  CheckmarkCircle16Filled,
  Clock16Regular,
  ErrorCircle16Filled,
  History20Regular,
  Mail16Regular,
  Mail20Regular,
  PersonDelete20Regular,
  PersonEdit20Regular,
  PersonProhibited16Regular,
} from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useStaffOffice } from '../../api/session';
import { Avatar, IconDisc } from '../../ui/avatar';
import { Chip, type Tint } from '../../ui/chip';
import { useInstants } from '../../ui/instant';
import { type MenuAct, MoreMenu } from '../../ui/more-menu';
import { screen } from '../../ui/screen';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { showToast } from '../../ui/undo-toast';
import type { Entry, EntryState } from './entries';
import type { Open } from './people-page';
import { useReactivate, useRevoke, useSendAgain } from './queries';
import { useTableStyles } from './table-styles';

const useStyles = makeStyles({
  row: {
    minHeight: '60px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    [screen.phone]: { padding: '10px 4px 10px 16px' },
  },
  gone: { color: tokens.colorNeutralForeground3 },
  who: { display: 'flex', alignItems: 'center', gap: '12px', minWidth: 0 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold, ...text.truncated },
  quiet: { color: tokens.colorNeutralForeground3, ...text.truncated },
  roleOnPhone: { display: 'none', [screen.phone]: { display: 'block' } },
  chip: { [screen.phone]: { gridColumn: '1 / 3', gridRow: '2', paddingInlineStart: '48px' } },
  chipActive: { [screen.phone]: { display: 'none' } },
  sees: { display: 'inline-flex', alignItems: 'center', gap: '6px' },
  numbers: text.numbers,
});

const CHIPS: Record<EntryState, { tint: Tint; icon: React.ReactElement }> = {
  active: { tint: 'ok', icon: <CheckmarkCircle16Filled /> },
  sent: { tint: 'outline', icon: <Mail16Regular /> },
  refused: { tint: 'bad', icon: <ErrorCircle16Filled /> },
  expired: { tint: 'warn', icon: <Clock16Regular /> },
  deactivated: { tint: 'neutral', icon: <PersonProhibited16Regular /> },
};

interface PersonRowProps {
  entry: Entry;
  now: number;
  mayChange: boolean;
  onOpen: (open: Open) => void;
}

export function PersonRow({ entry, now, mayChange, onOpen }: PersonRowProps) {
  const { t } = useTranslation('people');
  const styles = useStyles();
  const table = useTableStyles();
  const { office } = useStaffOffice();
  const instants = useInstants(office.time_zone);
  const acts = useActs(entry, mayChange, onOpen);
  const name = entry.name || entry.email;
  const chip = CHIPS[entry.state];
  const gone = entry.state === 'deactivated';
  const about = entry.kind === 'invitation' ? daysLeft(entry.invitation.expires_at, now) : null;
  return (
    <tr className={mergeClasses(table.line, styles.row, gone && styles.gone)}>
      <td className={table.cell}>
        <span className={styles.who}>
          {entry.kind === 'member' ? (
            <Avatar name={name} initials={entry.member.initials} size="medium" />
          ) : (
            <IconDisc kind="todo">
              <Mail20Regular />
            </IconDisc>
          )}
          <span className={styles.words}>
            <span className={styles.name}>{name}</span>
            {entry.name && <span className={styles.quiet}>{entry.email}</span>}
            <span className={mergeClasses(styles.quiet, entry.name ? styles.roleOnPhone : undefined)}>
              {entry.name ? t(`roles.${entry.role}.name`) : t('invitedBy', { name: invitedBy(entry) ?? office.name })}
            </span>
          </span>
        </span>
      </td>
      <td className={mergeClasses(table.cell, table.notPhone)}>{t(`roles.${entry.role}.name`)}</td>
      <td className={mergeClasses(table.cell, table.wideOnly)}>
        {entry.seesConsumers ? (
          <span className={styles.sees}>
            <CalendarPerson16Regular />
            {t(entry.ownOnly ? 'sees.own' : 'sees.all')}
          </span>
        ) : (
          <span className={styles.quiet}>{t('sees.no')}</span>
        )}
      </td>
      <td className={mergeClasses(table.cell, table.wideOnly, styles.numbers)}>
        {entry.seenAt ? instants.at(entry.seenAt) : <span className={styles.quiet}>{t('seen.never')}</span>}
      </td>
      <td className={mergeClasses(table.cell, styles.chip, entry.state === 'active' && styles.chipActive)}>
        <Chip tint={chip.tint} icon={chip.icon}>
          {entry.state === 'sent' ? t('states.sent', { count: about ?? 0 }) : t(`states.${entry.state}`)}
        </Chip>
      </td>
      <td className={table.cell}>
        <MoreMenu label={t('more', { name })} acts={acts} />
      </td>
    </tr>
  );
}

function invitedBy(entry: Entry): string | null {
  return entry.kind === 'invitation' ? entry.invitation.invited_by : null;
}

function daysLeft(iso: string, now: number): number {
  const days = (Date.parse(iso) - now) / 86_400_000;
  return Math.max(0, Math.ceil(days - 0.01)); // the page's clock ticks once a minute
}

function useActs(entry: Entry, mayChange: boolean, onOpen: (open: Open) => void): MenuAct[] {
  const { t } = useTranslation('people');
  const { office, role } = useStaffOffice();
  const navigate = useNavigate();
  const again = useSendAgain(office.slug);
  const revoke = useRevoke(office.slug);
  const reactivate = useReactivate(office.slug);
  const failed = { onError: () => showToast({ text: t('didNotWork') }) };
  const history: MenuAct = {
    label: t('acts.history'),
    icon: <History20Regular />,
    onAct: () => void navigate(`/office/history?subject=person:${entry.id}`),
  };
  if (entry.kind === 'invitation') {
    if (!mayChange || (entry.role === 'owner' && role !== 'owner')) return [];
    return [
      {
        label: t('acts.again'),
        icon: <Mail20Regular />,
        onAct: () =>
          again.mutate(entry.id, {
            onSuccess: () => showToast({ text: t('sentAgain', { email: entry.email }) }),
            ...failed,
          }),
      },
      {
        label: t('acts.revoke'),
        icon: <PersonDelete20Regular />,
        onAct: () =>
          revoke.mutate(entry.id, {
            onSuccess: () => showToast({ text: t('revoked', { email: entry.email }) }),
            ...failed,
          }),
      },
    ];
  }
  if (!mayChange || (entry.role === 'owner' && role !== 'owner')) return [history];
  if (entry.state === 'deactivated') {
    const back: MenuAct = {
      label: t('acts.reactivate'),
      icon: <PersonEdit20Regular />,
      onAct: () =>
        reactivate.mutate(entry.id, {
          onSuccess: () => showToast({ text: t('reactivated', { name: entry.name }) }),
          ...failed,
        }),
    };
    return [back, history];
  }
  return [
    { label: t('acts.role'), icon: <PersonEdit20Regular />, onAct: () => onOpen({ what: 'role', entry }) },
    ...(entry.seesConsumers
      ? []
      : [
          {
            label: t('acts.consumers'),
            icon: <CalendarPerson16Regular />,
            onAct: () => onOpen({ what: 'consumers', entry }),
          },
        ]),
    { label: t('acts.deactivate'), icon: <PersonDelete20Regular />, onAct: () => onOpen({ what: 'departure', entry }) },
    history,
  ];
}
