/** Ledger entries as rows of a statement. */
import { describe, expect, it } from "@jest/globals";
import { reservationsByReference, statementRow } from "#web/booking/account/statement-rows.ts";
const entry = (change) => ({
    seq: 2,
    kind: "PAYMENT",
    amount: -152000,
    bookingFees: 2000,
    cancellationFees: 0,
    balanceAfter: 48000,
    counterAccount: "TAKINGS:con_8Yq2mV0sT1",
    reference: "pay_1",
    at: "2026-12-01T11:04:10.000Z",
    ...change,
});
const notesOf = (change) => statementRow(entry(change)).notes;
describe("a row of the statement", () => {
    it("has the concert of a payment, and none for a top-up or an old entry", () => {
        expect(statementRow(entry({})).concertId).toBe("con_8Yq2mV0sT1");
        expect(statementRow(entry({ kind: "TOP_UP", counterAccount: "FUNDING" })).concertId).toBeUndefined();
        expect(statementRow(entry({ counterAccount: "TAKINGS" })).concertId).toBeUndefined();
    });
    it("says which booking fees were paid and which came back", () => {
        expect(notesOf({})).toEqual([{ kind: "BOOKING_FEES_PAID", amount: 2000 }]);
        expect(notesOf({ kind: "REFUND", amount: 152000, bookingFees: -2000 })).toEqual([
            { kind: "BOOKING_FEES_BACK", amount: 2000 },
        ]);
    });
    it("says what a refund has kept, or gives back of that", () => {
        expect(notesOf({ kind: "REFUND", amount: 120000, bookingFees: 0, cancellationFees: 30000 })).toEqual([
            { kind: "FEE_KEPT", amount: 30000 },
        ]);
        expect(notesOf({ kind: "REFUND", amount: 180000, bookingFees: 0, cancellationFees: -30000 })).toEqual([
            { kind: "FEE_BACK", amount: 30000 },
        ]);
    });
    it("explains a sum of nothing", () => {
        expect(notesOf({ amount: 0, bookingFees: 0 })).toEqual([{ kind: "FREE" }]);
        expect(notesOf({ kind: "REFUND", amount: 0, bookingFees: 0, cancellationFees: 150000 })).toEqual([
            { kind: "USED_UP" },
            { kind: "FEE_KEPT", amount: 150000 },
        ]);
        expect(notesOf({ kind: "REFUND", amount: 0, bookingFees: 0 })).toEqual([{ kind: "FREE" }]);
    });
});
describe("the reservation behind an entry", () => {
    it("is found by the payment and by the refunds of its receipt", () => {
        const found = reservationsByReference([
            { reservationId: "res_1", paymentId: "pay_1", refundIds: ["ref_1", "ref_2"] },
            { reservationId: "res_2", paymentId: null, refundIds: [] },
        ]);
        expect([found.get("pay_1"), found.get("ref_2"), found.get("ref_3")]).toEqual(["res_1", "res_1", undefined]);
        expect(found.size).toBe(3);
    });
});
