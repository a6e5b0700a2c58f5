/**
 * S4 at the boundary: a payment meets the end of its hold. Each side is stopped before each of its calls while all of
 * the other happens, at the last second of the hold, at its end, and with clocks that differ by a second.
 */

import { BrokenScenario } from "#test/histories/race/broken-scenario.ts";
import { type Asking, ask, hear } from "#test/histories/race/client-request.ts";
import { deliverChanges, deliverMessages } from "#test/histories/race/delivery.ts";
import type { Guard } from "#test/histories/race/guards.ts";
import type { Run, RunOptions } from "#test/histories/race/instrumented-invocation.ts";
import { gateOf } from "#test/histories/race/invocation.ts";
import { check, checkToTheEnd } from "#test/histories/race/oracle.ts";
import { holds } from "#test/histories/race/promise.ts";
import type { Answer, Request, Wish } from "#test/histories/race/requests.ts";
import { HOLD_SECONDS, PRICE, World } from "#test/histories/race/test-sale.ts";

const RIVALS = ["reminder", "hold by somebody else", "release", "extension", "second payment"] as const;
type Rival = (typeof RIVALS)[number];

interface Meeting {
  readonly rival: Rival;
  /** Seconds from the end of the hold, by the clocks of the payment and of the other. */
  readonly payment: number;
  readonly other: number;
  /** Who is stopped, before which call; the other happens then. */
  readonly stopped: "payment" | "other";
  readonly before: number;
}

const meetingText = ({ rival, payment, other, stopped, before }: Meeting): string =>
  `payment at ${payment} s, ${rival} at ${other} s, ${stopped === "payment" ? "the payment" : "the other"} stopped before call ${before}`;

const CLOCKS = [
  { payment: -1, other: -1 },
  { payment: 0, other: 0 },
  { payment: -1, other: 0 },
  { payment: 0, other: -1 },
] as const;

/** Meetings that differ in where one side is stopped. */
export type Series = Omit<Meeting, "before">;

export const SERIES: readonly Series[] = RIVALS.flatMap((rival) =>
  CLOCKS.flatMap((clocks) => (["payment", "other"] as const).map((stopped) => ({ rival, ...clocks, stopped }))),
);

const CALLS_MAX = 50;

/** Stops one side before its first call, its second, and so on, until it has none left. @throws BrokenScenario */
export const playSeries = async (series: Series, guard?: Guard): Promise<number> => {
  for (let before = 1; before <= CALLS_MAX; before += 1) {
    if (await playMeeting({ ...series, before }, guard)) return before;
  }
  throw new Error(`${meetingText({ ...series, before: CALLS_MAX })}: there is no end of calls.`);
};

interface Going {
  readonly run: Run<unknown>;
  readonly conclude: () => Promise<Answer | undefined>;
}

/** @returns whether the side that was to be stopped had ended before */
const playMeeting = async (meeting: Meeting, guard?: Guard): Promise<boolean> => {
  const world = await World.open({ people: 2, seats: 2, seatLimit: 2, balance: 5 * PRICE }, { guard });
  try {
    return await meet(world, meeting);
  } catch (error) {
    throw new BrokenScenario({ useCase: "boundary:", what: meetingText(meeting) }, "", world.story, error);
  } finally {
    await world.close();
  }
};

const meet = async (world: World, meeting: Meeting): Promise<boolean> => {
  const seatIds = world.seatIds;
  const held = ask(world, requestOf(world, 0, "hold", { kind: "hold", seatIds }));
  await held.run.goOn();
  await hear(world, held);
  const told = deliverChanges(world, { from: 0, count: 1 });
  await told.run.goOn();
  await told.conclude();
  const [reservation] = world.snapshot.reservations.values();
  if (reservation === undefined) throw new Error("The seats were not held.");
  world.now += HOLD_SECONDS;

  const { reservationId } = reservation;
  const pay = startPayment(world, reservationId, "pay", { clockOffset: meeting.payment });
  const other = startRival(world, meeting, reservationId);
  const [first, second] = meeting.stopped === "payment" ? [pay, other] : [other, pay];
  const hadEnded = await first.run.goOn(gateOf(meeting.before - 1));
  await second.run.goOn();
  check(world);
  await first.run.goOn();
  const [paid, rivals] = [await pay.conclude(), await other.conclude()];
  check(world);
  const status = world.snapshot.reservations.get(reservationId)?.status ?? "gone";
  oneWinner(meeting, { paid, rivals, status });
  await checkToTheEnd(world);
  return hadEnded;
};

const requestOf = (world: World, who: number, key: string, wish: Wish): Request => ({
  person: world.person(who),
  key,
  wish,
});

const going = (world: World, asking: Asking): Going => ({ run: asking.run, conclude: () => hear(world, asking) });

const startPayment = (world: World, reservationId: string, key: string, options: RunOptions): Going =>
  going(world, ask(world, requestOf(world, 0, key, { kind: "pay", reservationId }), options));

const startRival = (world: World, { rival, other }: Meeting, reservationId: string): Going => {
  const options = { clockOffset: other };
  switch (rival) {
    case "reminder": {
      const message = world.mail.messages.at(-1);
      if (message === undefined) throw new Error("There is no reminder.");
      const { run, conclude } = deliverMessages(world, [message], options);
      return { run, conclude: () => conclude().then(() => undefined) };
    }
    case "hold by somebody else":
      return going(world, ask(world, requestOf(world, 1, "other", { kind: "hold", seatIds: world.seatIds }), options));
    case "release":
      return going(world, ask(world, requestOf(world, 0, "other", { kind: "release", reservationId }), options));
    case "extension":
      return going(world, ask(world, requestOf(world, 0, "other", { kind: "extend", reservationId }), options));
    case "second payment":
      return startPayment(world, reservationId, "other", options);
  }
};

const isDone = (answer: Answer | undefined): boolean => answer?.kind === "done";

const oneWinner = (
  { rival, payment, other, stopped, before }: Meeting,
  {
    paid,
    rivals,
    status,
  }: { readonly paid: Answer | undefined; readonly rivals: Answer | undefined; readonly status: string },
): void => {
  const said = (): string =>
    `the reservation is ${status}, the payment ${JSON.stringify(paid)}, the other ${JSON.stringify(rivals)}`;
  const byOther = rival === "second payment" && isDone(rivals);
  holds("S4", (status === "PAID") === (isDone(paid) || byOther), said);
  // Who extends a hold may pay it: at what was its end, too, if the extension came before.
  if (rival === "extension") {
    holds("S3", payment < 0 || !isDone(paid) || isDone(rivals), said);
    return;
  }
  holds("S4", !(isDone(paid) && isDone(rivals)), said);
  holds("S3", payment < 0 || !isDone(paid), () => `paid at its end: ${said()}`);
  holds("S3", other < 0 || !byOther, () => `paid at its end: ${said()}`);
  // Somebody has to win: before its end the payment or who gives the seats up, from its end on who wants them.
  const wasTooEarly = other < 0 && (rival === "reminder" || rival === "hold by somebody else");
  if (payment < 0 && wasTooEarly) holds("S4", isDone(paid), said);
  if (payment >= 0 && other >= 0 && rival === "reminder") holds("S4", status === "EXPIRED", said);
  if (payment >= 0 && other >= 0 && rival === "hold by somebody else") holds("S3", isDone(rivals), said);
  // Who was not stopped before the first call was there first.
  if (before === 1 && stopped === "other" && payment < 0) holds("S4", isDone(paid), said);
};
