/** Calling somebody back at their turn with a notification of the browser. */

export type NotificationState = NotificationPermission | "absent";

export const notificationState = (): NotificationState =>
  "Notification" in globalThis ? Notification.permission : "absent";

/** Asks the user. Only at the press of a button. */
export const askForNotifications = async (): Promise<NotificationState> =>
  "Notification" in globalThis ? Notification.requestPermission() : "absent";

/** Shows a notification if that was allowed and nobody looks at the page. Phones allow it to installed apps alone. */
export const notify = (title: string, body: string): void => {
  if (notificationState() !== "granted" || !document.hidden) return;
  try {
    const notification = new Notification(title, { body, tag: "encore-turn", requireInteraction: true });
    notification.addEventListener("click", () => {
      globalThis.focus();
      notification.close();
    });
  } catch {
    // The title of the page and the tone are left.
  }
};
