/** Other tabs of this browser with the same queue: they say that they are there, and when the place was left. */
import { type ReadonlySignal, signal } from "@preact/signals";

type Message = "hello" | "here" | "left" | "bye";

export interface OtherTabs {
  readonly hasOthers: ReadonlySignal<boolean>;
  /** Has the others learn that the place was given up. */
  readonly sayLeft: () => void;
  readonly stop: () => void;
}

export const otherTabs = (concertId: string, onLeft: () => void): OtherTabs => {
  const hasOthers = signal(false);
  const channel = new BroadcastChannel(`encore-queue:${concertId}`);
  const say = (message: Message): void => channel.postMessage(message);
  channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    // Whoever is left after one has gone says so again.
    hasOthers.value = data !== "bye";
    if (data === "hello") say("here");
    if (data === "bye") say("hello");
    if (data === "left") onLeft();
  });
  const bye = (): void => say("bye");
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
