// Stands in for '@azure/communication-calling' in every build (vite.config.ts). The UI library needs five names of it, and
// only one of them before a call on Azure: so the SDK, which is big and under Microsoft's own terms, becomes a lazy chunk
// of the Azure build and no part of any other.
import type * as Sdk from '@azure/communication-calling';

type Names = Pick<typeof Sdk, 'Features' | 'CallClient' | 'LocalVideoStream' | 'VideoStreamRenderer'>;

export const DiagnosticQuality = { Good: 1, Poor: 2, Bad: 3 } as const;

// Live bindings: whoever imported them sees the real ones once they are loaded.
export let Features: Names['Features'] | Record<string, never> = {};
export let CallClient: Names['CallClient'] | undefined;
export let LocalVideoStream: Names['LocalVideoStream'] | undefined;
export let VideoStreamRenderer: Names['VideoStreamRenderer'] | undefined;

declare global {
  var frontdeskCallingCopies: ((sdk: Names) => void)[] | undefined;
}

// The development server bundles the UI library with a second copy of this file inside. Every copy leaves the way to its
// own bindings here, so that loading the SDK reaches them all.
globalThis.frontdeskCallingCopies ??= [];
globalThis.frontdeskCallingCopies.push((sdk) => {
  ({ Features, CallClient, LocalVideoStream, VideoStreamRenderer } = sdk);
});

/** Load the SDK. Await it before making an adapter. Rejects in a build that does not contain it. */
export async function loadAcsCallingSdk(): Promise<void> {
  const sdk = await import('acs-calling-sdk');
  for (const hand of globalThis.frontdeskCallingCopies ?? []) hand(sdk);
}
