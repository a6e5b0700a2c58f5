/** What a waiting page shows, from what it knows and the time. Pure. */
import type { PublicQueue } from "#contract/queue.ts";
import { type Chance, chanceOf, estimatedWait } from "#contract/waiting/outlook.ts";
import { positionOf } from "#contract/waiting/place.ts";
import { doneOf, type Known, type WithoutPlace } from "#web/booking/waiting/known.ts";

export type Scene =
  | { readonly kind: "loading" }
  | { readonly kind: "without place"; readonly why: WithoutPlace; readonly mayJoin: MayJoin }
  | { readonly kind: "joining"; readonly isTaken: boolean }
  | LobbyScene
  | WaitScene
  | { readonly kind: "turn"; readonly number: number }
  | { readonly kind: "admitted"; readonly secondsLeft: number | null; readonly isFirstSight: boolean };

/** Whether somebody without a place may join now; "accessible" if only people who need an accessible seat may. */
export type MayJoin = "yes" | "accessible" | "later" | "no";

export interface LobbyScene {
  readonly kind: "lobby";
  readonly arrival: number;
  readonly isPresale: boolean;
  /** Until the opening; 0 while the lobby is being drawn. */
  readonly secondsToOpening: number;
}

export interface WaitScene {
  readonly kind: "waiting";
  readonly number: number;
  readonly isPresale: boolean;
  readonly ahead: number;
  readonly aheadAtFirst: number;
  /** 0 to 1. */
  readonly done: number;
  readonly status: PublicQueue["status"];
  /** Null while nobody is admitted. */
  readonly wait: { readonly low: number; readonly high: number } | null;
  readonly chance: Chance;
  /** Once everything else is sold out: units of accessible seats for which people are still let in. */
  readonly accessibleLeft: number;
  /** The turn comes within the next ticks. */
  readonly isNear: boolean;
}

/** Whether somebody has a place that is kept, whatever happens to the page. */
export const hasPlace = ({ kind }: Scene): boolean => kind !== "loading" && kind !== "without place";

/** A wait whose high end is below this is nearly over. */
const NEAR_SECONDS = 60;

const isNear = (queue: PublicQueue, ahead: number, wait: WaitScene["wait"]): boolean =>
  queue.status === "OPEN" && wait !== null && (wait.high <= NEAR_SECONDS || ahead === 0);

const waitScene = ({ queue, progress }: Known, number: number): Scene => {
  if (queue === undefined || progress === undefined) return { kind: "joining", isTaken: true };
  const position = { ...positionOf(queue, number), ahead: progress.aheadNow };
  const wait = estimatedWait(queue, position);
  return {
    kind: "waiting",
    number,
    isPresale: position.lane === "PRESALE",
    ahead: position.ahead,
    aheadAtFirst: progress.aheadAtFirst,
    done: doneOf(progress),
    status: queue.status,
    wait,
    chance: chanceOf(queue, position.ahead),
    accessibleLeft: queue.status === "SOLD_OUT" ? (queue.accessibleUnitsLeft ?? 0) : 0,
    isNear: isNear(queue, position.ahead, wait),
  };
};

const lobbyScene = ({ queue }: Known, arrival: number, nowMs: number): Scene => {
  if (queue === undefined) return { kind: "joining", isTaken: true };
  return {
    kind: "lobby",
    arrival,
    isPresale: positionOf(queue, arrival).lane === "PRESALE",
    secondsToOpening: Math.max(0, Math.ceil((Date.parse(queue.opensAt) - nowMs) / 1000)),
  };
};

const mayJoin = ({ queue }: Known, why: WithoutPlace): MayJoin => {
  if (why === "no concert" || why === "closed" || queue?.status === "CLOSED") return "no";
  if (queue?.status === "SOLD_OUT" || (queue === undefined && why === "sold out")) {
    return (queue?.accessibleUnitsLeft ?? 0) > 0 ? "accessible" : "later";
  }
  return "yes";
};

const withoutPlace = (known: Known, why: WithoutPlace): Scene => ({
  kind: "without place",
  // Somebody who has only just come to a concert that is sold out, or over, learns that and nothing else.
  why: why === "not joined" || why === "signed out" ? (whyFull(known) ?? why) : why,
  mayJoin: mayJoin(known, why),
});

const whyFull = ({ queue }: Known): WithoutPlace | undefined =>
  queue?.status === "CLOSED" ? "closed" : queue?.status === "SOLD_OUT" ? "sold out" : undefined;

export const sceneOf = (known: Known, nowMs: number): Scene => {
  const { standing } = known;
  switch (standing.kind) {
    case "unknown":
      return { kind: "loading" };
    case "none":
      return withoutPlace(known, standing.why);
    case "joining":
      return { kind: "joining", isTaken: standing.isTaken };
    case "lobby":
      return lobbyScene(known, standing.arrival, nowMs);
    case "waiting":
      return waitScene(known, standing.number);
    case "turn":
      return { kind: "turn", number: standing.number };
    case "admitted": {
      const { expiresAtMs, isFirstSight } = standing;
      if (expiresAtMs !== null && nowMs >= expiresAtMs) return withoutPlace(known, "pass ended");
      const secondsLeft = expiresAtMs === null ? null : Math.ceil((expiresAtMs - nowMs) / 1000);
      return { kind: "admitted", secondsLeft, isFirstSight };
    }
  }
};
