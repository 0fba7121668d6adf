// A question before an act that cannot be taken back. Its code comes when the first one opens.
import { lazy, Suspense } from 'react';
import type { AskProps } from './ask-dialog';

const AskDialog = lazy(async () => ({ default: (await import('./ask-dialog')).AskDialog }));

/** Draw it only while it asks. */
export function Ask(props: AskProps) {
  return (
    <Suspense fallback={null}>
      <AskDialog {...props} />
    </Suspense>
  );
}
