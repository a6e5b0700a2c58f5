import { describe, expect } from "@jest/globals";
import {
  cancel,
  held,
  paid,
  readAll,
  release,
  SEAT_MAP_SECONDS_MAX,
  toppedUp,
} from "#test/conformance/support/bookings.ts";
import { call } from "#test/conformance/support/client.ts";
import { addPerformance, inSeconds, listedByNow } from "#test/conformance/support/concerts.ts";
import { withOpenConcert } from "#test/conformance/support/open-concert.ts";
import { until } from "#test/conformance/support/polling.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import { admitNew } from "#test/conformance/support/queue.ts";
import type { Concert, Page, Performance, SeatMap } from "#test/conformance/support/shapes.ts";
import { operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);
const DAY_SECONDS = 86_400;

const sale = withOpenConcert({ guests: 1, performance: { seats: 10, startsAt: inSeconds(2 * DAY_SECONDS) } });

const listDates = (query = "") =>
  call<Page<Performance>>("GET", `/v1/concerts/${sale.concertId}/performances${query}`, sale.guest);

describe("Concerts", () => {
  test("GET concerts/{concertId}: 200 for anyone", async () => {
    const response = await call<Concert>("GET", `/v1/concerts/${sale.concertId}`);

    expect(response.status).toBe(200);
    expect(response.body).toEqual({ ...sale.concert, serverTime: expect.any(String) });
  });

  test("GET concerts/{concertId} of an unknown concert: 404", async () => {
    expectProblem(await call("GET", "/v1/concerts/con_unknown000"), 404, "CONCERT_NOT_FOUND");
  });

  test("GET concerts lists every concert once, page by page", async () => {
    await listedByNow();

    const concerts = await readAll<Concert>(null, "/v1/concerts", 20);

    const ids = concerts.map((item) => item.concertId);
    expect(ids).toContain(sale.concertId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("GET concerts respects the limit", async () => {
    const response = await call<Page<Concert>>("GET", "/v1/concerts?limit=1");

    expect(response.body.items).toHaveLength(1);
  });

  test.each([
    "limit=0",
    "limit=101",
    "limit=1.5",
    "limit=x",
    "limit=",
    "cursor=!",
    "cursor=bm90LWEtY3Vyc29y",
    "page=2",
  ])("GET concerts?%s: 400", async (query) => {
    expectInvalid(await call("GET", `/v1/concerts?${query}`));
  });

  test("GET concerts/{concertId} with an invalid id: 400", async () => {
    expectInvalid(await call("GET", "/v1/concerts/no%20id"));
  });
});

describe("Bookable dates", () => {
  test("GET performances lists the dates with the seats left, earliest first", async () => {
    const dates = await listDates();

    expect(dates.status).toBe(200);
    expect(dates.body.items[0]).toMatchObject({ performanceId: sale.performanceId, capacity: 10 });
    const starts = dates.body.items.map((date) => Date.parse(date.startsAt));
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  });

  test("GET performances returns pages", async () => {
    const first = await listDates("?limit=1");
    const second = await listDates(`?limit=1&cursor=${first.body.nextCursor}`);

    expect(first.body.items).toHaveLength(1);
    expect(second.body.items).toHaveLength(1);
    expect(second.body.items[0]?.performanceId).not.toBe(first.body.items[0]?.performanceId);
  });

  test("GET performances of an unknown concert is refused: the queue token is for another concert", async () => {
    const response = await call("GET", "/v1/concerts/con_unknown000/performances", sale.guest);

    expect(["QUEUE_TOKEN_INVALID", "CONCERT_NOT_FOUND"]).toContain((response.body as { code: string }).code);
  });

  test("S6: the seats left are right within 2 seconds of a hold, its release, a payment and a cancellation", async () => {
    const [buyer] = await admitNew(sale.concertId, 1);
    const { performanceId } = await addPerformance(sale.concertId, {
      seats: 6,
      startsAt: inSeconds(2 * DAY_SECONDS),
    });
    const untilLeft = (seatsLeft: number) =>
      until(
        `${seatsLeft} seats left`,
        async () => {
          const { items } = (await listDates()).body;
          return items.find((item) => item.performanceId === performanceId && item.seatsLeft === seatsLeft);
        },
        SEAT_MAP_SECONDS_MAX,
      );

    const first = await held(buyer, performanceId, ["A-1-1", "A-1-2"]);
    const date = await untilLeft(4);
    await release(buyer.user, first.reservationId);
    await untilLeft(6);
    const second = await held(buyer, performanceId, ["A-1-1", "A-1-2", "A-1-3"]);
    await toppedUp(buyer.user, second.amount);
    await paid(buyer.user, second.reservationId);
    await untilLeft(3);
    await cancel(buyer.user, second.reservationId, ["A-1-2"]);
    await untilLeft(4);
    await cancel(buyer.user, second.reservationId);
    await untilLeft(6);

    expect(date.sections).toEqual([
      {
        sectionId: "A",
        label: "Stalls",
        kind: "SEATS",
        categories: [{ category: "R", price: 10_000, capacity: 6 }],
        capacity: 6,
        accessibleUnits: 0,
        seatsLeft: 4,
      },
    ]);
  });
});

describe("Seats", () => {
  test("GET seats?section= shows every seat of the section", async () => {
    const response = await call<SeatMap>("GET", `/v1/performances/${sale.performanceId}/seats?section=A`, sale.guest);

    expect(response.status).toBe(200);
    expect(response.body.performanceId).toBe(sale.performanceId);
    expect(response.body.seats.map((seat) => seat.seat)).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
  });

  test("GET seats without a section: 400 for more than 1,000 seats", async () => {
    const section = { label: "Stalls", category: "R", price: 1000, rows: [{ row: "1", to: 501 }] };
    const made = await call<Performance>("POST", `/v1/admin/concerts/${sale.concertId}/performances`, {
      user: operator,
      body: {
        startsAt: inSeconds(DAY_SECONDS),
        sections: [
          { sectionId: "A", ...section },
          { sectionId: "B", ...section },
        ],
      },
    });
    const path = `/v1/performances/${made.body.performanceId}/seats`;

    expectInvalid(await call("GET", path, sale.guest));
    const half = await call<SeatMap>("GET", `${path}?section=B`, sale.guest);
    expect(half.body.seats).toHaveLength(501);
    expect(half.body.seats.every((seat) => seat.section === "B")).toBe(true);
  });

  test("SECTION_NOT_FOUND: 404", async () => {
    const response = await call("GET", `/v1/performances/${sale.performanceId}/seats?section=Z`, sale.guest);

    expectProblem(response, 404, "SECTION_NOT_FOUND");
  });

  test("PERFORMANCE_NOT_FOUND: 404", async () => {
    expectProblem(await call("GET", "/v1/performances/per_unknown000/seats", sale.guest), 404, "PERFORMANCE_NOT_FOUND");
  });

  test.each(["section=", "section=A-1", "section=toolongname", "row=1"])("GET seats?%s: 400", async (query) => {
    expectInvalid(await call("GET", `/v1/performances/${sale.performanceId}/seats?${query}`, sale.guest));
  });
});
