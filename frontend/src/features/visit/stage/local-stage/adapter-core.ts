// What the parts of the local adapter share: the state, the events, and how trouble is told.
import type { AdapterError, CallWithChatAdapterState } from '@azure/communication-react';
import { Emitter } from './adapter-events';
import { type StateChange, StateStore } from './state-store';

export class AdapterCore {
  readonly events = new Emitter();
  private readonly store: StateStore;

  constructor(initial: CallWithChatAdapterState) {
    this.store = new StateStore(initial, (state) => this.events.emit('stateChanged', state));
  }

  get state(): CallWithChatAdapterState {
    return this.store.get();
  }

  change(...changes: StateChange[]): void {
    this.store.change((draft) => {
      for (const change of changes) change(draft);
    });
  }

  /** Trouble with the call: the composite shows it by its target, e.g. `Call.startVideo`. */
  callTrouble(target: string, cause: unknown): AdapterError {
    const error = adapterError(target, cause);
    this.change((state) => {
      state.latestCallErrors = { ...state.latestCallErrors, [target]: error };
    });
    this.events.emit('callError', error);
    return error;
  }

  chatTrouble(target: string, cause: unknown): AdapterError {
    const error = adapterError(target, cause);
    this.change((state) => {
      state.latestChatErrors = { ...state.latestChatErrors, [target]: error };
    });
    this.events.emit('chatError', error);
    return error;
  }

  dispose(): void {
    this.store.dispose();
    this.events.clear();
  }
}

function adapterError(target: string, cause: unknown): AdapterError {
  const innerError = cause instanceof Error ? cause : new Error(String(cause));
  return Object.assign(new Error(`${target}: ${innerError.message}`), { target, innerError, timestamp: new Date() });
}
