// One service in the list: colour, name, length and price, who offers it, how it stands; and what can be done with it.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import {
  Archive20Regular,
  ArrowDown20Regular,
  ArrowUp20Regular,
  Copy20Regular,
  Eye20Regular,
  EyeOff16Regular,
  EyeOff20Regular,
  Options20Regular,
  PauseCircle16Regular,
  PersonProhibited16Regular,
} from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { ServiceSetting } from '../../../api/words';
import { Button } from '../../../ui/button';
import { Chip } from '../../../ui/chip';
import { MoreMenu } from '../../../ui/more-menu';
import { screen } from '../../../ui/screen';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { useSpelling } from '../../../ui/use-spelling';
import { stateOf } from './list-model';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'center',
    gap: '4px',
    paddingInlineEnd: '12px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  link: {
    flexGrow: 1,
    minWidth: 0,
    display: 'grid',
    gridTemplateColumns: '12px minmax(0, 1.4fr) minmax(0, 1fr) auto',
    gap: '12px',
    alignItems: 'center',
    minHeight: '56px',
    padding: '8px 12px 8px 20px',
    color: 'inherit',
    textDecorationLine: 'none',
    ':focus-visible': { outlineOffset: '-2px' },
    [screen.phone]: { gridTemplateColumns: '12px minmax(0, 1fr)', padding: '8px 4px 8px 16px', gap: '4px 12px' },
  },
  dot: { width: '12px', height: '12px', borderRadius: '4px', forcedColorAdjust: 'none' },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold, ...text.truncated },
  quiet: { color: tokens.colorNeutralForeground3, ...text.truncated, ...text.numbers },
  people: { [screen.phone]: { display: 'none' } },
  state: { [screen.phone]: { gridColumn: 2, justifySelf: 'start' } },
  order: { [screen.phone]: { display: 'none' } },
});

interface ServiceRowProps {
  service: ServiceSetting;
  people: readonly string[];
  mayChange: boolean;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
  onCopy: () => void;
  onHide: () => void;
  onArchive: () => void;
}

export function ServiceRow({ service, people, mayChange, onUp, onDown, onCopy, onHide, onArchive }: ServiceRowProps) {
  const { t } = useTranslation('rules');
  const styles = useStyles();
  const locale = useSpelling();
  const navigate = useNavigate();
  const price = useMoney(service);
  const { name } = service;
  const up = { label: t('list.upShort'), icon: <ArrowUp20Regular />, onAct: () => onUp?.() };
  const down = { label: t('list.downShort'), icon: <ArrowDown20Regular />, onAct: () => onDown?.() };
  return (
    <li className={styles.row}>
      <Link to={`/office/settings/services/${service.id}`} className={styles.link}>
        <span className={styles.dot} style={{ backgroundColor: service.colour }} />
        <span className={styles.words}>
          <span className={styles.name}>{name}</span>
          <span className={styles.quiet}>
            {[service.category, t('list.minutes', { count: service.duration_minutes }), price]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
        <span className={mergeClasses(styles.words, styles.people)}>
          <span className={styles.quiet}>
            {people.length ? new Intl.ListFormat(locale, { type: 'conjunction' }).format(people) : t('list.nobody')}
          </span>
        </span>
        <State service={service} />
      </Link>
      {mayChange && (onUp || onDown) && (
        <span className={styles.order}>
          <Button
            kind="subtle"
            icon={<ArrowUp20Regular />}
            disabled={!onUp}
            aria-label={t('list.up', { name })}
            title={up.label}
            onClick={onUp}
          />
          <Button
            kind="subtle"
            icon={<ArrowDown20Regular />}
            disabled={!onDown}
            aria-label={t('list.down', { name })}
            title={down.label}
            onClick={onDown}
          />
        </span>
      )}
      <MoreMenu
        label={t('list.more', { name })}
        acts={[
          {
            label: t('list.rules'),
            icon: <Options20Regular />,
            onAct: () => void navigate(`/office/settings/rules?service=${service.slug}`),
          },
          ...(mayChange
            ? [
                ...(onUp ? [up] : []),
                ...(onDown ? [down] : []),
                { label: t('list.copy'), icon: <Copy20Regular />, onAct: onCopy },
                {
                  label: t(service.hidden ? 'list.show' : 'list.hide'),
                  icon: service.hidden ? <Eye20Regular /> : <EyeOff20Regular />,
                  onAct: onHide,
                },
                {
                  label: t(service.active ? 'list.archive' : 'list.offerAgain'),
                  icon: <Archive20Regular />,
                  onAct: onArchive,
                },
              ]
            : []),
        ]}
      />
    </li>
  );
}

function State({ service }: { service: ServiceSetting }) {
  const { t } = useTranslation('rules');
  const styles = useStyles();
  const state = stateOf(service);
  if (state === 'offered') return <span className={styles.people} />;
  const icons = {
    paused: <PauseCircle16Regular />,
    hidden: <EyeOff16Regular />,
    archived: <EyeOff16Regular />,
    nobody: <PersonProhibited16Regular />,
  };
  return (
    <span className={styles.state}>
      <Chip tint={state === 'paused' || state === 'nobody' ? 'warn' : 'neutral'} icon={icons[state]}>
        {t(`list.state.${state}`)}
      </Chip>
    </span>
  );
}

function useMoney({ price_minor, currency }: ServiceSetting): string {
  const { t } = useTranslation('rules');
  const locale = useSpelling();
  if (price_minor === null || !currency) return t('free');
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return format.format(price_minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
