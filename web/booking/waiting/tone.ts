/** A tone, made here and in no file. */

/** Two rising notes, in hertz. */
const NOTES = [659.26, 880];
const NOTE_SECONDS = 0.22;
const LOUDNESS = 0.2;

export interface Tone {
  readonly play: () => void;
  readonly stop: () => void;
}

/** Made at the press of a button: browsers keep pages silent until then. @returns undefined if the browser has no sound */
export const newTone = (): Tone | undefined => {
  if (!("AudioContext" in globalThis)) return undefined;
  const context = new AudioContext();
  const note = (frequency: number, at: number): void => {
    const oscillator = new OscillatorNode(context, { frequency, type: "sine" });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.001, at + NOTE_SECONDS);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(at);
    oscillator.stop(at + NOTE_SECONDS);
  };
  return {
    play: () => {
      void context.resume();
      for (const [index, frequency] of NOTES.entries()) note(frequency, context.currentTime + index * NOTE_SECONDS);
    },
    stop: () => void context.close(),
  };
};
