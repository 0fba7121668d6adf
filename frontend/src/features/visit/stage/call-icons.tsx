// Icons that Azure's composite uses and does not register itself. Fluent v8's own set would fetch fonts from a foreign host.
import { registerIcons } from '@fluentui/react';
import { ChevronDown16Regular, Dismiss16Regular } from '@fluentui/react-icons';

let isDone = false;

export function registerCallIcons(): void {
  if (isDone) return;
  isDone = true;
  registerIcons({ icons: { chevrondown: <ChevronDown16Regular />, cancel: <Dismiss16Regular /> } });
}
