/** Writing down which request made a change costs nothing: the largest reservation stays within the same units. */
import { afterAll, expect, it, jest } from "@jest/globals";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { unitsOf } = await import("#test/integration/support/dynamo-traffic.ts");
const { admit, createSale, holdNow, NO_COOL_DOWN, people } = await import("#test/integration/support/sale.ts");
const { causedBy } = await import("#functions/shared/cause.ts");
const { releaseReservation } = await import("#functions/reservations/release-reservation.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

/** As long as API Gateway makes them. */
const REQUEST_ID = "JKJaXmPLvHcESHA=";

it("of ten seats under the longest of the refund rules, held and released", async () => {
  const { concertId, performance } = await createSale({ refundRule: "kr-performance", bookingFee: 1000 });
  const passes = [...(await admit(concertId, people(2))).values()];
  const play = async (person: number): Promise<void> => {
    const queueToken = passes[person];
    if (!queueToken) throw new Error("no pass");
    const seatIds = Array.from({ length: 10 }, (_, index) => `A-1-${20 * person + index + 1}`);
    const { reservation } = await holdNow({ performance, queueToken, seatIds });
    await releaseReservation(reservation.reservationId, reservation.userId, NO_COOL_DOWN);
  };

  const plain = await unitsOf(() => play(0));
  const caused = await unitsOf(() => causedBy(REQUEST_ID, () => play(1)));

  expect(plain.write).toBeGreaterThan(20);
  expect(caused.write).toBe(plain.write);
});
