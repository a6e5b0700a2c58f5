/** Whether the device says that it has a connection. */
import { signal } from "@preact/signals";
const online = signal(navigator.onLine);
addEventListener("online", () => {
    online.value = true;
});
addEventListener("offline", () => {
    online.value = false;
});
export const isOnline = online;
