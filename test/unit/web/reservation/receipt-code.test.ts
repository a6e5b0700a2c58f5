/** The QR code of a receipt: what is drawn reads back as the text, and the text is the genuine receipt. */
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { genuineReceipt, receiptIn } from "#cli/verify-receipt/genuine-receipt.ts";
import { receiptResponse } from "#functions/payments/rules/receipt.ts";
import { idAsLabel } from "#functions/reservations/rules/seat-rates.ts";
import { ISSUER, KEY, paymentOf, reservationOf } from "#test/support/receipts.ts";
import { drawnPath, readQr, withoutQuietZone } from "#test/unit/web/reservation/read-qr.ts";
import { type Modules, QUIET_MODULES, qrPath, sideOf } from "#web/booking/qr/qr-path.ts";
import { type QrPicture, qrPicture } from "#web/booking/qr/receipt-code.ts";

const modulesOf = ({ path, side }: QrPicture): Modules => withoutQuietZone(drawnPath(path, side));

const square = fc
  .integer({ min: 1, max: 40 })
  .chain((size) =>
    fc.array(fc.array(fc.boolean(), { minLength: size, maxLength: size }), { minLength: size, maxLength: size }),
  );

describe("qrPath", () => {
  it("draws each dark module, and no other", () => {
    fc.assert(
      fc.property(square, (modules) => {
        expect(modulesOf({ path: qrPath(modules), side: sideOf(modules) })).toEqual(modules);
      }),
    );
  });

  it("has one rectangle for a run of modules", () => {
    const modules = [
      [true, true, false],
      [false, false, true],
      [false, false, false],
    ];

    expect(qrPath(modules)).toBe("M4 4h2v1h-2zM6 5h1v1h-1z");
  });
});

describe("the QR code of a receipt", () => {
  it("reads back as its text, however long that is", () => {
    const texts = fc.string({
      unit: fc.constantFrom("a", "b", "c", "X", "Y", "Z", "0", "1", "9", "-", "_", ".", ":"),
      minLength: 20,
      maxLength: 1500,
    });
    fc.assert(
      fc.property(texts, (text) => {
        expect(readQr(modulesOf(qrPicture(`encore-receipt:${text}`)))).toBe(`encore-receipt:${text}`);
      }),
      { numRuns: 60 },
    );
  });

  it("leaves four modules of paper on every side", () => {
    const { path, side } = qrPicture("encore-receipt:abc");
    const picture = drawnPath(path, side);
    const outer = picture.filter((_row, y) => y < QUIET_MODULES || y >= side - QUIET_MODULES);
    const ends = picture.map((row) => [...row.slice(0, QUIET_MODULES), ...row.slice(-QUIET_MODULES)]);

    expect([...outer, ...ends].flat()).not.toContain(true);
  });

  it("is the genuine receipt, which the published keys verify without a network", async () => {
    const reservation = reservationOf();
    const { qr, receiptNumber } = receiptResponse(reservation, await paymentOf(reservation), idAsLabel);

    const text = readQr(modulesOf(qrPicture(qr)));

    expect(text).toBe(qr);
    expect(await genuineReceipt(receiptIn(text), { keys: [KEY.publicJwk] }, ISSUER)).toMatchObject({
      receiptNumber,
      amount: 410_000,
    });
  });

  it("fits the screen of a phone: the largest reservation has 153 modules a side, with its paper", async () => {
    const seatIds = Array.from({ length: 10 }, (_, index) => `SEC0000${index}-ROW0000${index}-SEAT000${index}`);
    const rates = seatIds.map((_seatId, index) => ({
      category: `Category ${index}`,
      priceType: `price-type-${index}`,
      price: 9_000_000 + index,
      bookingFee: 99_000 + index,
      discount: 1_000_000 + index,
    }));
    const rateOf = Object.fromEntries(seatIds.map((seatId, index) => [seatId, index]));
    const reservation = reservationOf({ seatIds, rates, rateOf });

    const { qr } = receiptResponse(reservation, await paymentOf(reservation), idAsLabel);

    // 2.3 points a module on a screen of 360 points: seven pixels on most phones.
    expect(qrPicture(qr).side).toBeLessThanOrEqual(153);
  });
});
