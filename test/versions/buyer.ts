import { randomUUID } from "node:crypto";
import { ProblemError } from "#client/problem-error.ts";
import type { EncoreClient } from "#client/table-client.ts";

/** Far more than what is bought. */
const TOP_UP = 100_000;
/** In the sale of test/load/test-sale.ts. */
const SEATS = ["1-1-1", "1-1-2"];
const OTHER_SEATS = ["1-1-5"];
export const SEATS_BOUGHT = SEATS.length;

export interface Keyed<Body> {
  readonly body: Body;
  /** Whether this is the response to an earlier request with the same key. */
  readonly isReplayed: boolean;
}

const keyed = <Body>({ body, headers }: { readonly body: Body; readonly headers: Headers }): Keyed<Body> => ({
  body,
  isReplayed: headers.get("idempotency-replayed") === "true",
});

/** Somebody who buys, with one key for each thing they do, so that doing it again is the same request. */
export class Buyer {
  readonly #client: EncoreClient;
  readonly #concert: { readonly concertId: string };
  readonly #keys = { topUp: randomUUID(), hold: randomUUID(), pay: randomUUID(), cancel: randomUUID() };
  #queueToken = "";
  #performanceId: string | undefined;
  #reservation = { reservationId: "" };

  constructor(client: EncoreClient, concertId: string) {
    this.#client = client;
    this.#concert = { concertId };
  }

  async isOpen(): Promise<boolean> {
    return (await this.#client.call("readQueue", { params: this.#concert })).body.status === "OPEN";
  }

  async join(): Promise<void> {
    await this.#client.call("joinQueue", { params: this.#concert });
  }

  async isAdmitted(): Promise<boolean> {
    try {
      const { body } = await this.#client.call("readQueueToken", { params: this.#concert });
      this.#queueToken = body.token;
      return body.status === "ADMITTED";
    } catch (error) {
      // Not numbered yet.
      if (error instanceof ProblemError && error.code === "QUEUE_TOKEN_NOT_FOUND") return false;
      throw error;
    }
  }

  async topUp() {
    return keyed(
      await this.#client.call("topUpBalance", { body: { amount: TOP_UP }, idempotencyKey: this.#keys.topUp }),
    );
  }

  async hold() {
    const held = await this.#holdSeats(SEATS, this.#keys.hold);
    this.#reservation = { reservationId: held.body.reservationId };
    return held;
  }

  /** @returns the id of the reservation */
  async holdAnother(): Promise<string> {
    return (await this.#holdSeats(OTHER_SEATS, randomUUID())).body.reservationId;
  }

  async readReservation() {
    return (await this.#client.call("readReservation", { params: this.#reservation })).body;
  }

  async pay() {
    return keyed(
      await this.#client.call("payReservation", { params: this.#reservation, idempotencyKey: this.#keys.pay }),
    );
  }

  async readReceipt(paymentId: string) {
    return (await this.#client.call("readPayment", { params: { paymentId } })).body;
  }

  async readKeys() {
    return (await this.#client.call("readSigningKeys")).body;
  }

  /** Gives one of the seats back. */
  async cancelOne() {
    return keyed(
      await this.#client.call("cancelReservation", {
        params: this.#reservation,
        body: { seatIds: SEATS.slice(1) },
        idempotencyKey: this.#keys.cancel,
      }),
    );
  }

  async readStatement(): Promise<{ readonly amounts: readonly number[]; readonly balance: number }> {
    const { items } = (await this.#client.call("listEntries")).body;
    const { balance } = (await this.#client.call("readBalance")).body;
    return { amounts: items.map(({ amount }) => amount), balance };
  }

  async #holdSeats(seatIds: string[], idempotencyKey: string) {
    const params = { performanceId: await this.#performance() };
    const queueToken = this.#queueToken;
    return keyed(await this.#client.call("holdSeats", { params, body: { seatIds }, queueToken, idempotencyKey }));
  }

  async #performance(): Promise<string> {
    if (this.#performanceId === undefined) {
      const queueToken = this.#queueToken;
      const { body } = await this.#client.call("listPerformances", { params: this.#concert, queueToken });
      this.#performanceId = body.items[0]?.performanceId;
    }
    if (this.#performanceId === undefined) throw new Error("The sale has no performance.");
    return this.#performanceId;
  }
}
