/** What the page says: short messages that are shown for a while, and words for those who hear the page. */
import { signal } from "@preact/signals";
import { CloseIcon } from "#web/shared/ui/icons.tsx";
import { uiText } from "#web/shared/ui/messages.ts";
import "#web/shared/ui/announcements.css";

export type Urgency = "polite" | "assertive";

interface Toast {
  readonly id: number;
  readonly text: string;
}

const TOAST_MS = 8000;
const TOASTS_MAX = 3;
/** Added to a text that is said twice in a row: a live region speaks only if its content has changed. */
const SILENT = "\u00a0";

const spoken = { polite: signal(""), assertive: signal("") };
const toasts = signal<readonly Toast[]>([]);
let lastId = 0;

/** Has a screen reader say something. For changes that matter, never for each poll or second. */
export const announce = (text: string, urgency: Urgency = "polite"): void => {
  const region = spoken[urgency];
  region.value = region.peek() === text ? text + SILENT : text;
};

const dismiss = (id: number): void => {
  toasts.value = toasts.peek().filter((toast) => toast.id !== id);
};

/** Shows a short message for 8 seconds and says it. Never for what must be read: that belongs into a Notice. */
export const toast = (text: string): void => {
  lastId += 1;
  const id = lastId;
  toasts.value = [...toasts.peek().filter((shown) => shown.text !== text), { id, text }].slice(-TOASTS_MAX);
  announce(text);
  setTimeout(() => dismiss(id), TOAST_MS);
};

/** The regions that `announce` and `toast` write to. In the page once, always. */
export const Announcements = () => (
  <>
    <div class="visually-hidden" role="status" aria-live="polite">
      {spoken.polite.value}
    </div>
    <div class="visually-hidden" role="alert" aria-live="assertive">
      {spoken.assertive.value}
    </div>
    <div class="toasts">
      {toasts.value.map(({ id, text }) => (
        <div key={id} class="toast">
          <p>{text}</p>
          <button type="button" aria-label={uiText.t.close} onClick={() => dismiss(id)}>
            <CloseIcon />
          </button>
        </div>
      ))}
    </div>
  </>
);
