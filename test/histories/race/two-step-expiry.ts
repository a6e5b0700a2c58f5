/**
 * A reminder ends a hold in two halves: the status and the count in one transaction, then the seats. Somebody who has
 * read the hold as it was meets it between its halves, or anywhere else.
 */

import { forEachLimit } from "#test/histories/engine/for-each-limit.ts";
import { BrokenScenario } from "#test/histories/race/broken-scenario.ts";
import { type Asking, ask, hear, persist } from "#test/histories/race/client-request.ts";
import { carryOut, deliverChanges, deliverMessages } from "#test/histories/race/delivery.ts";
import type { Guard } from "#test/histories/race/guards.ts";
import { gateOf } from "#test/histories/race/invocation.ts";
import { check, checkToTheEnd } from "#test/histories/race/oracle.ts";
import type { Wish } from "#test/histories/race/requests.ts";
import { HOLD_SECONDS, PRICE, World } from "#test/histories/race/test-sale.ts";

/** Who may still end or change a hold, by a clock that is a second behind the reminder's. */
export const ENDERS = ["pay", "release", "extend"] as const;
export type Ender = (typeof ENDERS)[number];

interface Stops {
  readonly ender: number;
  readonly reminder: number;
}

const CALLS_MAX = 8;

/** @returns whether each had calls left when it was stopped */
const play = async (kind: Ender, stops: Stops, guard: Guard | undefined): Promise<boolean> => {
  const world = await World.open({ people: 1, seats: 2, seatLimit: 2, balance: 5 * PRICE }, { guard });
  try {
    const asking = await heldAndAsked(world, kind);
    const message = world.mail.messages.at(-1);
    if (message === undefined) throw new Error("There is no reminder.");
    const enderIsOver = await asking.run.goOn(gateOf(stops.ender - 1));
    const reminder = deliverMessages(world, [message]);
    const reminderIsOver = await reminder.run.goOn(gateOf(stops.reminder - 1));
    await asking.run.goOn();
    await hear(world, asking);
    await reminder.run.goOn();
    await reminder.conclude();
    check(world);
    await checkToTheEnd(world);
    return !(enderIsOver || reminderIsOver);
  } catch (error) {
    const how = `before call ${stops.ender}, the reminder before call ${stops.reminder}`;
    throw new BrokenScenario({ useCase: kind, what: "and reminder" }, how, world.story, error);
  } finally {
    await world.close();
  }
};

const heldAndAsked = async (world: World, kind: Ender): Promise<Asking> => {
  const person = world.person(0);
  const hold: Wish = { kind: "hold", seatIds: world.seatIds };
  const held = await persist(world, { person, key: "hold", wish: hold });
  if (held.kind !== "done") throw new Error("The seats could not be held.");
  await carryOut(deliverChanges(world, { from: 0, count: 1 }));
  world.now += HOLD_SECONDS;
  const reservationId = String(held.result["reservationId"]);
  return ask(world, { person, key: "end", wish: { kind, reservationId } }, { clockOffset: -1 });
};

/** Every pair of places at which the two can be stopped. @throws BrokenScenario. @returns how many there are */
export const playHalves = async (kind: Ender, atOnce: number, guard?: Guard): Promise<number> => {
  const places = Array.from({ length: CALLS_MAX }, (_, index) => index + 1);
  let played = 0;
  await forEachLimit(places, atOnce, async (ender) => {
    for (const reminder of places) {
      if (!(await play(kind, { ender, reminder }, guard))) return;
      played += 1;
    }
  });
  return played;
};
