// Icons that Azure's composite uses and does not register itself: chevrons and crosses of its buttons, and the signs of
// its message bars. Fluent v8's own set would fetch fonts from a foreign host.
import { registerIcons } from '@fluentui/react';
import {
  Checkmark16Regular,
  CheckmarkCircle16Regular,
  ChevronDown16Regular,
  ChevronLeft16Regular,
  ChevronRight16Regular,
  ChevronUp16Regular,
  Dismiss16Regular,
  ErrorCircle16Regular,
  Info16Regular,
  Prohibited16Regular,
  Warning16Regular,
} from '@fluentui/react-icons';

let isDone = false;

export function registerCallIcons(): void {
  if (isDone) return;
  isDone = true;
  registerIcons({
    icons: {
      chevrondown: <ChevronDown16Regular />,
      chevronup: <ChevronUp16Regular />,
      chevronleft: <ChevronLeft16Regular />,
      chevronright: <ChevronRight16Regular />,
      chevronrightmed: <ChevronRight16Regular />,
      checkmark: <Checkmark16Regular />,
      cancel: <Dismiss16Regular />,
      clear: <Dismiss16Regular />,
      errorbadge: <ErrorCircle16Regular />,
      blocked2: <Prohibited16Regular />,
      warning: <Warning16Regular />,
      info: <Info16Regular />,
      completed: <CheckmarkCircle16Regular />,
    },
  });
}
