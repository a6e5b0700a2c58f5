/**
 * One buyer's way through a sale that changes from one version to the other and back after every step: what one has written
 * or sent, the other reads, replays, ends and checks.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { isClean, readWholeAudit } from "#cli/audit/whole-audit.ts";
import { genuineReceipt } from "#cli/verify-receipt/genuine-receipt.ts";
import type { CallResult } from "#client/call-types.ts";
import { createEncoreClient } from "#client/encore-client.ts";
import { ProblemError } from "#client/problem-error.ts";
import type { EncoreClient } from "#client/table-client.ts";
import { fetchAccessToken } from "#local/identity/access-token.ts";
import { createTestSale } from "#test/load/test-sale.ts";
import type { TwoVersions } from "#test/versions/two-versions.ts";
import { crossed, otherThan, type Version } from "#test/versions/version-choice.ts";

const SEAT_PRICE = 10_000;
const POLL_MS = 250;

export interface CrossingOptions {
  readonly writer: Version;
  /** How long anything may take that the other version has to do. */
  readonly secondsMax: number;
}

const until = async <Found>(
  what: string,
  secondsMax: number,
  look: () => Promise<Found | undefined>,
): Promise<Found> => {
  const endMs = Date.now() + secondsMax * 1000;
  while (Date.now() < endMs) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(POLL_MS);
  }
  throw new Error(`${what}: not within ${secondsMax} s`);
};

const isReplayed = ({ headers }: { readonly headers: Headers }): boolean =>
  headers.get("idempotency-replayed") === "true";

/** The first performance of a sale that is on. */
const performanceOf = async (client: EncoreClient, concertId: string, queueToken: string): Promise<string> => {
  const { body } = await client.call("listPerformances", { params: { concertId }, queueToken });
  return body.items[0]?.performanceId ?? assert.fail("the sale has no performance");
};

const auditIsClean = async (operator: EncoreClient, concertId: string): Promise<boolean> =>
  isClean(
    await readWholeAudit(
      async (cursor) =>
        (await operator.call("auditConcert", { params: { concertId }, query: cursor === undefined ? {} : { cursor } }))
          .body,
      () => undefined,
    ),
  );

/**
 * Plays a crossing, and says what has been done.
 * @throws AssertionError, ProblemError or Error if one version can't go on with what the other has done
 */
export const playCrossing = async (
  { service, versions }: Pick<TwoVersions, "service" | "versions">,
  { writer, secondsMax }: CrossingOptions,
  done: (step: string) => void,
): Promise<void> => {
  const reader = otherThan(writer);
  let requests = writer;
  versions.policy = crossed(() => requests, writer);
  const { url, issuer } = service;
  const clientOf = async (user: string, operator = false): Promise<EncoreClient> =>
    createEncoreClient({ url, userToken: await fetchAccessToken(issuer, { user, operator }) });
  const user = `crossing-${randomUUID().slice(0, 8)}`;
  const [buyer, operator] = await Promise.all([clientOf(user), clientOf("crossing-operator", true)]);

  const concertId = await createTestSale(operator, { users: 10, maxActive: 100, passSeconds: 600 });
  await until("the sale is open", secondsMax, async () => {
    const { body } = await buyer.call("readQueue", { params: { concertId } });
    return body.status === "OPEN" ? true : undefined;
  });
  done(`${reader} opens a sale that ${writer} has created`);

  await buyer.call("joinQueue", { params: { concertId } });
  const place = await until("the turn has come", secondsMax, async () => {
    const { body } = await buyer.call("readQueueToken", { params: { concertId } }).catch((error: unknown) => {
      if (error instanceof ProblemError && error.code === "QUEUE_TOKEN_NOT_FOUND") return { body: undefined };
      throw error;
    });
    return body?.status === "ADMITTED" ? body : undefined;
  });
  const queueToken = place.token;
  done(`${reader} numbers and admits a join that ${writer} has sent`);

  const performanceId = await performanceOf(buyer, concertId, queueToken);
  const keys = { topUp: randomUUID(), hold: randomUUID(), pay: randomUUID(), cancel: randomUUID() };
  const topUp = () => buyer.call("topUpBalance", { body: { amount: 10 * SEAT_PRICE }, idempotencyKey: keys.topUp });
  const hold = (seatIds: string[], idempotencyKey: string) =>
    buyer.call("holdSeats", { params: { performanceId }, body: { seatIds }, queueToken, idempotencyKey });
  const toppedUp = await topUp();
  const held = await hold(["1-1-1", "1-1-2"], keys.hold);
  const { reservationId } = held.body;
  const params = { reservationId };
  const left = await hold(["1-1-5"], randomUUID());

  requests = reader;
  const replayedTopUp = await topUp();
  const replayedHold = await hold(["1-1-1", "1-1-2"], keys.hold);
  assert.ok(isReplayed(replayedTopUp) && isReplayed(replayedHold), "a key of the other version was not recognised");
  assert.deepEqual(replayedTopUp.body, toppedUp.body);
  assert.equal(replayedHold.body.reservationId, reservationId);
  done(`${reader} recognises the idempotency keys of ${writer}, and its queue token`);

  assert.deepEqual((await buyer.call("readReservation", { params })).body.seats, held.body.seats);
  const pay = () => buyer.call("payReservation", { params, idempotencyKey: keys.pay });
  const paid = await pay();
  requests = writer;
  const replayedPayment = await pay();
  assert.ok(isReplayed(replayedPayment), "a payment of the other version was not recognised");
  assert.deepEqual(replayedPayment.body, paid.body);
  done(`${reader} takes the payment of a hold of ${writer}, which recognises it`);

  const { paymentId, signedReceipt } = paid.body;
  const receipt = (await buyer.call("readPayment", { params: { paymentId } })).body;
  assert.equal(receipt.signedReceipt, signedReceipt);
  const signingKeys = (await buyer.call("readSigningKeys")).body;
  assert.equal((await genuineReceipt(signedReceipt, signingKeys, url)).reservationId, reservationId);
  done(`${writer} shows the receipt of ${reader}, signed with a key that it publishes`);

  const cancel = () =>
    buyer.call("cancelReservation", { params, body: { seatIds: ["1-1-2"] }, idempotencyKey: keys.cancel });
  const cancelled = await cancel();
  requests = reader;
  const replayedCancellation = await cancel();
  assert.ok(isReplayed(replayedCancellation), "a cancellation of the other version was not recognised");
  assert.deepEqual(replayedCancellation.body, cancelled.body);
  await checkStatement(buyer);
  done(`${reader} recognises a cancellation by ${writer}, and the statement of both adds up`);

  await until("the hold is ended", secondsMax, () => Promise.resolve(hasExpired(service, left.body) || undefined));
  done(`${writer} ends a hold whose expiry ${reader} has scheduled`);

  for (requests of [writer, reader]) {
    const version = requests;
    await until(`${version} finds the sale in order`, secondsMax, async () =>
      (await auditIsClean(operator, concertId)) ? true : undefined,
    );
    done(`${version} finds what both have written in order`);
  }
};

type Reservation = CallResult<"holdSeats">["body"];

/** The event follows the change that expireHold stores; a hold past its end looks expired before. */
const hasExpired = ({ eventLog }: TwoVersions["service"], { reservationId }: Reservation): boolean =>
  eventLog.events.some(
    ({ DetailType, Detail }) => DetailType === "reservation.expired" && Detail?.includes(reservationId),
  );

/** M1. */
const checkStatement = async (buyer: EncoreClient): Promise<void> => {
  const { items } = (await buyer.call("listEntries")).body;
  const { balance } = (await buyer.call("readBalance")).body;
  assert.equal(items.length, 3);
  assert.equal(
    items.reduce((sum, { amount }) => sum + amount, 0),
    balance,
  );
};
