import { describe, expect } from "@jest/globals";
import { held, paid, release, SEAT_MAP_SECONDS_MAX, toppedUp } from "#test/conformance/support/bookings.ts";
import { call } from "#test/conformance/support/client.ts";
import { addPerformance, openConcert, readQueueStats } from "#test/conformance/support/concerts.ts";
import { until } from "#test/conformance/support/polling.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import { admitNew, join, untilQueue } from "#test/conformance/support/queue.ts";
import type { Queue, SeatMap } from "#test/conformance/support/shapes.ts";
import { newUser, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);

interface Availability {
  readonly performanceId: string;
  readonly sections: readonly {
    readonly sectionId: string;
    readonly categories: readonly {
      readonly category: string;
      readonly price: number;
      readonly free: number;
      readonly held: number;
      readonly sold: number;
      readonly accessibleUnits: number;
    }[];
  }[];
}

/** Asks without any token. */
const readAvailability = (performanceId: string) =>
  call<Availability>("GET", `/v1/performances/${performanceId}/availability`);

/** Functions that have to start first may take longer. */
const STARTING_SECONDS_MAX = 15;

const untilAvailability = (performanceId: string, expected: object, secondsMax = SEAT_MAP_SECONDS_MAX) =>
  until(
    `availability is ${JSON.stringify(expected)}`,
    async () => {
      const [section] = (await readAvailability(performanceId)).body.sections;
      const [count] = section?.categories ?? [];
      return Object.entries(expected).every(([name, value]) => count?.[name as "free"] === value) ? count : undefined;
    },
    secondsMax,
  );

const accessible = [{ seat: "1-1", companions: ["1-2"] }];

describe("Availability", () => {
  test("S6: is what is left by section and category, for anybody, within 2 seconds of each change", async () => {
    const { concertId } = await openConcert();
    const { performanceId } = await addPerformance(concertId, { seats: 6, section: { accessible } });
    const [guest] = await admitNew(concertId, 1);
    const before = await readAvailability(performanceId);
    const first = await held(guest, performanceId, ["A-1-4", "A-1-5"]);
    await untilAvailability(performanceId, { free: 2, held: 2, sold: 0 }, STARTING_SECONDS_MAX);
    await toppedUp(guest.user, first.amount);
    await paid(guest.user, first.reservationId);
    await untilAvailability(performanceId, { free: 2, held: 0, sold: 2 });
    const [buyer] = await admitNew(concertId, 1);
    const second = await held(buyer, performanceId, ["A-1-6"]);
    await untilAvailability(performanceId, { free: 1, held: 1 });
    await release(buyer.user, second.reservationId);
    await untilAvailability(performanceId, { free: 2, held: 0 });

    expect(before.status).toBe(200);
    expect(before.headers.get("cache-control")).toBe("public, max-age=1, s-maxage=2");
    expect(before.body).toMatchObject({
      performanceId,
      sections: [
        {
          sectionId: "A",
          categories: [{ category: "R", price: 10_000, free: 4, held: 0, sold: 0, accessibleUnits: 1 }],
        },
      ],
    });
  });

  test("PERFORMANCE_NOT_FOUND: 404", async () => {
    expectProblem(await readAvailability("per_unknown000"), 404, "PERFORMANCE_NOT_FOUND");
  });
});

describe("Seats as a text", () => {
  test("GET seats?form=state has a letter for each seat, and no seats", async () => {
    const { concertId } = await openConcert();
    const { performanceId } = await addPerformance(concertId, { seats: 5 });
    const [guest] = await admitNew(concertId, 1);
    await held(guest, performanceId, ["A-1-2"]);

    const map = await until(
      "the text shows the hold",
      async () => {
        const path = `/v1/performances/${performanceId}/seats?form=state`;
        const { body } = await call<SeatMap & { readonly states: unknown }>("GET", path, guest);
        return JSON.stringify(body.states).includes("H") ? body : undefined;
      },
      SEAT_MAP_SECONDS_MAX,
    );

    expect(map.states).toEqual([{ sectionId: "A", state: "AHAAA" }]);
    expect(map.seats).toEqual([]);
    expectInvalid(await call("GET", `/v1/performances/${performanceId}/seats?form=picture`, guest));
  });
});

describe("A hall with nothing but accessible units", () => {
  test("SOLD_OUT: is sold out for all others, says what is left, and lets people in who need it", async () => {
    const { concertId } = await openConcert({ spareSeats: 0 });
    const { performanceId } = await addPerformance(concertId, { seats: 3, section: { accessible } });
    const [guest] = await admitNew(concertId, 1);
    await held(guest, performanceId, ["A-1-3"]);

    const queue = await untilQueue(concertId, "SOLD_OUT");
    const stats = await readQueueStats(concertId);
    const refused = await until(
      "a new user is refused",
      async () => {
        const response = await join(concertId, await newUser());
        return response.status === 201 ? undefined : response;
      },
      SEAT_MAP_SECONDS_MAX,
    );
    const path = `/v1/concerts/${concertId}/queue-token`;
    const welcome = await call("POST", `${path}?accessible=true`, { user: await newUser() });

    expect(queue).toMatchObject({ seatsLeft: 0, accessibleUnitsLeft: 1 } satisfies Partial<
      Queue & { accessibleUnitsLeft: number }
    >);
    expect(stats).toMatchObject({ seatsLeft: 0, accessibleUnitsLeft: 1 });
    expectProblem(refused, 409, "SOLD_OUT");
    expect(welcome.status).toBe(201);
    expectInvalid(await call("POST", `${path}?accessible=maybe`, { user: await newUser() }));
  });
});
