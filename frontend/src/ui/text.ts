// The type ramp as Griffel pieces, for makeStyles: `root: { ...text.section, color: … }`.
import { tokens } from './tokens';

const semibold = tokens.fontWeightSemibold;

export const text = {
  caption: { fontSize: '12px', lineHeight: '16px' },
  small: { fontSize: '14px', lineHeight: '20px' },
  body: { fontSize: '16px', lineHeight: '24px' },
  subsection: { fontSize: '16px', lineHeight: '24px', fontWeight: semibold, letterSpacing: '-0.006em' },
  section: { fontSize: '20px', lineHeight: '28px', fontWeight: semibold, letterSpacing: '-0.012em' },
  titlePhone: { fontSize: '24px', lineHeight: '32px', fontWeight: semibold, letterSpacing: '-0.018em' },
  title: { fontSize: '28px', lineHeight: '36px', fontWeight: semibold, letterSpacing: '-0.018em' },
  hero: { fontSize: '32px', lineHeight: '40px', fontWeight: semibold, letterSpacing: '-0.02em' },
  countdown: { fontSize: '40px', lineHeight: '52px', fontWeight: semibold, letterSpacing: '-0.025em' },
  numbers: { fontVariantNumeric: 'tabular-nums' },
  truncated: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
} as const;

/** For readers of screens only. */
export const hidden = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  margin: '-1px',
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
} as const;
