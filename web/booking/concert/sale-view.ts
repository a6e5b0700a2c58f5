/** What the page of a concert shows of its sale, and the one thing to do. Pure. */
import type { QueueStatus } from "#contract/queue.ts";
import { waitingIn } from "#contract/waiting/place.ts";

export type SaleView =
  /** Before the opening: everybody may enter the lobby. */
  | { readonly kind: "lobby" }
  /** The sale has opened, and the lobby is being drawn. */
  | { readonly kind: "drawing" }
  /** undefined where the queue has not been read yet. */
  | { readonly kind: "open"; readonly waiting: number | undefined; readonly seatsLeft: number | undefined }
  | { readonly kind: "paused"; readonly waiting: number }
  | { readonly kind: "soldOut"; readonly inHolds: number; readonly accessible: number }
  | { readonly kind: "closed" };

/** What is read of the public queue. */
export interface SeenQueue {
  readonly status: QueueStatus;
  readonly issued: number;
  readonly served: number;
  readonly presale: { readonly sharePercent: number; readonly issued: number; readonly served: number } | null;
  readonly seatsLeft: number | null;
  readonly accessibleUnitsLeft: number | null;
  readonly demand: { readonly seatsHeld: number };
}

interface Times {
  readonly opensAt: string;
  readonly closesAt: string;
}

const waitingInAll = (queue: SeenQueue): number => waitingIn(queue, "GENERAL") + waitingIn(queue, "PRESALE");

const afterOpening = (queue: SeenQueue): SaleView => {
  switch (queue.status) {
    case "LOBBY":
      return { kind: "drawing" };
    case "OPEN":
      return { kind: "open", waiting: waitingInAll(queue), seatsLeft: queue.seatsLeft ?? undefined };
    case "PAUSED":
      return { kind: "paused", waiting: waitingInAll(queue) };
    case "SOLD_OUT":
      return { kind: "soldOut", inHolds: queue.demand.seatsHeld, accessible: queue.accessibleUnitsLeft ?? 0 };
    case "CLOSED":
      return { kind: "closed" };
  }
};

/** The times of the sale count before what the queue said last, so that the page turns at the second. */
export const saleView = ({ opensAt, closesAt }: Times, queue: SeenQueue | undefined, nowMs: number): SaleView => {
  if (nowMs < Date.parse(opensAt)) return { kind: "lobby" };
  if (nowMs >= Date.parse(closesAt)) return { kind: "closed" };
  return queue === undefined ? { kind: "open", waiting: undefined, seatsLeft: undefined } : afterOpening(queue);
};
