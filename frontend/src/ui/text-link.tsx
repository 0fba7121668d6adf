// Links inside text, and acts that read like one ("Change", "Keep it longer").
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import { tokens } from './tokens';

const useStyles = makeStyles({
  link: {
    color: tokens.colorBrandForegroundLink,
    fontWeight: tokens.fontWeightMedium,
    textDecorationLine: 'underline',
    textDecorationColor: 'color-mix(in srgb, currentColor 35%, transparent)',
    textDecorationThickness: '1px',
    textUnderlineOffset: '3px',
    ':hover': { color: tokens.colorBrandForegroundLinkHover, textDecorationColor: 'currentColor' },
  },
  act: {
    padding: 0,
    borderTopStyle: 'none',
    borderRightStyle: 'none',
    borderBottomStyle: 'none',
    borderLeftStyle: 'none',
    backgroundColor: 'transparent',
    fontFamily: 'inherit',
    fontSize: 'inherit',
    lineHeight: 'inherit',
    textAlign: 'start',
    cursor: 'pointer',
  },
  quiet: {
    color: 'inherit',
    fontWeight: 'inherit',
    textDecorationColor: 'currentColor',
    ':hover': { color: tokens.colorNeutralForeground1 },
  },
});

interface TextLinkProps extends Omit<ComponentProps<'a'>, 'ref'> {
  to?: string;
  replace?: boolean;
  /** In the colour of the text around, as in footers. */
  quiet?: boolean;
}

export function TextLink({ to, replace, quiet, className, children, ...rest }: TextLinkProps) {
  const styles = useStyles();
  const classes = mergeClasses(styles.link, quiet && styles.quiet, className);
  if (to !== undefined) {
    return (
      <Link {...rest} to={to} replace={replace ?? false} className={classes}>
        {children}
      </Link>
    );
  }
  return (
    // A number is read from left to right in every language; its plus sign would wander.
    <a dir={rest.href?.startsWith('tel:') ? 'ltr' : undefined} {...rest} className={classes}>
      {children}
    </a>
  );
}

/** A button that reads like a link. */
export function TextAct({ className, type = 'button', ...rest }: ComponentProps<'button'>) {
  const styles = useStyles();
  return <button {...rest} type={type} className={mergeClasses(styles.link, styles.act, className)} />;
}
