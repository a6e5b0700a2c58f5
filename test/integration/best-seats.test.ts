import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import type { BestAvailable } from "#functions/reservations/seating/wish.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { admit, createSale, holdNow, people, section } = await import("#test/integration/support/sale.ts");
const { findPerformance } = await import("#functions/catalog/catalog-store.ts");
const { isOccupied } = await import("#functions/seats/rules/seat-occupancy.ts");
const { readOccupancy, recountSection } = await import("#functions/seats/seat-store.ts");
const { Problem } = await import("#functions/shared/problem.ts");
const { systemClock, wait } = await import("#functions/shared/time.ts");
const { withoutCondition } = await import("#test/integration/support/dynamo-traffic.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

const row = (name: string, to: number) => ({ row: name, from: 1, to });

const openSale = async (options: Parameters<typeof createSale>[0], guests = 2) => {
  const { concertId, performance } = await createSale(options);
  const passes = [...(await admit(concertId, people(guests))).values()];
  const [queueToken, other] = passes;
  if (!queueToken) throw new Error("no queue token");
  type By = { readonly by?: typeof queueToken; readonly key?: string };
  const ask = (bestAvailable: BestAvailable, { by = queueToken, key = randomUUID() }: By = {}) =>
    holdNow({ performance, queueToken: by, wish: { bestAvailable }, idempotencyKey: key });
  const choose = (seatIds: readonly string[], accessible = false, { by = queueToken, key = randomUUID() }: By = {}) =>
    holdNow({ performance, queueToken: by, wish: { seatIds, accessible }, idempotencyKey: key });
  return { performance, queueToken, other: other ?? queueToken, passes, ask, choose };
};

/** Choices are made from a map that is a second old at most. */
const mapIsFresh = () => wait(1100);

/** A client that comes back while the service asks it to. */
const persist = async <T>(send: () => Promise<T>): Promise<T | string> => {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code !== "REQUEST_IN_PROGRESS") return error.code;
    }
  }
};

describe("best available", () => {
  it("holds the best seats, then the next best", async () => {
    const { ask, other } = await openSale({ sections: [section({ rows: [row("1", 9)], price: 7000 })] });

    const first = await ask({ quantity: 3 });
    await mapIsFresh();
    const second = await ask({ quantity: 2 }, { by: other });

    expect(first.reservation).toMatchObject({ seatIds: ["A-1-4", "A-1-5", "A-1-6"], amount: 21_000, warnings: [] });
    // 3 is left alone by 1-2, and 7 by 8-9.
    expect(second.reservation.seatIds).toEqual(["A-1-2", "A-1-3"]);
  });

  it("keeps to the section or category that is asked for, and to the focal point", async () => {
    const { ask } = await openSale({
      sections: [
        section({ rows: [row("1", 9)] }),
        section({
          sectionId: "B",
          category: "S",
          rows: [row("1", 9), row("2", 9)],
          focalPoint: { row: "2", seat: "8" },
        }),
      ],
    });

    expect((await ask({ quantity: 2, category: "S" })).reservation.seatIds).toEqual(["B-2-8", "B-2-9"]);
    expect((await ask({ quantity: 1, section: "A" })).reservation.seatIds).toEqual(["A-1-5"]);
    await expect(ask({ quantity: 1, section: "C" })).rejects.toMatchObject({ code: "SECTION_NOT_FOUND" });
    await expect(ask({ quantity: 1, category: "VIP" })).rejects.toMatchObject({ code: "NO_SUITABLE_SEATS" });
  });

  it("goes over sections as they were listed, A10 behind A9", async () => {
    const names = ["A8", "A9", "A10"];
    const { ask, performance } = await openSale({
      sections: names.map((sectionId) => section({ sectionId, rows: [row("1", sectionId === "A8" ? 1 : 2)] })),
    });

    const stored = await findPerformance(performance.performanceId);
    const { reservation } = await ask({ quantity: 4 });

    expect(stored?.sections.map(({ sectionId }) => sectionId)).toEqual(names);
    expect(reservation.seatIds).toEqual(["A9-1-1", "A9-1-2", "A10-1-1", "A10-1-2"]);
  });

  it("replays under the key that there were none", async () => {
    const { ask, choose, other } = await openSale({ sections: [section({ rows: [row("1", 3)] })] });
    const { reservation } = await choose(["A-1-2"]);

    const again = () => ask({ quantity: 2 }, { by: other, key: "k" });
    await expect(again()).rejects.toMatchObject({ code: "NO_SUITABLE_SEATS", evidence: { quantity: 2 }, headers: {} });
    const { freeSeats } = await import("#functions/reservations/end-hold.ts");
    await freeSeats(reservation);

    await expect(again()).rejects.toMatchObject({
      code: "NO_SUITABLE_SEATS",
      headers: { "idempotency-replayed": "true" },
    });
  });

  it("a repeat gets the same seats, though others are the best by then", async () => {
    const { ask } = await openSale({});

    const [one, two, three] = await Promise.all([1, 2, 3].map(() => ask({ quantity: 2 }, { key: "k" })));

    expect(two?.reservation.seatIds).toEqual(one?.reservation.seatIds);
    expect(three?.reservation.seatIds).toEqual(one?.reservation.seatIds);
    expect([one, two, three].filter((held) => held?.isRepeat === false)).toHaveLength(1);
    await expect(ask({ quantity: 3 }, { key: "k" })).rejects.toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED" });
  });

  it("gives somebody whose own holds made the map stale the next best seats each time, not some at random", async () => {
    const rows = ["1", "2", "3", "4", "5", "6"].map((name) => row(name, 4));
    const { ask } = await openSale({ sections: [section({ rows })], seatLimit: 24 }, 1);

    // All within the second for which this process keeps its map.
    const rowsInTurn: string[] = [];
    for (const { row: name } of rows) {
      const { reservation } = await ask({ quantity: 4 });
      rowsInTurn.push(name);
      expect(reservation.seatIds).toEqual([1, 2, 3, 4].map((number) => `A-${name}-${number}`));
    }
    expect(rowsInTurn).toHaveLength(rows.length);
  });

  it("S1, S2: 40 people who ask for two at once get 40 different pairs, though each was offered the same", async () => {
    const rows = Array.from({ length: 10 }, (_, index) => row(String(index + 1), 10));
    const { passes, ask, performance } = await openSale({ sections: [section({ rows })] }, 40);

    const outcomes = await Promise.all(
      passes.map((by) => {
        const key = randomUUID();
        return persist(() => ask({ quantity: 2 }, { by, key }));
      }),
    );

    const pairs = outcomes.map((outcome) => (typeof outcome === "string" ? outcome : outcome.reservation.seatIds));
    expect(new Set(pairs.flat()).size).toBe(80);
    expect((await readOccupancy(performance.performanceId, "A")).length).toBe(80);
  });

  it("does not read a section that was counted as full, until a hold in it expires", async () => {
    const sections = [section({ rows: [row("1", 2)] }), section({ sectionId: "B", rows: [row("1", 2)] })];
    const { performance, choose, ask, other } = await openSale({ sections });
    await choose(["A-1-1", "A-1-2"]);
    await recountSection(performance.performanceId, "A", systemClock());

    expect((await ask({ quantity: 2 }, { by: other })).reservation.seatIds).toEqual(["B-1-1", "B-1-2"]);
  });
});

describe("the orphan rule", () => {
  const sections = [section({ rows: [row("1", 8)] })];

  it("OFF: nothing is checked", async () => {
    const { choose } = await openSale({ sections });

    expect((await choose(["A-1-2"])).reservation.warnings).toEqual([]);
  });

  it("WARN: holds the seats and says which stay empty, also in a repeat", async () => {
    const { choose } = await openSale({ sections, orphanRule: "WARN" });

    const { reservation } = await choose(["A-1-2"], false, { key: "k" });
    const repeated = await choose(["A-1-2"], false, { key: "k" });

    expect(reservation.warnings).toEqual([{ code: "ORPHAN_SEATS", seatIds: ["A-1-1"], instead: ["A-1-1"] }]);
    expect(repeated.reservation.warnings).toEqual(reservation.warnings);
  });

  it("REFUSE: refuses for good, and holds what it names instead", async () => {
    const { choose, performance } = await openSale({ sections, orphanRule: "REFUSE" });
    const refused = () => choose(["A-1-2", "A-1-3"], false, { key: "k" });

    await expect(refused()).rejects.toMatchObject({
      code: "ORPHAN_SEATS",
      evidence: { seatIds: ["A-1-1"], instead: ["A-1-1", "A-1-2"] },
    });
    await expect(refused()).rejects.toMatchObject({ headers: { "idempotency-replayed": "true" } });
    expect(await readOccupancy(performance.performanceId, "A")).toEqual([]);
    expect((await choose(["A-1-1", "A-1-2"])).reservation.seatIds).toEqual(["A-1-1", "A-1-2"]);
  });

  it("REFUSE: what was seen a second ago refuses nobody", async () => {
    const { choose, other } = await openSale({ sections, orphanRule: "REFUSE" });
    // Everybody of this process sees an empty row for a second.
    await expect(choose(["A-1-2"])).rejects.toMatchObject({ code: "ORPHAN_SEATS" });
    await choose(["A-1-1"], false, { by: other });

    // By now 1 is taken, and 2 leaves nobody's seat single.
    expect((await choose(["A-1-2"])).reservation.seatIds).toEqual(["A-1-2"]);
    await expect(choose(["A-1-1", "A-1-4"])).rejects.toMatchObject({ code: "SEAT_TAKEN" });
  });
});

describe("accessible units", () => {
  const sections = [section({ rows: [row("1", 9)], accessible: [{ seat: "1-5", companions: ["1-6", "1-4"] }] })];

  it("are kept back: neither by choice nor as the best available, except for those who need the accessible seat", async () => {
    const { choose, ask, other, performance } = await openSale({ sections });

    await expect(choose(["A-1-3", "A-1-4"])).rejects.toMatchObject({
      code: "SEATS_KEPT_BACK",
      evidence: { seatIds: ["A-1-4"], accessibleUntil: new Date(performance.accessibleUntil * 1000).toISOString() },
    });
    await expect(choose(["A-1-4", "A-1-6"], true)).rejects.toMatchObject({ code: "SEATS_KEPT_BACK" });
    expect((await ask({ quantity: 3 })).reservation.seatIds).toEqual(["A-1-1", "A-1-2", "A-1-3"]);
    await mapIsFresh();
    const { reservation } = await ask({ quantity: 2, accessible: true }, { by: other });
    expect(reservation.seatIds).toEqual(["A-1-5", "A-1-6"]);
  });

  it("can be chosen by those who say that they need it", async () => {
    const { choose } = await openSale({ sections });

    expect((await choose(["A-1-5", "A-1-4"], true)).reservation.seatIds).toEqual(["A-1-5", "A-1-4"]);
  });

  it("are seats like any others when the time has come", async () => {
    const { choose, ask } = await openSale({ sections, accessibleUntil: systemClock() });

    expect((await ask({ quantity: 1 })).reservation.seatIds).toEqual(["A-1-5"]);
    expect((await choose(["A-1-4"])).reservation.seatIds).toEqual(["A-1-4"]);
  });
});

it("positive control: without the condition on seats, best available sells one pair to many", async () => {
  const { passes, ask, performance } = await openSale({}, 5);

  await withoutCondition(
    (write) => JSON.stringify(write["Item"] ?? "").includes("expiresAt"),
    () => Promise.all(passes.map((by) => persist(() => ask({ quantity: 2 }, { by })))),
  );

  const seats = (await readOccupancy(performance.performanceId, "A")).filter((seat) => isOccupied(seat, systemClock()));
  expect(seats.length).toBeLessThan(10);
});
