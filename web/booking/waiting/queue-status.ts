/** What a waiting page says of how things stand, in one line. Pure. */
import type { PublicQueue } from "#contract/queue.ts";
import type { Absence, Known, Trouble } from "#web/booking/waiting/known.ts";
import type { Scene } from "#web/booking/waiting/scene.ts";

/** What the line about the state of things says: one thing, the most important. */
export type StatusLine =
  | ({ readonly kind: "trouble" } & { readonly trouble: Trouble })
  | ({ readonly kind: "absence" } & { readonly absence: Absence })
  | { readonly kind: "resumed" | "reopened" | "near" | "drawing" }
  | { readonly kind: "status"; readonly queue: PublicQueue }
  | { readonly kind: "nothing" };

/** News stay in the line about the state of things for this long. */
const NEWS_MS = 120_000;

/** A single call that was lost is sent again within seconds, and is nobody's worry. */
const isWorthSaying = ({ kind, failures }: Trouble): boolean =>
  failures > 1 || kind === "offline" || kind === "too often";

export interface Circumstances {
  readonly nowMs: number;
  /** Whether the device says that it has a connection. */
  readonly isOnline: boolean;
}

const newsOf = ({ absence, change }: Known, nowMs: number): StatusLine | undefined => {
  if (absence !== undefined && nowMs - absence.endedAtMs < NEWS_MS) return { kind: "absence", absence };
  if (change?.to !== "OPEN" || nowMs - change.atMs >= NEWS_MS) return undefined;
  if (change.from === "SOLD_OUT") return { kind: "reopened" };
  return change.from === "PAUSED" ? { kind: "resumed" } : undefined;
};

const ofScene = (scene: Scene): StatusLine | undefined => {
  if (scene.kind === "waiting" && scene.isNear) return { kind: "near" };
  if (scene.kind === "lobby" && scene.secondsToOpening === 0) return { kind: "drawing" };
  return scene.kind === "turn" || scene.kind === "admitted" ? { kind: "nothing" } : undefined;
};

export const statusLineOf = (known: Known, scene: Scene, { nowMs, isOnline }: Circumstances): StatusLine => {
  const { queue, trouble } = known;
  if (!isOnline) return { kind: "trouble", trouble: { kind: "offline", againAtMs: nowMs, failures: 1 } };
  if (trouble !== undefined && isWorthSaying(trouble)) return { kind: "trouble", trouble };
  const line = newsOf(known, nowMs) ?? ofScene(scene);
  return line ?? (queue === undefined ? { kind: "nothing" } : { kind: "status", queue });
};
