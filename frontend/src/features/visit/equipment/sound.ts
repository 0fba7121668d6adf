// The few sounds of the visit, made here: no file is fetched. One audio context serves sounds and the microphone's meter.

let context: AudioContext | null = null;

/** Null where the browser has none. A context that was made before anybody pressed anything may still be silent. */
export function audio(): AudioContext | null {
  if (!('AudioContext' in window)) return null;
  context ??= new AudioContext();
  return context;
}

/** Call this from a press: browsers let sound out only after one. */
export async function wakeAudio(): Promise<AudioContext | null> {
  const woken = audio();
  if (woken?.state === 'suspended') await woken.resume();
  return woken;
}

interface Note {
  hertz: number;
  at: number;
  seconds: number;
}

/** Rising, soft, over in a second: somebody may listen with the volume up. */
const CHIME: readonly Note[] = [
  { hertz: 523.25, at: 0, seconds: 0.5 },
  { hertz: 659.25, at: 0.18, seconds: 0.5 },
  { hertz: 783.99, at: 0.36, seconds: 0.8 },
];

function ring(from: AudioContext, to: AudioNode, { hertz, at, seconds }: Note) {
  const start = from.currentTime + at;
  const tone = new OscillatorNode(from, { type: 'sine', frequency: hertz });
  const volume = new GainNode(from, { gain: 0 });
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.18, start + 0.03);
  volume.gain.exponentialRampToValueAtTime(0.0005, start + seconds);
  tone.connect(volume).connect(to);
  tone.start(start);
  tone.stop(start + seconds);
}

/** Somebody is let in. Says nothing where the browser keeps the page silent; the words are on the page. */
export async function chime(): Promise<void> {
  const from = audio();
  if (!from) return;
  if (from.state === 'suspended') await Promise.race([from.resume(), new Promise((after) => setTimeout(after, 300))]);
  if (from.state !== 'running') return;
  for (const note of CHIME) ring(from, from.destination, note);
}

const TEST_SECONDS = 1.6;

/** Play the test sound through a chosen speaker, where the browser can choose one; resolves when it is over. */
export async function playTest(speakerId: string | null): Promise<void> {
  const from = await wakeAudio();
  if (!from) throw new DOMException('This browser makes no sound.', 'NotSupportedError');
  const into = new MediaStreamAudioDestinationNode(from);
  const element = new Audio();
  element.srcObject = into.stream;
  if (speakerId && canChooseSpeaker()) await element.setSinkId(speakerId);
  await element.play();
  for (const note of CHIME) ring(from, into, note);
  await new Promise((over) => setTimeout(over, TEST_SECONDS * 1000));
  element.pause();
  element.srcObject = null;
}

export function canChooseSpeaker(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype;
}
