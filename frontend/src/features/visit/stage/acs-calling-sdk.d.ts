// The name under which vite.config.ts puts either the calling SDK or the stub that says it is absent.
declare module 'acs-calling-sdk' {
  export * from '@azure/communication-calling';
}
