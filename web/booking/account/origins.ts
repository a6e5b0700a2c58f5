/** The reservations behind the entries of a statement. The statement itself names payments and refunds only. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { reservationsByReference, type StatementRow } from "#web/booking/account/statement-rows.ts";
import { call } from "#web/shared/api/client.ts";

export interface Origins {
  /** Reservation ids by the reference of an entry, as far as they are known. */
  readonly found: ReadonlySignal<ReadonlyMap<string, string>>;
  /** Reads the receipts of the payments among these rows, each once. */
  readonly find: (rows: readonly StatementRow[]) => Promise<void>;
}

export const findOrigins = (): Origins => {
  const found = signal<ReadonlyMap<string, string>>(new Map());
  const asked = new Set<string>();

  const readReceipt = async (paymentId: string): Promise<void> => {
    const { body } = await call("readPayment", { params: { paymentId } });
    const { reservationId, refunds } = body;
    const origin = { reservationId, paymentId, refundIds: refunds.map(({ refundId }) => refundId) };
    found.value = new Map([...found.peek(), ...reservationsByReference([origin])]);
  };

  return {
    found,
    find: async (rows) => {
      const payments = rows.filter(({ kind, reference }) => kind === "PAYMENT" && !asked.has(reference));
      for (const { reference } of payments) asked.add(reference);
      // One after the other: a link more is worth no crowd of requests, and no message if it is missing.
      for (const { reference } of payments) await readReceipt(reference).catch(() => undefined);
    },
  };
};
