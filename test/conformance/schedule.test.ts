/** The schedule of a concert: what everybody may know of its performances. */
import { describe, expect } from "@jest/globals";
import { readAll } from "#test/conformance/support/bookings.ts";
import { call, newKey } from "#test/conformance/support/client.ts";
import { addPerformance, inSeconds, openConcert } from "#test/conformance/support/concerts.ts";
import { until, untilEverywhere } from "#test/conformance/support/polling.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import type { Page, ScheduledPerformance } from "#test/conformance/support/shapes.ts";
import { operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);
const HOUR_SECONDS = 3600;

const pathOf = (concertId: string, query = "") => `/v1/concerts/${concertId}/schedule${query}`;
const readPage = (concertId: string, query?: string) =>
  call<Page<ScheduledPerformance>>("GET", pathOf(concertId, query));

/** The schedule once it has this many performances: it may be seconds old. */
const scheduleOf = (concertId: string, performances: number) =>
  untilEverywhere(`the schedule has ${performances} performances`, async () => {
    const response = await readPage(concertId, "?limit=100");
    return response.body.items.length === performances ? response : undefined;
  });

describe("The schedule", () => {
  test("GET schedule: 200 for anyone, with performances that are over, on sale or not yet, earliest first", async () => {
    const { concertId } = await openConcert({ spareSeats: 0 });
    const coming = await addPerformance(concertId, {
      startsAt: inSeconds(50 * HOUR_SECONDS),
      salesOpenAt: inSeconds(HOUR_SECONDS),
    });
    const onSale = await addPerformance(concertId, { startsAt: inSeconds(30 * HOUR_SECONDS), bookingFee: 500 });
    const over = await addPerformance(concertId, {
      startsAt: inSeconds(-HOUR_SECONDS),
      salesOpenAt: inSeconds(-9 * HOUR_SECONDS),
    });

    const response = await scheduleOf(concertId, 3);

    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("public, max-age=2, s-maxage=2");
    const expected = [over, onSale, coming].map(({ seatsLeft: _left, sections: _sections, ...performance }) => ({
      ...performance,
      calledOff: false,
    }));
    expect(response.body).toEqual({ items: expected, nextCursor: null, serverTime: expect.any(String) });
  });

  test("GET schedule returns pages, of a concert without performances an empty one", async () => {
    const { concertId } = await openConcert({ spareSeats: 0 });
    const none = await readPage(concertId);
    for (const hours of [3, 1, 2]) await addPerformance(concertId, { startsAt: inSeconds(hours * HOUR_SECONDS) });
    const { body: all } = await scheduleOf(concertId, 3);

    const first = await readPage(concertId, "?limit=2");
    const paged = await readAll<ScheduledPerformance>(null, pathOf(concertId), 1);

    expect(none.body).toMatchObject({ items: [], nextCursor: null });
    expect(first.body.items).toHaveLength(2);
    expect(first.body.nextCursor).not.toBeNull();
    expect(paged).toEqual(all.items);
    const starts = paged.map(({ startsAt }) => Date.parse(startsAt));
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  });

  test("GET schedule says which performances were called off", async () => {
    const { concertId } = await openConcert({ spareSeats: 0 });
    const { performanceId } = await addPerformance(concertId);
    await call("POST", `/v1/admin/performances/${performanceId}/call-off`, {
      user: operator,
      key: newKey(),
      body: { reason: "The hall is flooded." },
    });

    const [shown] = await until("the schedule says so", async () => {
      const { items } = (await readPage(concertId)).body;
      return items[0]?.calledOff ? items : undefined;
    });

    expect(shown?.performanceId).toBe(performanceId);
  });

  test("CONCERT_NOT_FOUND: 404", async () => {
    expectProblem(await readPage("con_unknown000"), 404, "CONCERT_NOT_FOUND");
  });

  test.each(["limit=0", "limit=101", "cursor=!", "cursor=bm90LWEtY3Vyc29y", "page=2"])(
    "GET schedule?%s: 400",
    async (query) => {
      const { concertId } = await openConcert({ spareSeats: 0 });

      expectInvalid(await readPage(concertId, `?${query}`));
    },
  );
});
