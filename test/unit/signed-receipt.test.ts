import { describe, expect, it } from "@jest/globals";
import { compactVerify, importJWK } from "jose";
import { receiptResponse } from "#functions/payments/rules/receipt.ts";
import { signedReceipt } from "#functions/payments/rules/receipt-text.ts";
import { idAsLabel, seatRates } from "#functions/reservations/rules/seat-rates.ts";
import { KEY, OTHER_KEY, oldPaymentOf, paymentOf, reservationOf } from "#test/support/receipts.ts";
import { ratesBySection } from "#test/support/sections.ts";

const reservation = reservationOf();

/** Header and payload of a compact JWS, as texts. */
const partsOf = (jws: string): readonly string[] =>
  jws
    .split(".")
    .slice(0, 2)
    .map((part) => Buffer.from(part, "base64url").toString());

describe("a signed receipt", () => {
  it("is signed with the published key", async () => {
    const receipt = signedReceipt(reservation, await paymentOf(reservation));

    const { protectedHeader } = await compactVerify(receipt, await importJWK(KEY.publicJwk, "ES256"));

    expect(protectedHeader).toEqual({ alg: "ES256", kid: KEY.publicJwk.kid, typ: "encore-receipt-2+jwt" });
    await expect(compactVerify(receipt, await importJWK(OTHER_KEY.publicJwk, "ES256"))).rejects.toThrow(
      "signature verification failed",
    );
  });

  it.each([
    [
      "detailed",
      paymentOf,
      "encore-receipt-2+jwt",
      '[["R","standard",150000,0,0,["A-3-11","A-3-12"]],["S","standard",110000,0,0,["B-1-7"]]]',
    ],
    [
      "first",
      oldPaymentOf,
      "encore-receipt+jwt",
      '[{"grade":"R","price":150000,"seatIds":["A-3-11","A-3-12"]},{"grade":"S","price":110000,"seatIds":["B-1-7"]}]',
    ],
  ] as const)(
    "of the %s form says these words in this order: a change would break every receipt that was signed before",
    async (_, pay, typ, seats) => {
      const [header, payload] = partsOf(signedReceipt(reservation, await pay(reservation)));

      expect(header).toBe(`{"alg":"ES256","kid":"${KEY.publicJwk.kid}","typ":"${typ}"}`);
      expect(payload).toBe(
        '{"iss":"https://a1b2c3d4e5.execute-api.ap-northeast-2.amazonaws.com",' +
          '"sub":"4478b4fc-10f1-70a5-9c2e-3d1f2b6a7c80","iat":1796123050,' +
          '"receiptNumber":"20261201-1B6F3AAB75","paymentId":"pay_Zt6vXh1nR3eWq0uBcLk5Yg",' +
          '"reservationId":"res_Zt6vXh1nR3eWq0uBcLk5Yg","concertId":"con_8Yq2mV0sT1Qw3e4rLk5YgZ",' +
          `"performanceId":"per_4kD0aP7cQzX5t6YunR3eWq","seats":${seats},` +
          '"amount":410000,"entrySeq":2,"paidAt":"2026-12-01T11:04:10.000Z"}',
      );
    },
  );

  it("shows price type, discount and booking fee of each group of seats apart", async () => {
    const [youth, standard] = [
      { category: "R", priceType: "youth", price: 90_000, bookingFee: 2000, discount: 9000 },
      { category: "R", priceType: "standard", price: 150_000, bookingFee: 2000, discount: 15_000 },
    ];
    const rated = reservationOf({ rates: [youth, standard], rateOf: { "A-3-12": 0, "B-1-7": 1, "A-3-11": 0 } });

    const [, payload] = partsOf(signedReceipt(rated, await paymentOf(rated)));

    expect(JSON.parse(payload ?? "")).toMatchObject({
      seats: [
        ["R", "youth", 90_000, 9000, 2000, ["A-3-11", "A-3-12"]],
        ["R", "standard", 150_000, 15_000, 2000, ["B-1-7"]],
      ],
    });
  });

  it("keeps the balance to its owner", async () => {
    const [, payload] = partsOf(signedReceipt(reservation, await paymentOf(reservation)));

    expect(payload).not.toContain("balance");
    expect(payload).not.toContain("777777");
  });

  it("is the same text again from what is kept, whatever has become of the reservation", async () => {
    const payment = await paymentOf(reservation);
    const [first, second] = [payment, await paymentOf(reservation)].map((each) => signedReceipt(reservation, each));
    // A map of the store need not keep the order of its keys.
    const rateOf = Object.fromEntries(Object.entries(reservation.rateOf).toReversed());
    const kept = structuredClone(payment);
    const given = { seatIds: ["B-1-7"], returnedSeatIds: ["A-3-11", "A-3-12"], amount: 110_000 };

    expect(signedReceipt({ ...reservation, rateOf, status: "CANCELLED" }, kept)).toBe(first);
    expect(signedReceipt({ ...reservation, ...given }, kept)).toBe(first);
    // Signing it once more gives another text, which is why the signature is kept.
    expect(second).not.toBe(first);
  });

  it("names its issuer and key as they were when it was signed", async () => {
    const signature = { ...(await paymentOf(reservation)).signature, issuer: "https://before.example", kid: "before" };

    const [header, payload] = partsOf(signedReceipt(reservation, { ...(await paymentOf(reservation)), signature }));

    expect(JSON.parse(header ?? "")).toMatchObject({ kid: "before" });
    expect(JSON.parse(payload ?? "")).toMatchObject({ iss: "https://before.example" });
  });

  it("is the content of the QR code, after a prefix that names it", async () => {
    const receipt = receiptResponse(reservation, await paymentOf(reservation), idAsLabel);

    expect(receipt.qr).toBe(`encore-receipt:${receipt.signedReceipt}`);
    expect(receipt.signedReceipt).toMatch(/^[\w-]+\.[\w-]+\.[\w-]{86}$/);
  });

  // Bytes that a code of a version has room for with error correction L (ISO/IEC 18004).
  it.each([
    ["one seat", 20, 858, [1]],
    ["ten seats of a section", 22, 1003, [10]],
    ["ten seats of three sections", 23, 1091, [4, 3, 3]],
  ])("of %s fits a QR code of version %p", async (_, _version, bytes, seatsOfSections) => {
    const sections = seatsOfSections.map((seats, index) => ({ id: "ABC"[index] ?? "", seats }));
    const seatIds = sections.flatMap(({ id, seats }) =>
      Array.from({ length: seats }, (_seat, seat) => `${id}-3-${11 + seat}`),
    );
    const held = reservationOf({
      seatIds,
      ...ratesBySection(seatIds, Object.fromEntries(sections.map(({ id }, index) => [id, ["VIP", 150_000 - index]]))),
      amount: 1_500_000,
    });

    expect(receiptResponse(held, await paymentOf(held), idAsLabel).qr.length).toBeLessThanOrEqual(bytes);
  });

  it("of the largest hold, with the longest names, still fits the largest QR code", async () => {
    const sections = Array.from({ length: 10 }, (_, index) => `SECTION${index}`);
    const seatIds = sections.map((section) => `${section}-ROWROWRO-SEATSEAT`);
    const rate = (index: number) => ({
      category: "석".repeat(20),
      priceType: "p".repeat(20),
      price: 10_000_000,
      discount: 9_999_990 + index,
      bookingFee: 100_000,
    });
    const rated = seatRates(seatIds.map((seatId, index) => ({ seatId, ...rate(index) })));
    const held = reservationOf({ seatIds, ...rated, amount: 99_999_945 });

    expect(receiptResponse(held, await paymentOf(held), idAsLabel).qr.length).toBeLessThanOrEqual(2953);
  });
});
