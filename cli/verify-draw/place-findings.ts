import { type Finding, fail, note, pass } from "#cli/verify-draw/finding.ts";
import type { LaneOrder } from "#cli/verify-draw/lane-order.ts";
import type { SignedPlace } from "#cli/verify-draw/signed-place.ts";
import { LANE_START, laneOf } from "#functions/queue/rules/queue-state.ts";

/** Undefined before the draw. A missing lane could not be recomputed, or was not drawn. */
type Orders = readonly LaneOrder[] | undefined;

/** What the draw says about an arrival that somebody asks about. */
export const arrivalFinding = (arrival: number, orders: Orders): Finding => {
  if (orders === undefined) return note(`${named(arrival)} has no number yet.`);
  const order = orderFor(arrival, orders);
  return order ? note(`${given(arrival, order)}.`) : notDrawn(arrival);
};

/** Whether a token shows the number that the draw gives. */
export const signedFinding = ({ arrival, number }: SignedPlace, orders: Orders): Finding => {
  if (orders === undefined && number !== undefined) {
    return fail(`The token shows the number ${number}, although the lobby has not been drawn yet.`);
  }
  if (arrival === undefined) {
    return note(
      "The token shows no arrival. A token fetched a few seconds after joining does: ask again and keep that one.",
    );
  }
  if (orders === undefined) {
    return note(`The token proves arrival ${arrival}, in the lobby. Keep it to check your number after the draw.`);
  }
  const order = orderFor(arrival, orders);
  if (order === undefined) return notDrawn(arrival);
  const due = order.numberOf(arrival);
  if (number === undefined) return note(`${given(arrival, order)}, and the service must show that number.`);
  return number === due
    ? pass(`${given(arrival, order)}, and the token shows that number.`)
    : fail(`${given(arrival, order)}, but the token shows ${number}.`);
};

const orderFor = (arrival: number, orders: readonly LaneOrder[]): LaneOrder | undefined =>
  orders.find(({ draw }) => draw.lane === laneOf(arrival));

const notDrawn = (arrival: number): Finding =>
  fail(`${named(arrival)} belongs to a lane whose draw can't be recomputed.`);

const given = (arrival: number, order: LaneOrder): string => {
  const due = order.numberOf(arrival);
  return arrival > order.start + order.draw.lobbySize
    ? `${named(arrival)} joined after the draw and keeps its arrival as its number, ${due}`
    : `${named(arrival)} was drawn number ${due}`;
};

const named = (arrival: number): string =>
  laneOf(arrival) === "PRESALE"
    ? `Arrival ${arrival} (${arrival - LANE_START.PRESALE} of the presale lane)`
    : `Arrival ${arrival}`;
