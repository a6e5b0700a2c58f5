/** Calling somebody back at their turn: a tone, made here and in no file, and a notification of the browser. */
/** Two rising notes, in hertz. */
const NOTES = [659.26, 880];
const NOTE_SECONDS = 0.22;
const LOUDNESS = 0.2;
/** Made at the press of a button: browsers keep pages silent until then. @returns undefined if the browser has no sound */
export const newTone = () => {
    const Context = globalThis.AudioContext ?? globalThis.webkitAudioContext;
    if (Context === undefined)
        return undefined;
    const context = new Context();
    const note = (frequency, at) => {
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
            for (const [index, frequency] of NOTES.entries())
                note(frequency, context.currentTime + index * NOTE_SECONDS);
        },
        stop: () => void context.close(),
    };
};
export const notificationState = () => "Notification" in globalThis ? Notification.permission : "absent";
/** Asks the user. Only at the press of a button. */
export const askForNotifications = async () => "Notification" in globalThis ? Notification.requestPermission() : "absent";
/** Shows a notification if that was allowed and nobody looks at the page. Phones allow it to installed apps alone. */
export const notify = (title, body) => {
    if (notificationState() !== "granted" || !document.hidden)
        return;
    try {
        const notification = new Notification(title, { body, tag: "encore-turn", requireInteraction: true });
        notification.onclick = () => {
            globalThis.focus();
            notification.close();
        };
    }
    catch {
        // The title of the page and the tone are left.
    }
};
