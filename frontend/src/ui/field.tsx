// Form fields: label above, error beside with icon and sentence, help below; and the summary on top that leads to them.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { DismissCircle20Filled } from '@fluentui/react-icons';
import {
  type ComponentProps,
  cloneElement,
  forwardRef,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useRef,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useDensity } from './density';
import { Notice } from './notice';
import { screen } from './screen';
import { text } from './text';
import { TextLink } from './text-link';
import { tokens } from './tokens';

const edge = (colour: string) => ({
  borderTopColor: colour,
  borderRightColor: colour,
  borderBottomColor: colour,
  borderLeftColor: colour,
});

const useStyles = makeStyles({
  field: { display: 'flex', flexDirection: 'column', gap: '4px' },
  label: { ...text.small, fontWeight: tokens.fontWeightSemibold },
  optional: { fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground3 },
  error: {
    display: 'flex',
    gap: '6px',
    alignItems: 'flex-start',
    ...text.small,
    color: tokens.colorStatusDangerForeground1,
  },
  help: { ...text.caption, color: tokens.colorNeutralForeground3 },
  control: {
    width: '100%',
    minHeight: '44px',
    padding: '0 12px',
    border: '1px solid transparent',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontFamily: 'inherit',
    fontSize: '16px',
    lineHeight: '24px',
    fontVariantNumeric: 'tabular-nums',
    ...edge(tokens.colorNeutralStroke1),
    borderBottomColor: tokens.colorNeutralStrokeAccessible,
    '::placeholder': { color: tokens.colorNeutralForeground3, opacity: 1 },
    ':disabled': { color: tokens.colorNeutralForegroundDisabled, backgroundColor: tokens.colorNeutralBackground2 },
  },
  staff: {
    minHeight: '32px',
    padding: '0 10px',
    fontSize: '14px',
    lineHeight: '20px',
    [screen.phone]: { minHeight: '44px', fontSize: '16px' },
  },
  area: { padding: '10px 12px', minHeight: '96px', resize: 'vertical' },
  areaStaff: { padding: '6px 10px', minHeight: '72px', [screen.phone]: { minHeight: '96px' } },
  wrong: {
    ...edge(tokens.colorStatusDangerForeground1),
    boxShadow: `inset 0 0 0 1px ${tokens.colorStatusDangerForeground1}`,
  },
  check: { display: 'flex', gap: '12px', alignItems: 'flex-start', cursor: 'pointer', ...text.small },
  box: { flexShrink: 0, width: '20px', height: '20px', margin: 0, accentColor: tokens.colorBrandBackground },
});

/** The looks of a native control: `<select className={useControl()}>`. */
export function useControl(wrong = false, className?: string): string {
  const styles = useStyles();
  const staff = useDensity() === 'staff';
  return mergeClasses(styles.control, staff && styles.staff, wrong && styles.wrong, className);
}

type Native = { id?: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean | undefined };

/** The sentence beside a field; its id is the field's, with "-error". */
export function FieldError({ id, children }: { id: string; children: string }) {
  const styles = useStyles();
  return (
    <span id={id} className={styles.error}>
      <DismissCircle20Filled />
      <span>{children}</span>
    </span>
  );
}

interface FieldProps {
  label: string;
  /** A sentence that says what is wrong and how it should look. */
  error?: string | undefined;
  help?: ReactNode;
  optional?: boolean;
  className?: string | undefined;
  /** One native control or one of ours; it gets its id and its descriptions from here. */
  children: ReactElement<Native>;
}

export function Field({ label, error, help, optional = false, className, children }: FieldProps) {
  const { t } = useTranslation('common');
  const styles = useStyles();
  const own = useId();
  const id = children.props.id ?? own;
  const described = [error && `${id}-error`, help && `${id}-help`].filter(Boolean).join(' ');
  return (
    <div className={mergeClasses(styles.field, className)}>
      <label className={styles.label} htmlFor={id}>
        {label}
        {optional && <span className={styles.optional}> {t('form.optional')}</span>}
      </label>
      {cloneElement(children, {
        id,
        ...(described ? { 'aria-describedby': described } : {}),
        'aria-invalid': error ? true : undefined,
      })}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {help && (
        <span id={`${id}-help`} className={styles.help}>
          {help}
        </span>
      )}
    </div>
  );
}

export const Input = forwardRef<HTMLInputElement, ComponentProps<'input'> & { wrong?: boolean }>(function Input(
  { wrong = false, className, ...rest },
  ref,
) {
  return <input {...rest} ref={ref} className={useControl(wrong, className)} />;
});

export const TextArea = forwardRef<HTMLTextAreaElement, ComponentProps<'textarea'> & { wrong?: boolean }>(
  function TextArea({ wrong = false, className, ...rest }, ref) {
    const styles = useStyles();
    const staff = useDensity() === 'staff';
    return (
      <textarea
        {...rest}
        ref={ref}
        className={useControl(wrong, mergeClasses(styles.area, staff && styles.areaStaff, className))}
      />
    );
  },
);

type TextFieldProps = Omit<FieldProps, 'children'> &
  Omit<ComponentProps<'input'>, 'className' | 'ref'> & { inputClassName?: string | undefined };

/** A text field whole: label, input, error, help. Its `id` is where the summary leads to. */
export const TextField = forwardRef<HTMLInputElement, TextFieldProps>(function TextField(
  { label, error, help, optional, className, inputClassName, ...rest },
  ref,
) {
  return (
    <Field label={label} error={error} help={help} optional={optional ?? false} className={className}>
      <Input {...rest} ref={ref} wrong={Boolean(error)} className={inputClassName} />
    </Field>
  );
});

/** A box to tick with its sentence. */
export function CheckField({ label, className, ...rest }: Omit<ComponentProps<'input'>, 'ref'> & { label: ReactNode }) {
  const styles = useStyles();
  return (
    <label className={mergeClasses(styles.check, className)}>
      <input {...rest} type="checkbox" className={styles.box} />
      <span>{label}</span>
    </label>
  );
}

export interface Mistake {
  /** The id of the control. */
  id: string;
  /** Its name, as in "Your mobile number". */
  label: string;
}

/** What is wrong with a form, on top of it. Takes the focus each time `attempt` grows while there is something to say. */
export function ErrorSummary({ mistakes, attempt }: { mistakes: readonly Mistake[]; attempt: number }) {
  const { t } = useTranslation('common');
  const summary = useRef<HTMLDivElement>(null);
  const count = mistakes.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only an attempt to send moves the focus, mending does not
  useEffect(() => {
    if (attempt > 0 && count > 0) summary.current?.focus();
  }, [attempt]);
  if (!count) return null;
  return (
    <div ref={summary} tabIndex={-1} role="alert">
      <Notice kind="bad">
        <b>{t('form.mistakes', { count })}</b>{' '}
        {mistakes.map(({ id, label }, index) => (
          <span key={id}>
            {index > 0 && ', '}
            <TextLink
              href={`#${id}`}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(id)?.focus();
              }}
            >
              {label}
            </TextLink>
          </span>
        ))}
        {t('form.kept')}
      </Notice>
    </div>
  );
}
