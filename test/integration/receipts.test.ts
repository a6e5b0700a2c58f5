/** The signed receipt as it is made with the payment and read again from the store. */
import { afterAll, expect, it, jest } from "@jest/globals";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { admit, createSale, people, holdNow } = await import("#test/integration/support/sale.ts");
const { genuineReceipt } = await import("#cli/verify-receipt/genuine-receipt.ts");
const { readAccount } = await import("#functions/balance/balance-store.ts");
const { topUpBalance } = await import("#functions/balance/top-up-balance.ts");
const { cancelReservation } = await import("#functions/payments/cancel-reservation.ts");
const { payReservation } = await import("#functions/payments/pay-reservation.ts");
const { receiptResponse, receiptAsIssued } = await import("#functions/payments/rules/receipt.ts");
const { idAsLabel } = await import("#functions/reservations/rules/seat-rates.ts");
const { signingKey } = await import("#functions/signing/key-ring.ts");
const { readWithPayment } = await import("#functions/payments/payment-store.ts");
const { readReservation } = await import("#functions/reservations/reservation-store.ts");
const { Problem } = await import("#functions/shared/problem.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

const SECRETS = "AWS_ENDPOINT_URL_SECRETS_MANAGER";

/** What it takes to pay a hold of two seats. */
const newHold = async () => {
  const [userId = ""] = people(1);
  const { concertId, performance } = await createSale();
  const queueToken = (await admit(concertId, [userId])).get(userId);
  if (!queueToken) throw new Error("no queue token");
  await topUpBalance({ userId, amount: 5000, idempotencyKey: "k", amountMax: 1e6, balanceMax: 1e6 });
  const { reservation } = await holdNow({
    performance,
    seatIds: ["A-1-1", "A-1-2"],
    queueToken,
  });
  return { reservationId: reservation.reservationId, userId, idempotencyKey: "k" };
};

// First, while no function has the key yet.
it("M3: takes no money for a receipt that can't be signed", async () => {
  const request = await newHold();
  const endpoint = process.env[SECRETS];
  process.env[SECRETS] = "http://127.0.0.1:1";

  const failure = await payReservation(request).catch((error: unknown) => error);
  const [account, reservation] = [
    await readAccount(request.userId, { consistent: true }),
    await readReservation(request.reservationId),
  ];
  process.env[SECRETS] = endpoint;

  expect(String(failure)).toContain("ECONNREFUSED");
  expect(account).toMatchObject({ balance: 5000, seq: 1 });
  expect(reservation?.status).toBe("HELD");
  expect((await payReservation(request)).isRepeat).toBe(false);
});

it("M3: gives the same text at first, again, and read from the store, and it is genuine", async () => {
  const request = await newHold();

  const first = await payReservation(request);
  const again = await payReservation(request);
  const read = await readWithPayment(request.reservationId);

  const receipt = receiptResponse(first.reservation, first.payment, idAsLabel);
  expect(again.isRepeat).toBe(true);
  expect(receiptResponse(again.reservation, again.payment, idAsLabel)).toEqual(receipt);
  expect(read?.payment && receiptResponse(read.reservation, read.payment, idAsLabel)).toEqual(receipt);
  const { publicJwk } = await signingKey();
  expect(
    await genuineReceipt(receipt.signedReceipt, { keys: [publicJwk] }, process.env["QUEUE_TOKEN_ISSUER"]),
  ).toMatchObject({
    sub: request.userId,
    receiptNumber: receipt.receiptNumber,
    seats: [{ category: "R", price: 1000, seatIds: ["A-1-1", "A-1-2"] }],
    amount: 2000,
    entrySeq: 2,
  });
});

it("M3: gives the same text after a seat was given back, and a repeat the receipt as it was made", async () => {
  const request = await newHold();
  const first = await payReservation(request);
  const made = receiptAsIssued(first.reservation, first.payment, idAsLabel);

  await cancelReservation({ ...request, seatIds: ["A-1-1"], idempotencyKey: "c" });
  const again = await payReservation(request);

  expect(receiptAsIssued(again.reservation, again.payment, idAsLabel)).toEqual(made);
  const now = receiptResponse(again.reservation, again.payment, idAsLabel);
  expect(now).toMatchObject({ status: "PARTLY_CANCELLED", signedReceipt: made.signedReceipt });
  await cancelReservation({ ...request, seatIds: undefined, idempotencyKey: "d" });
  const last = await readWithPayment(request.reservationId);
  expect(last?.payment && receiptResponse(last.reservation, last.payment, idAsLabel)).toMatchObject({
    status: "CANCELLED",
    signedReceipt: made.signedReceipt,
  });
});

it("M3: ten payments at once with one key get one receipt", async () => {
  const request = await newHold();

  const all = await Promise.all(
    Array.from({ length: 10 }, () =>
      payReservation(request).catch((error: unknown) => {
        if (error instanceof Problem && error.code === "REQUEST_IN_PROGRESS") return payReservation(request);
        throw error;
      }),
    ),
  );

  const texts = all.map(({ reservation, payment }) => receiptResponse(reservation, payment, idAsLabel).signedReceipt);
  expect(new Set(texts).size).toBe(1);
});
