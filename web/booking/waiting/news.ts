/** What a waiting page says aloud: changes that matter, and never each look at the queue. Pure. */
import type { StatusLine } from "#web/booking/waiting/queue-status.ts";
import type { Scene, WaitScene } from "#web/booking/waiting/scene.ts";
import { waitCategory } from "#web/booking/waiting/wait-length.ts";

export type News =
  | "joined"
  | "lobby"
  | "drawn"
  /** People ahead have halved, or the category of the wait or the chance has changed. */
  | "progress"
  | "near"
  | "admitted"
  | "pass nearly over"
  | "paused"
  | "resumed"
  | "sold out"
  | "reopened"
  | "closed"
  | "place over"
  | "absence"
  | "trouble"
  | "trouble over";

/** What was said last, and when. */
export interface Said {
  readonly scene?: Scene;
  readonly line?: StatusLine["kind"];
  /** The wait as it was last spoken of. */
  readonly wait?: WaitScene;
  readonly atMs: number;
}

export const NOTHING_SAID: Said = { atMs: Number.NEGATIVE_INFINITY };

/** What is not urgent is said this long after the last words at the earliest. */
const QUIET_MS = 60_000;
/** People ahead are worth no words below this: then "nearly your turn" follows. */
const HALVED_FROM = 10;
/** The end of a pass is said once it is this near. */
const PASS_SECONDS = 120;

interface Heard {
  readonly scene: Scene;
  readonly line: StatusLine["kind"];
}

/** Whether a wait has changed so much since it was last spoken of that it is worth saying again. */
const isProgress = (before: WaitScene, now: WaitScene): boolean =>
  (before.ahead >= HALVED_FROM && now.ahead <= before.ahead / 2) ||
  before.chance !== now.chance ||
  (before.wait !== null && now.wait !== null && waitCategory(before.wait) !== waitCategory(now.wait));

const ofStatus = (before: WaitScene["status"], now: WaitScene["status"]): News | undefined => {
  if (before === now) return undefined;
  if (now === "OPEN") return before === "SOLD_OUT" ? "reopened" : "resumed";
  return now === "PAUSED" ? "paused" : now === "SOLD_OUT" ? "sold out" : undefined;
};

const whenWaiting = (said: Said, now: WaitScene, nowMs: number): News | undefined => {
  const { scene: before, wait } = said;
  if (before?.kind !== "waiting" || wait === undefined) return before?.kind === "lobby" ? "drawn" : "joined";
  const news = ofStatus(before.status, now.status);
  if (news !== undefined) return news;
  if (now.isNear && !wait.isNear) return "near";
  return nowMs - said.atMs >= QUIET_MS && isProgress(wait, now) ? "progress" : undefined;
};

const whenAdmitted = ({ scene: before }: Said, now: Extract<Scene, { kind: "admitted" }>): News | undefined => {
  if (before?.kind !== "admitted") return "admitted";
  const isOver = (seconds: number | null): boolean => seconds !== null && seconds <= PASS_SECONDS;
  return isOver(now.secondsLeft) && !isOver(before.secondsLeft) ? "pass nearly over" : undefined;
};

const whenWithout = ({ scene: before }: Said, now: Extract<Scene, { kind: "without place" }>): News | undefined => {
  if (before === undefined || before.kind === "loading") return undefined;
  if (before.kind !== "without place") return now.why === "closed" ? "closed" : "place over";
  if (before.mayJoin === now.mayJoin) return undefined;
  return now.mayJoin === "yes" ? "reopened" : now.why === "closed" ? "closed" : undefined;
};

const ofScene = (said: Said, { scene }: Heard, nowMs: number): News | undefined => {
  switch (scene.kind) {
    case "loading":
    case "joining":
    case "turn":
      return undefined;
    case "without place":
      return whenWithout(said, scene);
    case "lobby":
      return said.scene?.kind === "lobby" ? undefined : "lobby";
    case "waiting":
      return whenWaiting(said, scene, nowMs);
    case "admitted":
      return whenAdmitted(said, scene);
  }
};

const ofLine = ({ line: before }: Said, { line }: Heard): News | undefined => {
  if (line === before) return undefined;
  if (line === "trouble" || line === "absence") return line;
  return before === "trouble" ? "trouble over" : undefined;
};

/** What to say now, if anything, and what to remember of it. */
export const newsOf = (
  said: Said,
  heard: Heard,
  nowMs: number,
): { readonly news: News | undefined; readonly said: Said } => {
  const news = ofScene(said, heard, nowMs) ?? ofLine(said, heard);
  const { scene, line } = heard;
  const isSpoken = news !== undefined;
  const wait = scene.kind !== "waiting" ? said.wait : isSpoken || said.wait === undefined ? scene : said.wait;
  return {
    news,
    said: { scene, line, ...(wait === undefined ? {} : { wait }), atMs: isSpoken ? nowMs : said.atMs },
  };
};

/** What has to be heard at once. */
export const isUrgent = (news: News): boolean => news === "admitted" || news === "pass nearly over";
