import { describe, expect, it } from "@jest/globals";
import { type News, NOTHING_SAID, newsOf, type Said } from "#web/booking/waiting/news.ts";
import type { StatusLine } from "#web/booking/waiting/queue-status.ts";
import type { Scene, WaitScene } from "#web/booking/waiting/scene.ts";

const waiting = (change: Partial<WaitScene> = {}): WaitScene => ({
  kind: "waiting",
  number: 3000,
  isPresale: false,
  ahead: 1000,
  aheadAtFirst: 2999,
  done: 0.5,
  status: "OPEN",
  wait: { low: 200, high: 400 },
  chance: "likely",
  accessibleLeft: 0,
  isNear: false,
  ...change,
});

interface Heard {
  readonly scene: Scene;
  readonly line?: StatusLine["kind"];
  readonly atSeconds: number;
}

/** What is said while these are heard one after the other. */
const saidOf = (heard: readonly Heard[]): readonly (News | undefined)[] => {
  let said: Said = NOTHING_SAID;
  return heard.map(({ scene, line = "status", atSeconds }) => {
    const result = newsOf(said, { scene, line }, atSeconds * 1000);
    said = result.said;
    return result.news;
  });
};

describe("what a waiting page says", () => {
  it("is nothing at most looks: only when people ahead have halved, and not more than once a minute", () => {
    const ahead = [1000, 950, 900, 600, 490, 480, 300, 240];

    const said = saidOf(ahead.map((each, index) => ({ scene: waiting({ ahead: each }), atSeconds: index * 30 })));

    expect(said).toEqual(["joined", undefined, undefined, undefined, "progress", undefined, undefined, "progress"]);
  });

  it("is the way from the lobby to the pass", () => {
    const lobby: Scene = { kind: "lobby", arrival: 7, isPresale: false, secondsToOpening: 60 };
    const steps: readonly Scene[] = [
      { kind: "loading" },
      { kind: "joining", isTaken: true },
      lobby,
      { ...lobby, secondsToOpening: 30 },
      waiting(),
      waiting({ isNear: true, ahead: 20 }),
      waiting({ isNear: true, ahead: 10 }),
      { kind: "turn", number: 3000 },
      { kind: "admitted", secondsLeft: 600, isFirstSight: false },
      { kind: "admitted", secondsLeft: 400, isFirstSight: false },
      { kind: "admitted", secondsLeft: 119, isFirstSight: false },
      { kind: "admitted", secondsLeft: 118, isFirstSight: false },
      { kind: "without place", why: "pass ended", mayJoin: "yes" },
    ];

    expect(saidOf(steps.map((scene, atSeconds) => ({ scene, atSeconds })))).toEqual([
      undefined,
      undefined,
      "lobby",
      undefined,
      "drawn",
      "near",
      undefined,
      undefined,
      "admitted",
      undefined,
      "pass nearly over",
      undefined,
      "place over",
    ]);
  });

  it("is each change of the queue's status at once", () => {
    const statuses: readonly WaitScene["status"][] = ["OPEN", "PAUSED", "PAUSED", "OPEN", "SOLD_OUT", "OPEN"];

    const said = saidOf(statuses.map((status, atSeconds) => ({ scene: waiting({ status }), atSeconds })));

    expect(said).toEqual(["joined", "paused", undefined, "resumed", "sold out", "reopened"]);
  });

  it.each([
    ["the chance", { chance: "possible" }],
    ["the category of the wait", { wait: { low: 1000, high: 1500 } }],
  ] as const)("is a change of %s, a minute after the last words", (_, change) => {
    const scenes = [waiting(), waiting(change), waiting(change), waiting(change)];

    const said = saidOf(scenes.map((scene, index) => ({ scene, atSeconds: index * 30 })));

    expect(said).toEqual(["joined", undefined, "progress", undefined]);
  });

  it("is trouble once, and its end", () => {
    const lines = ["status", "trouble", "trouble", "status", "absence", "status"] as const;

    const said = saidOf(lines.map((line, atSeconds) => ({ scene: waiting(), line, atSeconds })));

    expect(said).toEqual(["joined", "trouble", undefined, "trouble over", "absence", undefined]);
  });

  it("is that seats have come back, to somebody who has no place", () => {
    const soldOut: Scene = { kind: "without place", why: "sold out", mayJoin: "later" };

    const said = saidOf(
      [soldOut, soldOut, { ...soldOut, mayJoin: "yes" as const }].map((scene, atSeconds) => ({ scene, atSeconds })),
    );

    expect(said).toEqual([undefined, undefined, "reopened"]);
  });

  it("is the end of a place", () => {
    const said = saidOf([
      { scene: waiting(), atSeconds: 0 },
      { scene: { kind: "without place", why: "missed", mayJoin: "yes" }, atSeconds: 1 },
    ]);

    expect(said).toEqual(["joined", "place over"]);
  });
});
