// The adapter's state: immutable, changed at once, told a little later.
//
// The composite reads state while it renders and subscribes afterwards, in an effect; its child effects already call
// `createStreamView` before. Whoever tells a change synchronously tells it to nobody: the video plays and the tile shows
// initials. So a change is told on the next timer, many together, and once more when things have settled.
import type { CallWithChatAdapterState } from '@azure/communication-react';
import { Immer } from 'immer';

const SETTLED_MS = 120;

/** No freezing: views hold DOM nodes, and the composite keeps objects of ours in refs. */
const immer = new Immer({ autoFreeze: false });

/** Changes a draft of the state in place. */
export type StateChange = (draft: CallWithChatAdapterState) => void;

export class StateStore {
  private soon: ReturnType<typeof setTimeout> | undefined;
  private settled: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private state: CallWithChatAdapterState,
    private readonly tell: (state: CallWithChatAdapterState) => void,
  ) {}

  get(): CallWithChatAdapterState {
    return this.state;
  }

  change(recipe: StateChange): void {
    const next = immer.produce(this.state, (draft) => {
      recipe(draft as CallWithChatAdapterState);
    });
    if (next === this.state) return;
    this.state = next;
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      this.tell(this.state);
    }, 0);
    clearTimeout(this.settled);
    this.settled = setTimeout(() => this.tell(this.state), SETTLED_MS);
  }

  dispose(): void {
    clearTimeout(this.soon);
    clearTimeout(this.settled);
  }
}
