import { afterAll, expect, it, jest } from "@jest/globals";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { firstSlice, logEvents, nextSlice, readSlice } = await import("#functions/events/event-log-store.ts");
const { newEvent } = await import("#functions/events/rules/event.ts");
const { systemClock } = await import("#functions/shared/time.ts");
const { putItem } = await import("#test/integration/support/damage.ts");

jest.setTimeout(60_000);
afterAll(() => environment.stop());

it("a damaged event in the log costs its own line of a replay, and no other", async () => {
  jest.spyOn(console, "error").mockImplementation(() => undefined);
  const now = systemClock();
  const data = {
    userId: "mina",
    concertId: "con_1",
    performanceId: "per_1",
    seatIds: ["A-1-1"],
    seats: [],
    amount: 1000,
  };
  const events = Array.from({ length: 20 }, (_, index) =>
    newEvent("reservation.released", [`res_${index}`], now, { ...data, reservationId: `res_${index}` }),
  );
  await logEvents(events, 3600);
  const period = { from: now, to: now + 1 };
  const read = async () => {
    const ids: string[] = [];
    let slice: ReturnType<typeof nextSlice> = firstSlice(now);
    while (slice !== undefined) {
      const page = await readSlice(slice, period, { limit: 100, after: undefined });
      for (const { id } of page.events) {
        ids.push(id);
        if (ids.length === 7)
          await putItem("events", { pk: `EVENTS#${slice.hour}#${slice.shard}`, sk: `${now}#${id}` });
      }
      slice = nextSlice(slice, period.to);
    }
    return ids;
  };

  const before = await read();
  const after = await read();

  expect(before.toSorted()).toEqual(events.map(({ id }) => id).toSorted());
  expect(after.toSorted()).toEqual(before.filter((_, index) => index !== 6).toSorted());
});
