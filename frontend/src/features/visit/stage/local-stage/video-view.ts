// A picture on the page: what the composite puts into a tile. Muted, because sound has a player of its own.
import type { ViewScalingMode } from '@azure/communication-react';

export interface VideoView {
  target: HTMLElement;
  isMirrored: boolean;
  scalingMode: ViewScalingMode;
}

export function videoView(stream: MediaStream, isMirrored: boolean, scalingMode: ViewScalingMode): VideoView {
  const video = document.createElement('video');
  video.autoplay = video.muted = video.playsInline = true;
  video.srcObject = stream;
  video.style.cssText = 'display: block; width: 100%; height: 100%;';
  if (isMirrored) video.style.transform = 'scaleX(-1)';
  const target = document.createElement('div');
  target.style.cssText = 'width: 100%; height: 100%;';
  target.append(video);
  const view = { target, isMirrored, scalingMode };
  scale(view, scalingMode);
  // Refused only when the element is taken away again before it began.
  video.play().catch(() => undefined);
  return view;
}

export function scale(view: VideoView, scalingMode: ViewScalingMode): void {
  const video = view.target.querySelector('video');
  if (video) video.style.objectFit = { Fit: 'contain', Crop: 'cover', Stretch: 'fill' }[scalingMode];
}
