import { beforeAll, describe, expect } from "@jest/globals";
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, generateKeyPair, jwtVerify, SignJWT } from "jose";
import { held, hold, paid, toppedUp } from "#test/conformance/support/bookings.ts";
import { type ApiResponse, call, newKey } from "#test/conformance/support/client.ts";
import { addPerformance, changeQueue, openConcert } from "#test/conformance/support/concerts.ts";
import { persist } from "#test/conformance/support/polling.ts";
import { expectProblem } from "#test/conformance/support/problem.ts";
import { admitNew, type Guest, join, leave, readPlace, takeNumber } from "#test/conformance/support/queue.ts";
import { baseUrl } from "#test/conformance/support/target.ts";
import { newUser, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);

const openWithGuests = async () => {
  const { concertId } = await openConcert();
  const { performanceId } = await addPerformance(concertId, { price: 1000 });
  return { concertId, performanceId, guests: await admitNew(concertId, 6) };
};

let sale: Awaited<ReturnType<typeof openWithGuests>>;
let otherSale: Awaited<ReturnType<typeof openWithGuests>>;

beforeAll(async () => {
  if (operator === null) return;
  [sale, otherSale] = await Promise.all([openWithGuests(), openWithGuests()]);
});

const toPart = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Makes the three calls that need a queue token. */
const book = (caller: {
  readonly user: Guest["user"];
  readonly queueToken?: string;
}): Promise<readonly ApiResponse<unknown>[]> =>
  Promise.all([
    call("GET", `/v1/concerts/${sale.concertId}/performances`, caller),
    call("GET", `/v1/performances/${sale.performanceId}/seats`, caller),
    call("POST", `/v1/performances/${sale.performanceId}/reservations`, {
      ...caller,
      key: newKey(),
      body: { seatIds: ["A-1-20"] },
    }),
  ]);

const expectRefused = async (queueToken: string, user = sale.guests[0].user): Promise<void> => {
  for (const response of await book({ user, queueToken })) expectProblem(response, 401, "QUEUE_TOKEN_INVALID");
};

describe("Queue tokens", () => {
  test("are signed with ES256 by a key of the published set", async () => {
    const { queueToken } = sale.guests[0];

    const keys = await call<{ keys: readonly object[] }>("GET", "/.well-known/jwks.json");
    const { payload, protectedHeader } = await jwtVerify(
      queueToken,
      createRemoteJWKSet(new URL(`${baseUrl}/.well-known/jwks.json`)),
      { algorithms: ["ES256"] },
    );

    expect(keys.headers.get("cache-control")).toMatch(/^public, max-age=\d+, s-maxage=\d+$/);
    expect(keys.body.keys[0]).not.toHaveProperty("d");
    expect(protectedHeader.alg).toBe("ES256");
    expect(payload.exp).toBeGreaterThan(Date.now() / 1000);
  });

  test("QUEUE_TOKEN_REQUIRED: without a token", async () => {
    for (const response of await book({ user: sale.guests[0].user }))
      expectProblem(response, 401, "QUEUE_TOKEN_REQUIRED");
  });

  test.each(["x", "a.b.c", "null", "e30.e30.e30", "A".repeat(2000)])("Q9: garbage %#: 401", async (garbage) => {
    await expectRefused(garbage);
  });

  test("Q9: signed with the forger's own key: 401", async () => {
    const { queueToken } = sale.guests[0];
    const { privateKey } = await generateKeyPair("ES256");

    const forged = await new SignJWT(decodeJwt(queueToken))
      .setProtectedHeader({ ...decodeProtectedHeader(queueToken), alg: "ES256" })
      .sign(privateKey);

    await expectRefused(forged);
  });

  test("Q9: signed with an unpublished key: 401 each time, and others are not affected", async () => {
    const { queueToken } = sale.guests[0];
    const { privateKey } = await generateKeyPair("ES256");

    for (const kid of ["unknown-1", "unknown-1", "unknown-2"]) {
      const forged = new SignJWT(decodeJwt(queueToken)).setProtectedHeader({ alg: "ES256", kid });
      await expectRefused(await forged.sign(privateKey));
    }
    const dates = await call("GET", `/v1/concerts/${sale.concertId}/performances`, sale.guests[1]);
    expect(dates.status).toBe(200);
  });

  test("Q9: signed with an unpublished key, and a queue token in all else: 401 in the end, others at once", async () => {
    const { queueToken, user } = sale.guests[0];
    const { privateKey } = await generateKeyPair("ES256");
    const path = `/v1/concerts/${sale.concertId}/performances`;

    const refusals = ["unknown-3", "unknown-3", "unknown-4", "unknown-5"].map(async (kid) => {
      const header = { ...decodeProtectedHeader(queueToken), alg: "ES256", kid };
      const forged = await new SignJWT(decodeJwt(queueToken)).setProtectedHeader(header).sign(privateKey);
      return persist(() => call("GET", path, { user, queueToken: forged }));
    });
    expect((await call("GET", path, sale.guests[1])).status).toBe(200);

    for (const { response, statuses } of await Promise.all(refusals)) {
      expectProblem(response, 401, "QUEUE_TOKEN_INVALID");
      // Whether a key exists can't be said while the key set may not be read again.
      expect(statuses.slice(0, -1).every((status) => status === 503)).toBe(true);
    }
  });

  test("Q9: altered: 401", async () => {
    const [header, , signature] = sale.guests[0].queueToken.split(".");
    const claims = decodeJwt(sale.guests[0].queueToken);

    await expectRefused(`${header}.${toPart({ ...claims, exp: (claims.exp ?? 0) + 3600 })}.${signature}`);
  });

  test("Q9: alg none: 401", async () => {
    const claims = decodeJwt(sale.guests[0].queueToken);

    await expectRefused(`${toPart({ alg: "none" })}.${toPart(claims)}.`);
  });

  test("Q9: a user token in its place: 401", async () => {
    await expectRefused(sale.guests[0].user.token);
  });

  test("Q9: another user's: 401", async () => {
    await expectRefused(sale.guests[1].queueToken, sale.guests[0].user);
  });

  test("Q9: for another concert: 401", async () => {
    const { user, queueToken } = otherSale.guests[0];

    await expectRefused(queueToken, user);
  });

  test("NOT_ADMITTED: still waiting: 403", async () => {
    const { concertId } = await openConcert();
    const { performanceId } = await addPerformance(concertId);
    await changeQueue(concertId, { paused: true });
    const user = await newUser();
    const { token } = await takeNumber(concertId, user);
    const guest = { user, queueToken: token };

    expectProblem(await call("GET", `/v1/concerts/${concertId}/performances`, guest), 403, "NOT_ADMITTED");
    expectProblem(await call("GET", `/v1/performances/${performanceId}/seats`, guest), 403, "NOT_ADMITTED");
    expectProblem(await hold(guest, performanceId, ["A-1-1"]), 403, "NOT_ADMITTED");
  });

  test("Q8: after paying it can't hold seats: 401, and the place is gone", async () => {
    const guest = sale.guests[2];
    const { reservationId } = await held(guest, sale.performanceId, ["A-1-1"]);
    await toppedUp(guest.user, 1000);
    await paid(guest.user, reservationId);

    expectProblem(await hold(guest, sale.performanceId, ["A-1-2"]), 401, "QUEUE_TOKEN_INVALID");
    expectProblem(await readPlace(sale.concertId, guest.user), 404, "QUEUE_TOKEN_NOT_FOUND");
  });

  test("after leaving it can't hold seats: 401", async () => {
    const guest = sale.guests[3];

    await leave(sale.concertId, guest.user);

    expectProblem(await hold(guest, sale.performanceId, ["A-1-3"]), 401, "QUEUE_TOKEN_INVALID");
  });

  test("a hold outlives the queue token: paying needs only the hold", async () => {
    const guest = sale.guests[4];
    const { reservationId } = await held(guest, sale.performanceId, ["A-1-4"]);
    await toppedUp(guest.user, 1000);

    await leave(sale.concertId, guest.user);

    expect((await paid(guest.user, reservationId)).status).toBe("PAID");
  });

  test("every device of the user can use the pass", async () => {
    const guest = sale.guests[5];

    const second = await join(sale.concertId, guest.user);

    expect(second.body.status).toBe("ADMITTED");
    const dates = await call("GET", `/v1/concerts/${sale.concertId}/performances`, {
      user: guest.user,
      queueToken: second.body.token,
    });
    expect(dates.status).toBe(200);
  });
});
