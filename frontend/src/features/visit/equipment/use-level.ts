// How loud the microphone hears, for meters.
import { useEffect, useState } from 'react';
import { audio } from './sound';

const TIMES_PER_SECOND = 15;
/** Decibels below full scale that count as silence, and as loud. */
const SILENCE = -55;
const LOUD = -12;

/** 0 (silence) to 1 (loud), out of samples between -1 and 1. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const decibels = 10 * Math.log10(sum / Math.max(1, samples.length) || 1e-10);
  return Math.min(1, Math.max(0, (decibels - SILENCE) / (LOUD - SILENCE)));
}

/** The level of a track in steps of `1 / steps`; 0 without one. */
export function useLevel(track: MediaStreamTrack | null, steps: number): number {
  const [level, setLevel] = useState(0);
  useEffect(() => {
    const context = track && audio();
    if (!track || !context) return;
    const source = new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) });
    const analyser = new AnalyserNode(context, { fftSize: 1024 });
    source.connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const timer = setInterval(() => {
      if (context.state === 'suspended') void context.resume();
      analyser.getFloatTimeDomainData(samples);
      setLevel(Math.ceil(levelOf(samples) * steps) / steps);
    }, 1000 / TIMES_PER_SECOND);
    return () => {
      clearInterval(timer);
      source.disconnect();
      setLevel(0);
    };
  }, [track, steps]);
  return level;
}
