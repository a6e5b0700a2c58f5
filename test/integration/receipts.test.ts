/** The signed receipt as it is made with the payment and read again from the store. */
import { afterAll, expect, it, jest } from "@jest/globals";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { admit, createSale, people, holdNow } = await import("#test/integration/support/sale.ts");
const { genuineReceipt } = await import("#bin/verify-receipt/genuine-receipt.ts");
const { readAccount } = await import("#functions/balance/balance-store.ts");
const { charge } = await import("#functions/balance/charge.ts");
const { cancel } = await import("#functions/payments/cancel.ts");
const { pay } = await import("#functions/payments/pay.ts");
const { receiptAnswer, receiptAsMade } = await import("#functions/payments/receipt.ts");
const { signingKey } = await import("#functions/queue/signing-key.ts");
const { readReservation, readWithPayment } = await import("#functions/reservations/reservation-store.ts");
const { Problem } = await import("#functions/shared/problems.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

const SECRETS = "AWS_ENDPOINT_URL_SECRETS_MANAGER";

/** What it takes to pay a hold of two seats. */
const newHold = async () => {
  const [userId = ""] = people(1);
  const { concertId, performance } = await createSale();
  const pass = (await admit(concertId, [userId])).get(userId);
  if (!pass) throw new Error("no pass");
  await charge({ userId, amount: 5000, idempotencyKey: "k", amountMax: 1e6, balanceMax: 1e6 });
  const { reservation } = await holdNow({
    performance,
    seatIds: ["A-1-1", "A-1-2"],
    pass,
  });
  return { reservationId: reservation.reservationId, userId, idempotencyKey: "k" };
};

// First, while no function has the key yet.
it("M3: takes no money for a receipt that can't be signed", async () => {
  const request = await newHold();
  const endpoint = process.env[SECRETS];
  process.env[SECRETS] = "http://127.0.0.1:1";

  const failure = await pay(request).catch((error: unknown) => error);
  const [account, reservation] = [
    await readAccount(request.userId, { consistent: true }),
    await readReservation(request.reservationId),
  ];
  process.env[SECRETS] = endpoint;

  expect(String(failure)).toContain("ECONNREFUSED");
  expect(account).toMatchObject({ balance: 5000, seq: 1 });
  expect(reservation?.status).toBe("HELD");
  expect((await pay(request)).isRepeat).toBe(false);
});

it("M3: gives the same text at first, again, and read from the store, and it is genuine", async () => {
  const request = await newHold();

  const first = await pay(request);
  const again = await pay(request);
  const read = await readWithPayment(request.reservationId);

  const answer = receiptAnswer(first.reservation, first.payment);
  expect(again.isRepeat).toBe(true);
  expect(receiptAnswer(again.reservation, again.payment)).toEqual(answer);
  expect(read?.payment && receiptAnswer(read.reservation, read.payment)).toEqual(answer);
  const { publicJwk } = await signingKey();
  expect(
    await genuineReceipt(answer.signedReceipt, { keys: [publicJwk] }, process.env["QUEUE_TOKEN_ISSUER"]),
  ).toMatchObject({
    sub: request.userId,
    receiptNumber: answer.receiptNumber,
    seats: [{ grade: "R", price: 1000, seatIds: ["A-1-1", "A-1-2"] }],
    amount: 2000,
    entrySeq: 2,
  });
});

it("M3: gives the same text after a seat was given back, and a repeat the receipt as it was made", async () => {
  const request = await newHold();
  const first = await pay(request);
  const made = receiptAsMade(first.reservation, first.payment);

  await cancel({ ...request, seatIds: ["A-1-1"], idempotencyKey: "c" });
  const again = await pay(request);

  expect(receiptAsMade(again.reservation, again.payment)).toEqual(made);
  const now = receiptAnswer(again.reservation, again.payment);
  expect(now).toMatchObject({ status: "PARTLY_CANCELLED", signedReceipt: made.signedReceipt });
  await cancel({ ...request, seatIds: undefined, idempotencyKey: "d" });
  const last = await readWithPayment(request.reservationId);
  expect(last?.payment && receiptAnswer(last.reservation, last.payment)).toMatchObject({
    status: "CANCELLED",
    signedReceipt: made.signedReceipt,
  });
});

it("M3: ten payments at once with one key are told one receipt", async () => {
  const request = await newHold();

  const all = await Promise.all(
    Array.from({ length: 10 }, () =>
      pay(request).catch((error: unknown) => {
        if (error instanceof Problem && error.code === "REQUEST_IN_PROGRESS") return pay(request);
        throw error;
      }),
    ),
  );

  const texts = all.map(({ reservation, payment }) => receiptAnswer(reservation, payment).signedReceipt);
  expect(new Set(texts).size).toBe(1);
});
