/** What a page does to call its user back: notifications and sound. Every call goes through; it is noted on its way. */
import type { Page } from "playwright-core";

interface Noted {
  readonly notifications: { readonly title: string; readonly body: string }[];
  /** Frequencies of the notes that were started, in hertz. */
  readonly notes: number[];
  /** How often the page has asked for permission. */
  asked: number;
}

interface Noting {
  noted?: Noted;
  isHidden?: boolean;
}

/** An init script. It may only use what the page has. */
export const noteCallsScript = (): void => {
  const noted: Noted = { notifications: [], notes: [], asked: 0 };
  const noting = globalThis as unknown as Noting;
  noting.noted = noted;
  globalThis.Notification = new Proxy(Notification, {
    construct: (target, given: [string, NotificationOptions?]) => {
      noted.notifications.push({ title: given[0], body: given[1]?.body ?? "" });
      return new target(...given);
    },
    get: (target, name) => {
      if (name !== "requestPermission") return Reflect.get(target, name) as unknown;
      return () => {
        noted.asked += 1;
        return target.requestPermission();
      };
    },
  });
  globalThis.OscillatorNode = new Proxy(OscillatorNode, {
    construct: (target, given: [BaseAudioContext, OscillatorOptions?]) => {
      noted.notes.push(given[1]?.frequency ?? 0);
      return new target(...given);
    },
  });
  // A browser without a display never hides a page by itself.
  Object.defineProperty(document, "hidden", { get: () => noting.isHidden === true });
  Object.defineProperty(document, "visibilityState", { get: () => (noting.isHidden === true ? "hidden" : "visible") });
};

export const callsToUser = (page: Page): Promise<Noted> =>
  page.evaluate(() => (globalThis as unknown as Noting).noted ?? { notifications: [], notes: [], asked: 0 });

/** Puts another tab in front of the page, or the page in front again. */
export const setHidden = (page: Page, isHidden: boolean): Promise<void> =>
  page.evaluate((given) => {
    (globalThis as unknown as Noting).isHidden = given;
    document.dispatchEvent(new Event("visibilitychange"));
  }, isHidden);
