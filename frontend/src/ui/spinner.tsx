import { makeStyles } from '@fluentui/react-components';

const useStyles = makeStyles({
  spinner: {
    display: 'block',
    width: '20px',
    height: '20px',
    borderRadius: '50%',
    border: '2px solid color-mix(in srgb, currentColor 30%, transparent)',
    borderTopColor: 'currentColor',
    animationName: { to: { transform: 'rotate(360deg)' } },
    animationDuration: '1s',
    animationTimingFunction: 'linear',
    animationIterationCount: 'infinite',
    '@media (prefers-reduced-motion: reduce)': { animationDuration: '8s' },
  },
});

/** Decoration inside a control that says itself that it is busy. */
export function Spinner() {
  return <span className={useStyles().spinner} aria-hidden="true" />;
}
