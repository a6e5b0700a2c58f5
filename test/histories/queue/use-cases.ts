/** What the handlers of the waiting line do, without HTTP, tokens and the cache: on whichever line is under test. */
import type { Join } from "#functions/queue/join.ts";
import { isDrawn, type Line, laneFor, type Place, statusOf } from "#functions/queue/line.ts";
import type { Pass } from "#functions/queue/queue-token.ts";
import type { Seconds } from "#functions/shared/time.ts";
import { type Change, changed } from "#test/histories/queue/history.ts";
import type { LineUnderTest } from "#test/histories/queue/queue-under-test.ts";

/** What somebody is told. */
export type Answer =
  | { readonly kind: "admitted"; readonly pass: Pass; readonly place: Place }
  | { readonly kind: "waiting" | "arriving"; readonly pass: Pass }
  | { readonly kind: "expired"; readonly place: Place }
  | { readonly kind: "refused" }
  | { readonly kind: "left" | "paid"; readonly generation: number }
  | { readonly kind: "done" };

export interface Caller {
  readonly userId: string;
  readonly groups: readonly string[];
  /** The token that the device has. */
  readonly pass: Pass | undefined;
}

/** As functions/queue/check-queue-token.ts. */
export const check = async (
  line: LineUnderTest,
  shown: Line,
  caller: Caller,
  now: Seconds,
  send: (join: Join) => Promise<void>,
): Promise<Answer> => {
  const { userId, groups, pass } = caller;
  const standing = await line.toldOnce(shown, await line.readStanding(shown, userId, pass, now), now);
  const passFor = (generation: number, status: Pass["status"], issuedAt: Seconds): Pass => ({
    concertId: line.concertId,
    userId,
    generation,
    status,
    issuedAt,
  });
  switch (standing.kind) {
    case "admitted":
      return { ...standing, pass: passFor(standing.place.generation, "ADMITTED", now) };
    case "waiting":
      return { kind: "waiting", pass: passFor(standing.place.generation, "WAITING", now) };
    case "arriving":
      return { kind: "arriving", pass: passFor(standing.generation, "WAITING", standing.since) };
    case "expired":
      return standing;
    case "absent": {
      if (["CLOSED", "SOLD_OUT"].includes(statusOf(shown, now))) return { kind: "refused" };
      const { nextGeneration: generation } = standing;
      await send({ concertId: line.concertId, userId, lane: laneFor(shown, groups), generation, joinedAt: now });
      return { kind: "arriving", pass: passFor(generation, "WAITING", now) };
    }
  }
};

const LEAVE_TRIES_MAX = 3;

/** As functions/queue/leave-queue.ts. */
export const leave = async (line: LineUnderTest, { userId, pass }: Caller, now: Seconds): Promise<Answer> => {
  for (let attempt = 0; attempt < LEAVE_TRIES_MAX; attempt += 1) {
    const place = await line.readPlace(userId);
    const stored = place?.generation ?? 0;
    if (pass !== undefined && pass.generation > stored) {
      const { concertId, generation, issuedAt: joinedAt } = pass;
      const isGone = await line.leaveBeforeArrival({ concertId, userId, generation, joinedAt }, now);
      if (isGone) return { kind: "left", generation };
      continue;
    }
    if (place === undefined || place.endedAt !== undefined) return { kind: "done" };
    if ((await line.endPlace(place, "LEFT", now)).ended) return { kind: "left", generation: stored };
  }
  return { kind: "refused" };
};

const PAY_TRIES_MAX = 6;

/** As functions/payments/pay.ts, as far as the line is concerned: paying needs no pass, but ends one that lives. */
export const pay = async (line: LineUnderTest, { userId, pass }: Caller, now: Seconds): Promise<Answer> => {
  if (pass?.status !== "ADMITTED") return { kind: "refused" };
  const { generation } = pass;
  for (let attempt = 0; attempt < PAY_TRIES_MAX; attempt += 1) {
    const place = await line.readPlace(userId);
    if (place?.generation !== generation || place.endedAt !== undefined) return { kind: "done" };
    if ((await line.endPlace(place, "PAID", now)).ended) return { kind: "paid", generation };
  }
  return { kind: "refused" };
};

const CHANGE_TRIES_MAX = 3;

/** As functions/admin/change-queue.ts. */
export const change = async (line: LineUnderTest, wanted: Change, now: Seconds): Promise<Answer> => {
  const ifNotDrawn = wanted.setting === "opensInSeconds";
  for (let attempt = 0; attempt < CHANGE_TRIES_MAX; attempt += 1) {
    const found = await line.readLine();
    if (ifNotDrawn && isDrawn(found)) return { kind: "refused" };
    if (await line.changeSettings(found, changed(found.settings, wanted, now), { ifNotDrawn })) return { kind: "done" };
  }
  return { kind: "refused" };
};
