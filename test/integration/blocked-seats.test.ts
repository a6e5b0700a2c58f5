/** Blocking seats: nobody gets a blocked seat, nobody loses one they have, and each act is on record. */
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { admit, createSale, holdNow, people, section } = await import("#test/integration/support/sale.ts");
const { unitsOf, withoutCondition } = await import("#test/integration/support/dynamo-traffic.ts");
const { changeBlockedSeats } = await import("#functions/seats/change-blocked-seats.ts");
const { listPerformanceChanges } = await import("#functions/catalog/list-performance-changes.ts");
const { layoutOf } = await import("#test/support/sections.ts");
const { blockSeat, readAvailability, readOccupancy } = await import("#functions/seats/seat-store.ts");
const { auditSection } = await import("#functions/audit/section-audit.ts");
const { transact } = await import("#functions/shared/transaction.ts");
const { systemClock } = await import("#functions/shared/time.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

const REASON = "The mixing desk needs these seats.";

const newSale = async () => {
  const { concertId, performance } = await createSale({ sections: [section(), section({ sectionId: "B" })] });
  const { performanceId } = performance;
  const change = (wanted: { readonly block?: readonly string[]; readonly unblock?: readonly string[] }) =>
    changeBlockedSeats(
      { performanceId, operatorId: "operator", wanted: { block: [], unblock: [], reason: REASON, ...wanted } },
      systemClock,
    );
  const hold = async (seatIds: readonly string[], holdSeconds = 300) => {
    const [userId = ""] = people(1);
    const queueToken = (await admit(concertId, [userId])).get(userId);
    if (!queueToken) throw new Error("no queue token");
    return holdNow({ performance, queueToken, seatIds, holdSeconds });
  };
  const statesIn = async (sectionId: string) =>
    new Map((await readOccupancy(performanceId, sectionId)).map(({ seatId, state }) => [seatId, state]));
  const history = async () => (await listPerformanceChanges(performanceId, { limit: 100, after: undefined })).items;
  return { performance, performanceId, change, hold, statesIn, history };
};

describe("blocking seats", () => {
  it("S1: takes them from the sale and gives them back, with a record of both", async () => {
    const { change, hold, history, statesIn } = await newSale();

    const blocked = await change({ block: ["A-1-1", "B-1-2"] });
    await expect(hold(["A-1-1"])).rejects.toMatchObject({ code: "SEAT_TAKEN", evidence: { seatIds: ["A-1-1"] } });
    const both = await change({ block: ["A-1-5"], unblock: ["A-1-1"] });
    await hold(["A-1-1"]);

    expect(blocked).toEqual({ blocked: ["A-1-1", "B-1-2"], unblocked: [] });
    expect(both).toEqual({ blocked: ["A-1-5"], unblocked: ["A-1-1"] });
    expect(await statesIn("A")).toEqual(
      new Map([
        ["A-1-1", "HELD"],
        ["A-1-5", "BLOCKED"],
      ]),
    );
    // Acts of one second are in no order of their own.
    const records = (await history()).toSorted((a, b) => (b.unblocked?.length ?? 0) - (a.unblocked?.length ?? 0));
    expect(records).toMatchObject(
      [both, blocked].map((each) => ({ kind: "SEATS_BLOCKED", by: "operator", reason: REASON, ...each })),
    );
  });

  it("S1: refuses seats that somebody holds, names them, and blocks none of the others", async () => {
    const { change, hold, history, statesIn } = await newSale();
    await hold(["A-1-1", "A-1-2"]);

    await expect(change({ block: ["A-1-1", "A-1-2", "A-1-3"] })).rejects.toMatchObject({
      code: "SEAT_TAKEN",
      evidence: { seatIds: ["A-1-1", "A-1-2"] },
    });

    expect([...(await statesIn("A")).keys()]).toEqual(["A-1-1", "A-1-2"]);
    expect(await history()).toEqual([]);
  });

  it("S3: blocks the seat of a hold that has expired", async () => {
    const { change, hold, statesIn } = await newSale();
    await hold(["A-1-1"], 0);

    await change({ block: ["A-1-1"] });

    expect(await statesIn("A")).toEqual(new Map([["A-1-1", "BLOCKED"]]));
  });

  it("changes and records nothing if all is as wanted already, so a repeat does no harm", async () => {
    const { change, hold, history, statesIn } = await newSale();
    await hold(["A-1-2"]);
    await change({ block: ["A-1-1"] });

    const repeat = await change({ block: ["A-1-1"], unblock: ["A-1-2", "A-1-3"] });

    expect(repeat).toEqual({ blocked: [], unblocked: [] });
    expect(await statesIn("A")).toEqual(
      new Map([
        ["A-1-1", "BLOCKED"],
        ["A-1-2", "HELD"],
      ]),
    );
    expect(await history()).toHaveLength(1);
  });

  it("S1: of a hold and a block at once, one wins", async () => {
    const { change, hold, statesIn } = await newSale();
    const seats = Array.from({ length: 8 }, (_, index) => `A-1-${index + 1}`);

    await Promise.all(
      seats.map(async (seatId) => {
        const [block, held] = await Promise.allSettled([change({ block: [seatId] }), hold([seatId])]);
        expect([block.status, held.status].toSorted()).toEqual(["fulfilled", "rejected"]);
      }),
    );

    expect((await statesIn("A")).size).toBe(seats.length);
  });

  it("S1 positive control: without the condition, a block takes the seat of a hold", async () => {
    const { performanceId, hold, statesIn } = await newSale();
    await hold(["A-1-1"]);
    const block = () => transact([blockSeat(performanceId, { seatId: "A-1-1", index: 0 }, systemClock())]);
    const isBlock = ({ Item: item }: Readonly<Record<string, unknown>>) =>
      (item as { readonly state?: string } | undefined)?.state === "BLOCKED";

    expect((await block()).kind).toBe("refused");
    expect((await withoutCondition(isBlock, block)).kind).toBe("committed");

    expect(await statesIn("A")).toEqual(new Map([["A-1-1", "BLOCKED"]]));
  });

  it("S6: counts them as taken but as nobody's, and the audit agrees", async () => {
    const { performance, performanceId, change, hold } = await newSale();
    await hold(["A-1-9"]);
    await change({ block: ["A-1-1", "A-1-2"] });

    const counts = (await readAvailability(performanceId)).get("A");
    const { findings } = await auditSection(performanceId, layoutOf(section()), systemClock);

    expect(performance.performanceId).toBe(performanceId);
    expect(counts).toMatchObject({ occupied: 3, held: 1, buyers: 1, holders: 1 });
    expect(findings).toEqual([]);
  });

  it("refuses seats that the performance does not have, and a performance that is not there", async () => {
    const { change } = await newSale();
    const wanted = { block: ["A-1-1"], unblock: [], reason: REASON };

    await expect(change({ block: ["A-1-1", "A-1-51"], unblock: ["C-1-1"] })).rejects.toMatchObject({
      code: "SEAT_NOT_FOUND",
      evidence: { seatIds: ["A-1-51", "C-1-1"] },
    });
    const elsewhere = { performanceId: "per_none", operatorId: "operator", wanted };
    await expect(changeBlockedSeats(elsewhere, systemClock)).rejects.toMatchObject({ code: "PERFORMANCE_NOT_FOUND" });
  });

  it("changes 90 seats in one transaction of 2(n + 1) write units and a recount", async () => {
    const rows = [{ row: "1", from: 1, to: 100 }];
    const { performance } = await createSale({ sections: [section({ rows })] });
    const block = Array.from({ length: 90 }, (_, index) => `A-1-${index + 1}`);
    const wanted = { block, unblock: [], reason: REASON };
    const request = { performanceId: performance.performanceId, operatorId: "operator", wanted };

    const units = await unitsOf(() => changeBlockedSeats(request, systemClock));

    // The record names 90 seats, in two kilobytes at most.
    expect(units.write).toBeLessThanOrEqual(2 * (90 + 2) + 1);
  });
});
