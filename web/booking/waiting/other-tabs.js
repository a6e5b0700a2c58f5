/** Other tabs of this browser with the same queue: they say that they are there, and when the place was left. */
import { signal } from "@preact/signals";
export const otherTabs = (concertId, onLeft) => {
    const hasOthers = signal(false);
    const channel = new BroadcastChannel(`encore-queue:${concertId}`);
    const say = (message) => channel.postMessage(message);
    channel.onmessage = ({ data }) => {
        // Whoever is left after one has gone says so again.
        hasOthers.value = data !== "bye";
        if (data === "hello")
            say("here");
        if (data === "bye")
            say("hello");
        if (data === "left")
            onLeft();
    };
    const bye = () => say("bye");
    addEventListener("pagehide", bye);
    say("hello");
    return {
        hasOthers,
        sayLeft: () => say("left"),
        stop: () => {
            bye();
            removeEventListener("pagehide", bye);
            channel.close();
        },
    };
};
