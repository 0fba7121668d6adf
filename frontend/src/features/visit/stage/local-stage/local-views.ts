// The pictures the composite asks for: its own camera and screen, and those of the others.
import type {
  CallWithChatAdapterState,
  CreateVideoStreamViewResult,
  VideoStreamOptions,
} from '@azure/communication-react';
import type { AdapterCore } from './adapter-core';
import { CAMERA_STREAM, SCREEN_STREAM } from './call-state';
import type { LocalTracks, RemoteMedia } from './peer';
import { scale, type VideoView, videoView } from './video-view';

type LocalKind = 'Video' | 'ScreenSharing';
type State = CallWithChatAdapterState;

export class LocalViews {
  constructor(
    private readonly core: AdapterCore,
    private readonly tracks: LocalTracks,
    private readonly remoteOf: (userId: string) => RemoteMedia | undefined,
  ) {}

  /** Show a camera and, if there is one, a shared screen: the composite asks once for both. */
  async create(remoteUserId?: string, options?: VideoStreamOptions): Promise<CreateVideoStreamViewResult | undefined> {
    if (remoteUserId === undefined) return this.createLocal(options);
    const remote = this.remoteOf(remoteUserId);
    if (!remote) return undefined;
    this.createRemote(remoteUserId, SCREEN_STREAM, remote.screen, { scalingMode: 'Fit' });
    return this.createRemote(remoteUserId, CAMERA_STREAM, remote.camera, options);
  }

  async dispose(remoteUserId?: string): Promise<void> {
    if (remoteUserId === undefined) return this.disposeLocal('Video');
    this.disposeRemote(remoteUserId, CAMERA_STREAM);
    this.disposeRemote(remoteUserId, SCREEN_STREAM);
  }

  async disposeCamera(remoteUserId?: string): Promise<void> {
    if (remoteUserId === undefined) this.disposeLocal('Video');
    else this.disposeRemote(remoteUserId, CAMERA_STREAM);
  }

  /** An empty id means our own screen. */
  async disposeScreen(remoteUserId: string): Promise<void> {
    if (remoteUserId) this.disposeRemote(remoteUserId, SCREEN_STREAM);
    else this.disposeLocal('ScreenSharing');
  }

  private createLocal(options?: VideoStreamOptions): CreateVideoStreamViewResult | undefined {
    this.showLocal('ScreenSharing', this.tracks.screen, { scalingMode: 'Fit' });
    return this.showLocal('Video', this.tracks.camera, options);
  }

  private showLocal(kind: LocalKind, track: MediaStreamTrack | null, options?: VideoStreamOptions) {
    const stream = localStream(this.core.state, kind);
    if (!track || !stream || stream.view) return undefined;
    const isMirrored = kind === 'Video' && (options?.isMirrored ?? true);
    const view = videoView(new MediaStream([track]), isMirrored, options?.scalingMode ?? 'Crop');
    this.core.change((state) => {
      const shown = localStream(state, kind);
      if (shown) shown.view = view;
    });
    return result(view);
  }

  private createRemote(userId: string, number: number, stream: MediaStream, options?: VideoStreamOptions) {
    const offered = remoteStream(this.core.state, userId, number);
    if (!offered?.isAvailable || offered.view) return undefined;
    const view = videoView(stream, options?.isMirrored ?? false, options?.scalingMode ?? 'Crop');
    this.core.change((state) => {
      const shown = remoteStream(state, userId, number);
      if (shown) shown.view = view;
    });
    return result(view);
  }

  private disposeLocal(kind: LocalKind): void {
    this.core.change((state) => {
      const stream = localStream(state, kind);
      if (stream) stream.view = undefined;
    });
  }

  private disposeRemote(userId: string, number: number): void {
    this.core.change((state) => {
      const stream = remoteStream(state, userId, number);
      if (stream) stream.view = undefined;
    });
  }
}

function localStream(state: State, kind: LocalKind) {
  return state.call?.localVideoStreams.find((stream) => stream.mediaStreamType === kind);
}

function remoteStream(state: State, userId: string, number: number) {
  return state.call?.remoteParticipants[userId]?.videoStreams[number];
}

function result(view: VideoView): CreateVideoStreamViewResult {
  return { view: { updateScalingMode: async (scalingMode) => scale(view, scalingMode) } };
}
