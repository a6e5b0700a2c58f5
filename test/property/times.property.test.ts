/** Times that requests carry: whatever is accepted can be stored, read again, and sent in a response. */

import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { LAST_SECOND, Time } from "#contract/common.ts";
import { ConcertListSchema, NewConcertSchema } from "#contract/concerts.ts";
import { NewPerformanceSchema, PerformanceSchema } from "#contract/performances.ts";
import { concertResponse } from "#functions/catalog/concert-response.ts";
import { performanceResponse } from "#functions/catalog/performance-response.ts";
import { newPerformanceOf } from "#functions/catalog/rules/new-performance.ts";
import { TABLE_VARIABLES } from "#functions/shared/grants.ts";
import { Problem } from "#functions/shared/problem.ts";
import { fromIsoTime, isoTime } from "#functions/shared/time.ts";
import { layoutOf, section } from "#test/support/sections.ts";

for (const variable of Object.values(TABLE_VARIABLES)) process.env[variable] = "table";
const { toConcert, toPerformance } = await import("#functions/catalog/catalog-store.ts");

const two = (number: number): string => String(number).padStart(2, "0");

/** Any time of the years 0000 to 9999, near the ends of them as often as not, at any offset, to the millisecond. */
const written = fc
  .record({
    ms: fc.oneof(
      fc.integer({ min: -62_167_219_200_000, max: LAST_SECOND * 1000 + 999 }),
      fc.integer({ min: -90_000_000, max: 90_000_000 }),
      fc.integer({ min: LAST_SECOND * 1000 - 90_000_000, max: LAST_SECOND * 1000 + 999 }),
    ),
    offset: fc.oneof(
      fc.constant("Z"),
      fc
        .tuple(fc.constantFrom("+", "-"), fc.nat(23), fc.nat(59))
        .map(([sign, hours, minutes]) => `${sign}${two(hours)}:${two(minutes)}`),
    ),
  })
  .map(({ ms, offset }) => new Date(ms).toISOString().replace("Z", offset));

const runs = { numRuns: 3000 };

describe("a time that a request may carry", () => {
  it("survives being stored: its response fits the schema, and names the same second", () => {
    fc.assert(
      fc.property(written, (text) => {
        fc.pre(Time.safeParse(text).success);
        const response = isoTime(fromIsoTime(text));

        expect(Time.safeParse(response)).toMatchObject({ success: true });
        expect(fromIsoTime(response)).toBe(fromIsoTime(text));
      }),
      runs,
    );
  });

  it.each([
    "9999-12-31T12:00:00-12:00",
    "9999-12-31T23:59:59-00:01",
    "1970-01-01T00:00:00+00:01",
    "0000-01-01T00:00:00+01:00",
  ])("does not leave the years of its range by its offset: %s", (text) => {
    const errors = Time.safeParse(text).error?.issues.map(({ message }) => message);

    expect(errors).toEqual(["The time must be in the years 1970 to 9999 in UTC."]);
  });

  it.each(["1970-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "1969-12-31T23:59:00-00:01"])("may be %s", (text) => {
    expect(Time.safeParse(text)).toMatchObject({ success: true });
  });
});

describe("a concert that is accepted", () => {
  const names = { title: "Winter Nights", artist: "The Half Moons", venue: "Small Hall" };

  it("can be listed, and opens a second or more before it closes", () => {
    fc.assert(
      fc.property(written, written, (opensAt, closesAt) => {
        const wanted = NewConcertSchema.safeParse({ ...names, opensAt, closesAt });
        fc.pre(wanted.success);
        const kept = { concertId: "con_1", ...names, opensAt: fromIsoTime(opensAt), closesAt: fromIsoTime(closesAt) };
        const items = [concertResponse(toConcert(kept))];

        expect(kept.opensAt).toBeLessThan(kept.closesAt);
        const list = { items, nextCursor: null, serverTime: "2026-12-01T11:00:00.000Z" };
        expect(ConcertListSchema.safeParse(list)).toMatchObject({ success: true });
      }),
      runs,
    );
  });

  it("does not open and close within one second, which is the same time once stored", () => {
    const times = { opensAt: "2026-12-01T11:00:00.100Z", closesAt: "2026-12-01T11:00:00.900Z" };

    const { error } = NewConcertSchema.safeParse({ ...names, ...times });

    expect(error?.issues.map(({ path }) => path)).toEqual([["closesAt"]]);
  });
});

describe("a performance that is accepted", () => {
  const form = section({ rows: [{ row: "1", from: 1, to: 10 }] });
  const chart = { chartId: "cht_1", sections: [layoutOf(form)] };
  const concert = {
    concertId: "con_1",
    title: "",
    artist: "",
    venue: "",
    timeZone: "Asia/Seoul",
    opensAt: 10,
    closesAt: LAST_SECOND,
  };

  it("can be read, with the times that are filled in", () => {
    const maybe = fc.option(written, { nil: undefined });
    fc.assert(
      fc.property(
        written,
        maybe,
        maybe,
        maybe,
        maybe,
        (startsAt, salesOpenAt, salesCloseAt, cancellableUntil, time) => {
          const step = { feePercent: 10, bookingFeeBack: false };
          const steps = [
            { until: { daysBefore: 365 }, ...step },
            { until: time === undefined ? { hoursBefore: 0 } : { time }, ...step },
          ];
          const fullRefund = { withinHours: 8760, daysBefore: 365 };
          const refundRule = cancellableUntil === undefined ? { steps, fullRefund } : undefined;
          const body = { startsAt, salesOpenAt, salesCloseAt, cancellableUntil, refundRule, sections: [form] };
          const wanted = NewPerformanceSchema.safeParse(body);
          fc.pre(wanted.success);
          const performance = createdOrRefused(() => {
            const accepted = NewPerformanceSchema.parse(body);
            return newPerformanceOf(accepted, { concert, performanceId: "per_1", chart, now: 5 });
          });
          fc.pre(performance !== undefined);
          const { sections, ...date } = performance;
          const response = performanceResponse({ ...toPerformance(date), sections }, new Map());

          expect(PerformanceSchema.safeParse(response)).toMatchObject({ success: true });
        },
      ),
      { numRuns: 500, maxSkipsPerRun: 1000 },
    );
  });
});

const createdOrRefused = <T>(create: () => T): T | undefined => {
  try {
    return create();
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
};
