// Catches what a page throws while drawing, and lets go of it as soon as somebody goes elsewhere.
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { ErrorPage } from './error-page';

interface CatcherProps {
  /** Another value: another page, try again. */
  place: string;
  children: ReactNode;
}

interface CatcherState {
  error: unknown;
  place: string;
}

class Catcher extends Component<CatcherProps, CatcherState> {
  override state: CatcherState = { error: null, place: this.props.place };

  static getDerivedStateFromError(error: unknown): Partial<CatcherState> {
    return { error };
  }

  static getDerivedStateFromProps(props: CatcherProps, state: CatcherState): CatcherState | null {
    return props.place === state.place ? null : { error: null, place: props.place };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    return this.state.error === null ? this.props.children : <ErrorPage error={this.state.error} />;
  }
}

export function ErrorBoundary({ children }: { children: ReactNode }) {
  return <Catcher place={useLocation().key}>{children}</Catcher>;
}
