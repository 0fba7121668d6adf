// How a stage tells its page that the connection changed or the call is over: the end once, and also to who asks late.
import type { StageConnection, StageEnd } from './visit-stage';

export class EndAndConnection {
  private ended: StageEnd | undefined;
  private now: StageConnection = 'joining';
  private readonly endListeners = new Set<(end: StageEnd) => void>();
  private readonly connectionListeners = new Set<(connection: StageConnection) => void>();

  end(end: StageEnd): void {
    if (this.ended) return;
    this.ended = end;
    for (const heard of [...this.endListeners]) heard(end);
  }

  connection(connection: StageConnection): void {
    if (connection === this.now) return;
    this.now = connection;
    for (const heard of [...this.connectionListeners]) heard(connection);
  }

  onEnd(heard: (end: StageEnd) => void): () => void {
    this.endListeners.add(heard);
    if (this.ended) heard(this.ended);
    return () => this.endListeners.delete(heard);
  }

  onConnection(heard: (connection: StageConnection) => void): () => void {
    this.connectionListeners.add(heard);
    heard(this.now);
    return () => this.connectionListeners.delete(heard);
  }

  silence(): void {
    this.endListeners.clear();
    this.connectionListeners.clear();
  }
}
