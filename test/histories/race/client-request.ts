/** Somebody asks for something, and what they are told has to be true. */
import { isDeepStrictEqual } from "node:util";
import { isOccupied } from "#functions/concerts/seat-occupancy.ts";
import type { Run, RunOptions } from "#test/histories/race/instrumented-invocation.ts";
import { holds } from "#test/histories/race/promise.ts";
import { type Answer, answerText, answerTo, type Request, requestText } from "#test/histories/race/requests.ts";
import { isLive } from "#test/histories/race/snapshot.ts";
import type { World } from "#test/histories/race/test-sale.ts";

/** How the things that a refusal speaks of stood at some moment between question and answer. */
interface Seen {
  readonly taken: Set<string>;
  seatsMost: number;
  balanceLeast: number;
  wasOver: boolean;
}

export interface Asking {
  readonly request: Request;
  readonly run: Run<Answer>;
  readonly seen: Seen;
  readonly stopWatching: () => void;
}

interface FinalAnswer {
  readonly answer: Answer;
  readonly round: number;
}

/** By key: the first answer that was final. */
const FINAL = new WeakMap<World, Map<string, FinalAnswer>>();

const finalAnswers = (world: World): Map<string, FinalAnswer> => {
  const answers = FINAL.get(world) ?? new Map<string, FinalAnswer>();
  FINAL.set(world, answers);
  return answers;
};

const nameOf = ({ person, key, wish }: Request): string => `${person.name} ${wish.kind} ${key}`;

export const ask = (world: World, request: Request, options: RunOptions = {}): Asking => {
  const seen: Seen = {
    taken: new Set(),
    seatsMost: 0,
    balanceLeast: Number.POSITIVE_INFINITY,
    wasOver: false,
  };
  const look = (): void => lookFor(seen, world, request, world.now + (options.clockOffset ?? 0));
  look();
  const stopWatching = world.watch(look);
  const run = world.run(requestText(request), () => answerTo(world, request), options);
  return { request, run, seen, stopWatching };
};

const lookFor = (seen: Seen, { snapshot }: World, { person: { userId }, wish }: Request, now: number): void => {
  for (const [seatId, seat] of snapshot.seats) if (isOccupied(seat, now)) seen.taken.add(seatId);
  const own = [...snapshot.reservations.values()].filter((each) => each.userId === userId && isLive(each, now));
  seen.seatsMost = Math.max(seen.seatsMost, own.flatMap(({ seatIds }) => seatIds).length);
  seen.balanceLeast = Math.min(seen.balanceLeast, snapshot.accounts.get(userId)?.balance ?? 0);
  if (!("reservationId" in wish)) return;
  const reservation = snapshot.reservations.get(wish.reservationId);
  // By the clock of somebody else its time may be over and its seats theirs, a second before it is by one's own.
  const hasSeats = reservation?.seatIds.every(
    (seatId) => snapshot.seats.get(seatId)?.reservationId === reservation.reservationId,
  );
  const isPayable = hasSeats === true && reservation?.status === "HELD" && reservation.expiresAt > now;
  seen.wasOver ||= !isPayable;
};

/** Waits for the answer and sees that it is true. @returns undefined if the machine was lost before it could be told */
export const hear = async (world: World, asking: Asking): Promise<Answer | undefined> => {
  asking.stopWatching();
  const { run, request } = asking;
  if (run.invocation.hasCrashed) {
    world.tell(`${run.what} → the machine is lost in call ${run.calls}`);
    return undefined;
  }
  const answer = await run.invocation.answer;
  world.tell(`${run.what} → ${answerText(answer)}`);
  holds("answers", answer.kind !== "failed", () => `${run.what}: ${answerText(answer)}`);
  if (answer.kind === "refused" && !answer.isRepeat) checkRefusal(world, asking, answer);
  checkRepeat(world, request, answer);
  return answer;
};

const checkRefusal = (
  world: World,
  { request: { wish }, run, seen }: Asking,
  { code, evidence }: Answer & { readonly kind: "refused" },
): void => {
  const isTrue = (): boolean => {
    switch (code) {
      case "SEAT_TAKEN":
        return (evidence["seatIds"] as readonly string[]).every((seatId) => seen.taken.has(seatId));
      case "SEAT_LIMIT_EXCEEDED":
        return wish.kind === "hold" && seen.seatsMost + wish.seatIds.length > world.setup.seatLimit;
      case "INSUFFICIENT_BALANCE":
        return seen.balanceLeast < Number(evidence["amount"]);
      case "HOLD_EXPIRED":
      case "ALREADY_PAID":
      case "RESERVATION_NOT_HELD":
        return seen.wasOver;
      case "RESERVATION_NOT_PAID":
      case "SEAT_NOT_FOUND":
      case "CANCELLATION_CLOSED":
        return wish.kind === "cancel";
      case "QUEUE_TOKEN_INVALID":
      case "HOLDS_COOLING_DOWN":
        return wish.kind === "hold";
      case "AMOUNT_OUT_OF_RANGE":
      case "PAYMENT_DECLINED":
        return wish.kind === "charge";
      default:
        return false;
    }
  };
  const invariant = code === "SEAT_TAKEN" ? "S3" : code === "SEAT_LIMIT_EXCEEDED" ? "S5" : "answers";
  holds(invariant, isTrue(), () => `${run.what}: ${code} ${JSON.stringify(evidence)}, which was not so at any moment`);
};

/** Refusals that a key remembers; others may give way to another answer when the same is asked again later. */
const REMEMBERED: ReadonlySet<string> = new Set([
  "SEAT_TAKEN",
  "SEAT_LIMIT_EXCEEDED",
  "INSUFFICIENT_BALANCE",
  "PAYMENT_DECLINED",
]);

/** Others are the same however often they are asked for. */
const hasKey = ({ wish: { kind } }: Request): boolean => kind !== "release" && kind !== "extend";

const checkRepeat = (world: World, request: Request, answer: Answer): void => {
  if (answer.kind === "busy" || !hasKey(request)) return;
  const answers = finalAnswers(world);
  const earlier = answers.get(nameOf(request));
  if (earlier === undefined) {
    if (answer.kind === "done" || (answer.kind === "refused" && REMEMBERED.has(answer.code))) {
      answers.set(nameOf(request), { answer, round: world.round });
    }
    return;
  }
  // Of two that were under way at once the one with the later clock may find the hold over, before the other has paid.
  if (answer.kind === "refused" && answer.code === "HOLD_EXPIRED" && earlier.round === world.round) return;
  holds(
    "M3",
    isDeepStrictEqual(essence(answer), essence(earlier.answer)),
    () => `${requestText(request)}: was told "${answerText(earlier.answer)}" and now "${answerText(answer)}"`,
  );
};

/** What has to be the same in an answer and its repeats. */
export const essence = (answer: Answer | undefined): unknown => {
  if (answer?.kind === "done") return { kind: answer.kind, result: answer.result };
  return answer?.kind === "refused" ? { kind: answer.kind, code: answer.code } : answer;
};

const TRIES_MAX = 12;

/** Asks again with the same key, as a client does that is told to or hears nothing. */
export const persist = async (world: World, request: Request): Promise<Answer> => {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const asking = ask(world, request);
    await asking.run.goOn();
    const answer = await hear(world, asking);
    if (answer !== undefined && answer.kind !== "busy") return answer;
  }
  throw new Error(`${requestText(request)}: no answer in ${TRIES_MAX} tries.`);
};
