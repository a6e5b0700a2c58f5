/** The signing key is replaced in the middle of a sale, while many functions have keys of different ages in memory. */
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import { decodeProtectedHeader } from "jose";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { admit, claim, createSale, holdNow, people, queueOf } = await import("#test/integration/support/sale.ts");
const { genuineReceipt } = await import("#cli/verify-receipt/genuine-receipt.ts");
const { topUpBalance } = await import("#functions/balance/top-up-balance.ts");
const { payReservation } = await import("#functions/payments/pay-reservation.ts");
const { signedReceipt } = await import("#functions/payments/rules/receipt-text.ts");
const { newQueueTokenChecks, newServiceKeySet } = await import("#functions/queue/queue-token.ts");
const { queueTokenResponse } = await import("#functions/queue/queue-token-response.ts");
const { SIGNING_KEY_VARIABLE } = await import("#functions/shared/grants.ts");
const { Problem } = await import("#functions/shared/problem.ts");
const { readSecretText } = await import("#functions/shared/secret-text.ts");
const { systemClock, wait } = await import("#functions/shared/time.ts");
const { whileNeeded, withinTime } = await import("#functions/shared/time-limit.ts");
const { newKeyRing, SERVICE_KEYS } = await import("#functions/signing/key-ring.ts");
const { publishKey, readPublishedKeys } = await import("#functions/signing/key-set-store.ts");
const { readSigningKeys } = await import("#functions/signing/read-signing-keys.ts");
const { deriveSigningKey } = await import("#functions/signing/signing-key.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

type KeyRing = ReturnType<typeof newKeyRing>;

const ISSUER = process.env["QUEUE_TOKEN_ISSUER"] ?? "";
const STEP_MS = 20_000;
const MINUTE_MS = 60_000;

/** Time as the functions of this file see it. It never goes back, since the keys stay published from test to test. */
let elapsedMs = 0;
const startedAt = systemClock();
const clock = () => startedAt + Math.floor(elapsedMs / 1000);
const nowMs = () => elapsedMs;

const underWay = new Set<Promise<unknown>>();
const followed =
  <A extends readonly unknown[], T>(act: (...args: A) => Promise<T>) =>
  (...args: A): Promise<T> => {
    const promise = act(...args);
    underWay.add(promise);
    promise.finally(() => underWay.delete(promise)).catch(() => undefined);
    return promise;
  };

/** Until everything that goes on in the background is done. */
const settled = async (): Promise<void> => {
  do {
    await Promise.allSettled(underWay);
    await wait(0);
  } while (underWay.size > 0);
};

const newIssuer = (change: Partial<typeof SERVICE_KEYS> = {}): KeyRing =>
  newKeyRing({
    readSecret: followed(SERVICE_KEYS.readSecret),
    readReplacedSecret: followed(SERVICE_KEYS.readReplacedSecret),
    readKeys: followed(SERVICE_KEYS.readKeys),
    publish: followed(SERVICE_KEYS.publish),
    clock,
    nowMs,
    ...change,
  });

/** A function that checks queue tokens, and how many times it had to wait for the key set after its start. */
const newChecker = () => {
  let readsOnDemand = 0;
  const read: typeof readPublishedKeys = followed((options) => {
    if (options.consistent) readsOnDemand += 1;
    return readPublishedKeys(options);
  });
  return { ...newQueueTokenChecks(newServiceKeySet(read, nowMs)), readsOnDemand: () => readsOnDemand };
};

type Checker = ReturnType<typeof newChecker>;

const keyIdOf = (token: string): string => decodeProtectedHeader(token).kid ?? "";

/** A sale with people who have been admitted, and a function that signs passes for them. */
const openSale = async (userIds: readonly string[]) => {
  const { concertId, performance } = await createSale();
  await admit(concertId, userIds);
  const queue = await queueOf(concertId);
  const passFrom = async (signingKey: KeyRing, userId: string): Promise<string> => {
    const place = await claim(concertId, userId);
    const options = { issuer: ISSUER, tickSeconds: 1, drawSettleSeconds: 0, pollsPerSecondMax: 500, signingKey };
    const user = { userId, groups: [], isOperator: false, issuedAt: 0 };
    return (await queueTokenResponse(queue, user, { kind: "admitted", place, number: 1 }, options, systemClock()))
      .token;
  };
  const buy = async (
    checker: Checker,
    signingKey: KeyRing,
    pass: { userId: string; token: string; seatId: string },
  ) => {
    const { userId, token, seatId } = pass;
    const queueToken = await checker.requireAdmitted(token, userId, concertId);
    await topUpBalance({ userId, amount: 1000, idempotencyKey: "t", amountMax: 1e6, balanceMax: 1e6 });
    const { reservation } = await holdNow({ performance, seatIds: [seatId], queueToken });
    const { reservationId } = reservation;
    const paid = await payReservation({ reservationId, userId, idempotencyKey: "p", signingKey });
    return signedReceipt(paid.reservation, paid.payment);
  };
  return { concertId, passFrom, buy };
};

/** The outcome of checking one pass. */
const outcomeOf = async (checker: Checker, token: string, userId: string): Promise<"let in" | "401" | "503"> => {
  try {
    await checker.requireAdmitted(token, userId, undefined);
    return "let in";
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return "401";
    if (error instanceof Problem && error.status === 503) return "503";
    throw error;
  }
};

/** Half an hour of a sale, at the start of which the secret is replaced. */
const rotateInMidSale = async (issue: () => KeyRing = newIssuer) => {
  const [mina = "", jun = "", ara = ""] = people(3);
  const { passFrom, buy } = await openSale([mina, jun, ara]);
  const issuers = [issue(), issue()];
  const [first = issue()] = issuers;
  const busy: Checker[] = [];
  for (let index = 0; index < 3; index += 1) {
    busy.push(newChecker());
    for (const checker of busy) await outcomeOf(checker, await passFrom(first, mina), mina);
    elapsedMs += STEP_MS;
  }
  const sleepy = newChecker();
  await outcomeOf(sleepy, await passFrom(first, mina), mina);
  const oldPass = await passFrom(first, mina);
  const receipts = [await buy(sleepy, first, { userId: ara, token: await passFrom(first, ara), seatId: "A-1-1" })];

  await environment.replaceSigningSecret();

  const outcomes = { "let in": 0, "401": 0, "503": 0 };
  const check = async (checker: Checker, token: string, userId: string) => {
    outcomes[await outcomeOf(checker, token, userId)] += 1;
  };
  const keyIds: string[] = [];
  const signedBy = (signingKey: KeyRing) => passFrom(signingKey, jun);
  const endMs = elapsedMs + 30 * MINUTE_MS;
  for (let step = 0; elapsedMs < endMs; step += 1) {
    if (step % 15 === 0) issuers.push(issue());
    if (step % 20 === 0) await check(newChecker(), oldPass, mina);
    const passes = await Promise.all(issuers.map(signedBy));
    keyIds.push(...passes.map(keyIdOf));
    for (const checker of busy) {
      await check(checker, oldPass, mina);
      for (const pass of passes) await check(checker, pass, jun);
    }
    if (step % 40 === 39) for (const pass of passes) await check(sleepy, pass, jun);
    await settled();
    elapsedMs += STEP_MS;
  }
  return {
    outcomes,
    keyIds,
    oldPass,
    waits: busy.reduce((sum, checker) => sum + checker.readsOnDemand(), 0),
    lastKeyIds: new Set((await Promise.all(issuers.map(signedBy))).map(keyIdOf)),
    /** Mina, with the pass of the old key, and Jun, with one of the new. */
    buyAtTheEnd: async () => {
      const checker = newChecker();
      const [issuer = issue()] = issuers;
      receipts.push(await buy(checker, issuer, { userId: mina, token: oldPass, seatId: "A-1-2" }));
      receipts.push(await buy(checker, issuer, { userId: jun, token: await signedBy(issuer), seatId: "A-1-3" }));
      return receipts;
    },
  };
};

describe("the signing key, replaced in the middle of a sale", () => {
  it("Q9: no pass of either key is refused or delayed, and after a while every new one is of the new key", async () => {
    const { outcomes, keyIds, oldPass, waits, lastKeyIds, buyAtTheEnd } = await rotateInMidSale();

    expect(outcomes).toMatchObject({ "401": 0, "503": 0 });
    expect(outcomes["let in"]).toBeGreaterThan(500);
    expect(waits).toBe(0);
    const [newKeyId = ""] = lastKeyIds;
    expect(lastKeyIds.size).toBe(1);
    expect(newKeyId).not.toBe(keyIdOf(oldPass));
    expect(new Set(keyIds)).toEqual(new Set([keyIdOf(oldPass), newKeyId]));

    const receipts = await buyAtTheEnd();

    await wait(1100);
    const keys = await readSigningKeys();
    expect(keys.map(({ kid }) => kid).slice(0, 2)).toEqual([newKeyId, keyIdOf(oldPass)]);
    expect(receipts.map(keyIdOf)).toEqual([keyIdOf(oldPass), newKeyId, newKeyId]);
    for (const receipt of receipts) expect(await genuineReceipt(receipt, { keys }, ISSUER)).toBeTruthy();
  });

  it("twice within minutes: the key in use goes on until one that was published for long enough takes over", async () => {
    const issuer = newIssuer();
    const { publicJwk: before } = await issuer();
    await environment.replaceSigningSecret();
    elapsedMs += 6 * MINUTE_MS;
    await issuer();
    await settled();
    await environment.replaceSigningSecret();
    elapsedMs += 6 * MINUTE_MS;
    await issuer();
    await settled();

    expect((await issuer()).publicJwk.kid).not.toBe((await newestKey()).publicJwk.kid);
    elapsedMs += 11 * MINUTE_MS;

    const { publicJwk: after } = await issuer();
    expect(after.kid).not.toBe(before.kid);
    expect(after.kid).toBe((await newestKey()).publicJwk.kid);
  });

  it("positive control: a key that signs at once and is not published is noticed, as passes that are refused", async () => {
    const { outcomes } = await rotateInMidSale(
      () => async () => deriveSigningKey(await readSecretText(SIGNING_KEY_VARIABLE)),
    );

    expect(outcomes["401"]).toBeGreaterThan(0);
  });

  it("positive control: a key that signs as soon as it is published is noticed, as checks that wait", async () => {
    const { waits, outcomes } = await rotateInMidSale(() =>
      newIssuer({ publish: followed((publicJwk) => publishKey(publicJwk, clock())) }),
    );

    expect(waits).toBeGreaterThan(0);
    expect(outcomes["401"]).toBe(0);
  });
});

const newestKey = async () => {
  const [newest] = [...(await readPublishedKeys({ consistent: true })).values()].toSorted(
    (a, b) => b.signsFrom - a.signsFrom,
  );
  if (newest === undefined) throw new Error("No key is published.");
  return newest;
};

describe("a function that signs, whose calls are short", () => {
  it("signs with a new secret that it began to read during one of them", async () => {
    const READ_MS = 20;
    const [FIRST, SECOND] = ["first", "second"].map((name) => name.repeat(10)) as [string, string];
    let secret = FIRST;
    let passedMs = 0;
    const ring = newKeyRing({
      // As a client reads: no longer than for the work at hand.
      readSecret: () => whileNeeded(() => wait(READ_MS).then(() => secret)),
      readReplacedSecret: () => Promise.resolve(undefined),
      readKeys: () => Promise.resolve(new Map()),
      publish: (publicJwk) => Promise.resolve(new Map([[publicJwk.kid, { publicJwk, signsFrom: 0 }]])),
      clock: systemClock,
      nowMs: () => passedMs,
    });
    const keyDuringCall = () => withinTime(undefined, ring);
    const first = await keyDuringCall();
    secret = SECOND;
    passedMs += 60 * MINUTE_MS;

    const during = await keyDuringCall();
    await wait(READ_MS * 3);
    const after = await keyDuringCall();

    expect(during).toBe(first);
    expect(after.publicJwk).toEqual(deriveSigningKey(SECOND).publicJwk);
  });
});
