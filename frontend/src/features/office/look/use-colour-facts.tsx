// What an office colour does to readability, in words: measured on the shades that the pages really use.
import { CheckmarkCircle20Regular, Color20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { contrast, toOklch } from '../../../ui/oklch';
import { Rich } from '../../../ui/rich';
import { officeRamp } from '../../../ui/theme';
import { useSpelling } from '../../../ui/use-spelling';

/** Lighter or darker than this, the colour itself is no ground for words: pages use a shade of it. */
const LIGHTNESS_OF_BUTTONS = 0.489;
const NEARLY = 0.06;

export interface ColourSeen {
  /** White words on a button; the button against the page; the same for dark mode. */
  button: number;
  link: number;
  dark: number;
  shade: string;
  /** How the colour that was chosen compares with the one on buttons. */
  change: 'none' | 'darker' | 'lighter';
}

export function colourSeen(colour: string): ColourSeen {
  const { brand, tints } = officeRamp(colour);
  const { lightness } = toOklch(colour);
  const change =
    Math.abs(lightness - LIGHTNESS_OF_BUTTONS) <= NEARLY
      ? 'none'
      : lightness > LIGHTNESS_OF_BUTTONS
        ? 'darker'
        : 'lighter';
  return {
    button: contrast('#ffffff', brand[80]),
    link: contrast(brand[70], '#ffffff'),
    dark: contrast(tints.darkOnBrand, brand[120]),
    shade: brand[80],
    change,
  };
}

export function useColourFacts(colour: string) {
  const { t } = useTranslation('look');
  const locale = useSpelling();
  const seen = colourSeen(colour);
  const ratio = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);
  return [
    {
      key: 'button',
      icon: <CheckmarkCircle20Regular />,
      words: <Rich text={t('contrast.button', { ratio: ratio(seen.button), dark: ratio(seen.dark) })} />,
    },
    {
      key: 'link',
      icon: <CheckmarkCircle20Regular />,
      words: <Rich text={t('contrast.link', { ratio: ratio(seen.link) })} />,
    },
    {
      key: 'shade',
      icon: <Color20Regular />,
      words: <Rich text={t(`contrast.${seen.change}`, { shade: seen.shade })} />,
    },
  ];
}
