import { describe, expect } from "@jest/globals";
import { held } from "#test/conformance/support/bookings.ts";
import { call } from "#test/conformance/support/client.ts";
import {
  addPerformance,
  changeQueue,
  inSeconds,
  openConcert,
  readQueueStats,
} from "#test/conformance/support/concerts.ts";
import { until } from "#test/conformance/support/polling.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import { admitNew, join, leave, readQueue, takeNumber, untilQueue } from "#test/conformance/support/queue.ts";
import type { Page, QueueChangeRecord } from "#test/conformance/support/shapes.ts";
import { newUser, newUsers, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);

describe("Control of the queue", () => {
  test("GET queue stats count people waiting, people inside and seats left", async () => {
    const { concertId } = await openConcert({ queue: { maxActive: 1 }, spareSeats: 5 });
    const { performanceId } = await addPerformance(concertId, { seats: 5 });
    const [guest] = await admitNew(concertId, 1);
    await takeNumber(concertId, await newUser());
    await held(guest, performanceId, ["A-1-1", "A-1-2"]);

    const stats = await until("8 seats left", async () => {
      const now = await readQueueStats(concertId);
      return now.seatsLeft === 8 ? now : undefined;
    });

    expect(stats).toMatchObject({ concertId, status: "OPEN", waiting: 1, active: 1 });
    expect(stats.issued - stats.served).toBe(1);
    expect(stats.settings).toMatchObject({ maxActive: 1, paused: false });
  });

  test("PATCH changes only the named settings", async () => {
    const { concertId } = await openConcert();
    const before = await readQueueStats(concertId);

    const changed = await changeQueue(concertId, { maxActive: 7, paused: true });

    expect(changed.settings).toEqual({ ...before.settings, maxActive: 7, paused: true });
    expect((await readQueueStats(concertId)).settings).toEqual(changed.settings);
  });

  test.each([
    ["nothing", {}],
    ["an unknown setting", { speed: 1 }],
    ["nobody admitted", { maxActive: 0 }],
    ["text for a number", { maxActive: "7" }],
    ["text for a boolean", { paused: "yes" }],
    ["a pass of no time", { passSeconds: 0 }],
    ["an invalid time", { opensAt: "soon" }],
  ])("PATCH: 400 with %s", async (_, body) => {
    const { concertId } = await openConcert({ spareSeats: 0 });

    expectInvalid(await call("PATCH", `/v1/admin/concerts/${concertId}/queue`, { user: operator, body }));
  });

  test("PATCH: raising maxActive admits more people", async () => {
    const { concertId } = await openConcert({ queue: { maxActive: 1 } });
    await admitNew(concertId, 1);
    const users = await newUsers(3);
    await Promise.all(users.map((user) => takeNumber(concertId, user)));

    await changeQueue(concertId, { maxActive: 4 });

    await until("four inside", async () => ((await readQueueStats(concertId)).active === 4 ? true : undefined));
  });

  test("PATCH: the opening time can change before the draw, not after it: SALE_ALREADY_DRAWN", async () => {
    const { concertId } = await openConcert({ opensAt: inSeconds(3600) });
    await join(concertId, await newUser());
    const opensAt = inSeconds(1);

    await changeQueue(concertId, { opensAt });
    await until("the draw", async () => (await readQueue(concertId)).draw.seed ?? undefined);
    const late = await call("PATCH", `/v1/admin/concerts/${concertId}/queue`, {
      user: operator,
      body: { opensAt: inSeconds(3600) },
    });

    expectProblem(late, 409, "SALE_ALREADY_DRAWN");
    expect(Date.parse((await readQueueStats(concertId)).settings.opensAt)).toBeLessThan(Date.now());
  });

  test("PATCH: closing ends the sale at once, even before the opening, and a later closing time reopens it", async () => {
    const [open, lobby] = await Promise.all([openConcert(), openConcert({ opensAt: inSeconds(3600) })]);

    await Promise.all([open, lobby].map(({ concertId }) => changeQueue(concertId, { closed: true })));

    await Promise.all([open, lobby].map(({ concertId }) => untilQueue(concertId, "CLOSED")));
    await changeQueue(open.concertId, { closesAt: inSeconds(3600) });
    await untilQueue(open.concertId, "OPEN");
  });

  test("GET queue stats show how many came, how many did not, and what to expect", async () => {
    const { concertId } = await openConcert({ queue: { maxActive: 2, claimSeconds: 1 }, spareSeats: 40 });
    const [here, absent, next] = await newUsers(3);
    await changeQueue(concertId, { paused: true });
    for (const user of [here, absent, next]) await takeNumber(concertId, user);
    await changeQueue(concertId, { claimSeconds: 10, paused: false });
    await until("a turn", async () => ((await join(concertId, here)).body.status === "ADMITTED" ? true : undefined));
    const stats = await until("a no-show", async () => {
      const now = await readQueueStats(concertId);
      return (now.noShowRate ?? 0) > 0 ? now : undefined;
    });
    await leave(concertId, here);

    expect(stats).toMatchObject({ claimed: 1, noShowRate: 0.5, seatsLeft: 40, seatsHeld: 0, buyers: 0 });
    expect(stats.estimatedWaitSeconds?.high).toBeGreaterThan(0);
    expect(stats.meanStaySeconds).toBeGreaterThan(0);
    expect(stats.admitted).toBeGreaterThanOrEqual(2);
  });

  test("GET changes: every real change is recorded with its author and time", async () => {
    const { concertId } = await openConcert({ queue: { maxActive: 10 } });
    const path = `/v1/admin/concerts/${concertId}/queue/changes`;
    const read = (query = "") => call<Page<QueueChangeRecord>>("GET", path + query, { user: operator });
    expect((await read()).body).toEqual({ items: [], nextCursor: null });

    await changeQueue(concertId, { maxActive: 20, paused: true });
    await changeQueue(concertId, { paused: true });
    await changeQueue(concertId, { paused: false });
    const { items } = (await read()).body;
    const first = await read("?limit=1");
    const second = await read(`?limit=1&cursor=${first.body.nextCursor}`);

    expect(items.map(({ revision, by, changes }) => ({ revision, by, changes }))).toEqual([
      { revision: 2, by: operator?.name, changes: [{ setting: "paused", from: true, to: false }] },
      {
        revision: 1,
        by: operator?.name,
        changes: [
          { setting: "maxActive", from: 10, to: 20 },
          { setting: "paused", from: false, to: true },
        ],
      },
    ]);
    expect(Math.abs(Date.parse(items[0]?.at ?? "") - Date.now())).toBeLessThan(60_000);
    expect([first.body.items, second.body.items]).toEqual([[items[0]], [items[1]]]);
  });

  test("GET changes: operators only, and 404 for an unknown concert", async () => {
    const path = "/v1/admin/concerts/con_none/queue/changes";

    expectProblem(await call("GET", path, { user: await newUser() }), 403, "FORBIDDEN");
    expectProblem(await call("GET", path, { user: operator }), 404, "CONCERT_NOT_FOUND");
  });
});
