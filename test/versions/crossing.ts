/**
 * One buyer's way through a sale that changes from one version to the other and back after every step: what one has written
 * or sent, the other reads, replays, ends and checks.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { isClean, readWholeAudit } from "#cli/audit/whole-audit.ts";
import { genuineReceipt } from "#cli/verify-receipt/genuine-receipt.ts";
import { createEncoreClient } from "#client/encore-client.ts";
import { ProblemError } from "#client/problem-error.ts";
import type { EncoreClient } from "#client/table-client.ts";
import { fetchAccessToken } from "#local/identity/access-token.ts";
import type { Service } from "#local/service/service.ts";
import { createTestSale } from "#test/load/test-sale.ts";
import { Buyer, SEATS_BOUGHT } from "#test/versions/buyer.ts";
import type { TwoVersions } from "#test/versions/two-versions.ts";
import { crossed, otherThan, type Version } from "#test/versions/version-choice.ts";

const POLL_MS = 250;

export interface CrossingOptions {
  readonly writer: Version;
  /** How long anything may take that the other version has to do. */
  readonly secondsMax: number;
}

type Done = (step: string) => void;

/** A crossing: which versions, where it runs, and who takes part. */
interface Crossing {
  readonly service: Service;
  readonly operator: EncoreClient;
  readonly buyer: Buyer;
  readonly concertId: string;
  readonly writer: Version;
  readonly reader: Version;
  /** From now on requests go to this version. */
  readonly ask: (version: Version) => void;
  readonly until: (what: string, look: () => Promise<boolean>) => Promise<void>;
}

const untilWithin =
  (secondsMax: number): Crossing["until"] =>
  async (what, look) => {
    const endMs = Date.now() + secondsMax * 1000;
    while (Date.now() < endMs) {
      if (await look()) return;
      await sleep(POLL_MS);
    }
    throw new Error(`${what}: not within ${secondsMax} s`);
  };

const begin = async (
  { service, versions }: Pick<TwoVersions, "service" | "versions">,
  { writer, secondsMax }: CrossingOptions,
): Promise<Crossing> => {
  let requests = writer;
  versions.policy = crossed(() => requests, writer);
  const { url, issuer } = service;
  const clientOf = async (user: string, operator = false): Promise<EncoreClient> =>
    createEncoreClient({ url, userToken: await fetchAccessToken(issuer, { user, operator }) });
  const [client, operator] = await Promise.all([
    clientOf(`crossing-${randomUUID().slice(0, 8)}`),
    clientOf("crossing-operator", true),
  ]);
  const concertId = await createTestSale(operator, { users: 10, maxActive: 100, passSeconds: 600 });
  return {
    service,
    operator,
    buyer: new Buyer(client, concertId),
    concertId,
    writer,
    reader: otherThan(writer),
    ask: (version) => {
      requests = version;
    },
    until: untilWithin(secondsMax),
  };
};

const queueUp = async ({ buyer, writer, reader, until }: Crossing, done: Done): Promise<void> => {
  await until("the sale is open", () => buyer.isOpen());
  done(`${reader} opens a sale that ${writer} has created`);
  await buyer.join();
  await until("the turn has come", () => buyer.isAdmitted());
  done(`${reader} numbers and admits a join that ${writer} has sent`);
};

/** @returns the id of a hold that nobody pays */
const buy = async ({ service, buyer, writer, reader, ask }: Crossing, done: Done): Promise<string> => {
  const [toppedUp, held, left] = [await buyer.topUp(), await buyer.hold(), await buyer.holdAnother()];
  ask(reader);
  const again = [await buyer.topUp(), await buyer.hold()] as const;
  assert.ok(
    again.every(({ isReplayed }) => isReplayed),
    "a key of the other version was not recognised",
  );
  assert.deepEqual(again[0].body, toppedUp.body);
  assert.equal(again[1].body.reservationId, held.body.reservationId);
  assert.deepEqual((await buyer.readReservation()).seats, held.body.seats);
  done(`${reader} recognises the idempotency keys of ${writer}, and its queue token`);

  const paid = await buyer.pay();
  ask(writer);
  const paidAgain = await buyer.pay();
  assert.ok(paidAgain.isReplayed, "a payment of the other version was not recognised");
  assert.deepEqual(paidAgain.body, paid.body);
  done(`${reader} takes the payment of a hold of ${writer}, which recognises it`);

  const { signedReceipt, reservationId } = await buyer.readReceipt(paid.body.paymentId);
  assert.equal(signedReceipt, paid.body.signedReceipt);
  const receipt = await genuineReceipt(signedReceipt, await buyer.readKeys(), service.url);
  assert.equal(receipt.reservationId, reservationId);
  done(`${writer} shows the receipt of ${reader}, signed with a key that it publishes`);
  return left;
};

const cancel = async ({ buyer, writer, reader, ask }: Crossing, done: Done): Promise<void> => {
  const cancelled = await buyer.cancelOne();
  ask(reader);
  const again = await buyer.cancelOne();
  assert.ok(again.isReplayed, "a cancellation of the other version was not recognised");
  assert.deepEqual(again.body, cancelled.body);
  assert.equal((await buyer.readReservation()).seats.length, SEATS_BOUGHT - 1);
  // M1. A top-up, a payment and a refund.
  const { amounts, balance } = await buyer.readStatement();
  assert.equal(amounts.length, 3);
  assert.equal(
    amounts.reduce((sum, amount) => sum + amount, 0),
    balance,
  );
  done(`${reader} recognises a cancellation by ${writer}, and the statement of both adds up`);
};

/** The event follows the change that expireHold stores; a hold past its end looks expired before. */
const hasExpired = ({ eventLog }: Service, reservationId: string): boolean =>
  eventLog.events.some(
    ({ DetailType, Detail }) => DetailType === "reservation.expired" && Detail?.includes(reservationId),
  );

const auditIsClean = async ({ operator, concertId }: Crossing): Promise<boolean> => {
  const params = { concertId };
  const readPage = async (cursor: string | undefined) =>
    (await operator.call("auditConcert", { params, query: cursor === undefined ? {} : { cursor } })).body;
  return isClean(await readWholeAudit(readPage, () => undefined));
};

/** @returns whether the error is only that the machine was too slow to pay within the time of a hold */
export const isTooSlow = (error: unknown): boolean => error instanceof ProblemError && error.code === "HOLD_EXPIRED";

/**
 * Plays a crossing, and says what has been done.
 * @throws AssertionError, ProblemError or Error if one version can't go on with what the other has done
 */
export const playCrossing = async (
  versions: Pick<TwoVersions, "service" | "versions">,
  options: CrossingOptions,
  done: Done,
): Promise<void> => {
  const crossing = await begin(versions, options);
  const { writer, reader, ask, until, service } = crossing;
  await queueUp(crossing, done);
  const left = await buy(crossing, done);
  await cancel(crossing, done);
  await until("the hold is ended", () => Promise.resolve(hasExpired(service, left)));
  done(`${writer} ends a hold whose expiry ${reader} has scheduled`);
  for (const version of [writer, reader]) {
    ask(version);
    await until(`${version} finds the sale in order`, () => auditIsClean(crossing));
    done(`${version} finds what both have written in order`);
  }
};
