/** What an operator's request changes of a performance. Pure. */
import type * as z from "zod/mini";
import type { PerformanceChangeSchema } from "#contract/performance-control.ts";
import { cancellationOf, categoriesOf, requireSalesPeriod } from "#functions/catalog/rules/new-performance.ts";
import { CHANGEABLE, type Performance, type PerformanceDate } from "#functions/catalog/rules/performance.ts";
import type { ChangedField } from "#functions/catalog/rules/performance-change-record.ts";
import { priceListOf } from "#functions/catalog/rules/prices.ts";
import { Problem } from "#functions/shared/problem.ts";
import { fromIsoTime, isoTime, type Seconds } from "#functions/shared/time.ts";

const TIMES: ReadonlySet<string> = new Set<(typeof CHANGEABLE)[number]>([
  "startsAt",
  "salesOpenAt",
  "salesCloseAt",
  "cancellableUntil",
  "accessibleUntil",
]);

/**
 * The performance after a change.
 * @param timeZone that of the concert, in which a refund rule counts days
 * @throws Problem VALIDATION_FAILED if sales would close before they open, the prices do not fit the seats, or a refund
 * rule says until when seats can be cancelled
 */
export const changedPerformance = (
  performance: Performance,
  change: z.infer<typeof PerformanceChangeSchema>,
  timeZone: string,
): Performance => {
  const timeOr = (text: string | undefined, otherwise: Seconds): Seconds =>
    text === undefined ? otherwise : fromIsoTime(text);
  const { sections, prices, seatLimit, seatLimitMax } = performance;
  const startsAt = timeOr(change.startsAt, performance.startsAt);
  const changed: Performance = {
    ...performance,
    startsAt,
    salesOpenAt: timeOr(change.salesOpenAt, performance.salesOpenAt),
    salesCloseAt: timeOr(change.salesCloseAt, performance.salesCloseAt),
    cancellableUntil: cancellableAfter(performance, change, startsAt, timeZone),
    accessibleUntil: timeOr(change.accessibleUntil, performance.accessibleUntil),
    seatLimit: change.seatLimit ?? seatLimit,
    seatLimitMax: Math.max(seatLimit, seatLimitMax ?? 0, change.seatLimit ?? 0),
    orphanRule: change.orphanRule ?? performance.orphanRule,
    prices: change.prices === undefined ? prices : priceListOf(change.prices, [], categoriesOf(sections)),
    bookingFee: change.bookingFee ?? performance.bookingFee,
    version: (performance.version ?? 0) + 1,
  };
  requireSalesPeriod(changed);
  return changed;
};

/** Until when seats of later holds can be cancelled. A refund rule counts from the start, so it moves with it. */
const cancellableAfter = (
  { cancellableUntil, refundRule }: Performance,
  change: z.infer<typeof PerformanceChangeSchema>,
  startsAt: Seconds,
  timeZone: string,
): Seconds => {
  if (refundRule === undefined) {
    return change.cancellableUntil === undefined ? cancellableUntil : fromIsoTime(change.cancellableUntil);
  }
  if (change.cancellableUntil === undefined) {
    return cancellationOf({ cancellableUntil: undefined, refundRule }, startsAt, timeZone).cancellableUntil;
  }
  const message = "The refund rule of the performance says until when seats can be cancelled.";
  throw new Problem("VALIDATION_FAILED", { errors: [{ field: "body.cancellableUntil", message }] });
};

/** Each field that a change made different, for the record; a price list field by field. */
export const differences = (before: PerformanceDate, after: PerformanceDate): readonly ChangedField[] => {
  const [from, to] = [flatFields(before), flatFields(after)];
  const names = new Set([...from.keys(), ...to.keys()]);
  return [...names]
    .map((field) => ({ field, from: from.get(field) ?? null, to: to.get(field) ?? null }))
    .filter((change) => change.from !== change.to);
};

type Value = string | number;

const flatFields = (performance: PerformanceDate): ReadonlyMap<string, Value> => {
  const fields = new Map<string, Value>();
  for (const name of CHANGEABLE) {
    if (name !== "prices") fields.set(name, shownValue(name, performance[name]));
  }
  for (const { category, types } of performance.prices) {
    for (const { priceType, ...type } of types) flatten(`prices.${category}.${priceType}`, type, fields);
  }
  return fields;
};

const shownValue = (name: string, value: Value): Value =>
  TIMES.has(name) && typeof value === "number" ? isoTime(value) : value;

const flatten = (path: string, value: unknown, into: Map<string, Value>): void => {
  if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value)) flatten(`${path}.${name}`, inner, into);
  } else if (typeof value === "number" || typeof value === "string") into.set(path, value);
  else if (typeof value === "boolean") into.set(path, String(value));
};
