// The sound when a consumer arrives: two soft tones made here, no file. Browsers stay silent until the first press of a
// person on the page, so the first press anywhere opens the sound.
import { useSyncExternalStore } from 'react';

const SWITCH = 'frontdesk.sound';
const TONES = [
  { hertz: 659.25, at: 0 },
  { hertz: 880, at: 0.16 },
];
const SECONDS = 0.5;

let context: AudioContext | null = null;
const heard = new Set<() => void>();

export function soundIsOn(): boolean {
  return localStorage.getItem(SWITCH) !== 'off';
}

export function switchSound(on: boolean): void {
  localStorage.setItem(SWITCH, on ? 'on' : 'off');
  for (const tell of heard) tell();
}

export function useSoundIsOn(): boolean {
  return useSyncExternalStore((tell) => {
    heard.add(tell);
    return () => heard.delete(tell);
  }, soundIsOn);
}

/** Open the sound at the first press on the page. Returns how to stop waiting for it. */
export function openSoundAtFirstPress(): () => void {
  function open() {
    context ??= new AudioContext();
    if (context.state === 'suspended') void context.resume();
    stop();
  }
  function stop() {
    document.removeEventListener('pointerdown', open);
    document.removeEventListener('keydown', open);
  }
  if (context?.state !== 'running') {
    document.addEventListener('pointerdown', open);
    document.addEventListener('keydown', open);
  }
  return stop;
}

function tone(audio: AudioContext, hertz: number, at: number) {
  const from = audio.currentTime + at;
  const voice = audio.createOscillator();
  const loudness = audio.createGain();
  voice.frequency.value = hertz;
  loudness.gain.setValueAtTime(0, from);
  loudness.gain.linearRampToValueAtTime(0.18, from + 0.02);
  loudness.gain.exponentialRampToValueAtTime(0.0001, from + SECONDS);
  voice.connect(loudness).connect(audio.destination);
  voice.start(from);
  voice.stop(from + SECONDS);
}

/** Play it if it is switched on. Silent until somebody has pressed something on this page; then nothing can be done. */
export function playArrival({ evenIfOff = false } = {}): void {
  if (!evenIfOff && !soundIsOn()) return;
  if (evenIfOff) context ??= new AudioContext();
  if (!context) return;
  if (context.state === 'suspended') void context.resume();
  for (const { hertz, at } of TONES) tone(context, hertz, at);
}
