import { beforeAll, describe, expect } from "@jest/globals";
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, generateKeyPair, jwtVerify, SignJWT } from "jose";
import { charged, held, hold, paid } from "#test/conformance/support/bookings.ts";
import { type Answer, call, newKey } from "#test/conformance/support/client.ts";
import { addPerformance, changeQueue, openConcert } from "#test/conformance/support/concerts.ts";
import { admitNew, type Guest, join, leave, readPlace, takeNumber } from "#test/conformance/support/line.ts";
import { expectProblem } from "#test/conformance/support/problem.ts";
import { baseUrl } from "#test/conformance/support/target.ts";
import { newUser, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);

const openHall = async () => {
  const { concertId } = await openConcert();
  const { performanceId } = await addPerformance(concertId, { price: 1000 });
  return { concertId, performanceId, guests: await admitNew(concertId, 6) };
};

let hall: Awaited<ReturnType<typeof openHall>>;
let otherHall: Awaited<ReturnType<typeof openHall>>;

beforeAll(async () => {
  if (operator === null) return;
  [hall, otherHall] = await Promise.all([openHall(), openHall()]);
});

const toPart = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** The three calls that take a queue token, made with this one. */
const book = (caller: {
  readonly user: Guest["user"];
  readonly queueToken?: string;
}): Promise<readonly Answer<unknown>[]> =>
  Promise.all([
    call("GET", `/v1/concerts/${hall.concertId}/performances`, caller),
    call("GET", `/v1/performances/${hall.performanceId}/seats`, caller),
    call("POST", `/v1/performances/${hall.performanceId}/reservations`, {
      ...caller,
      key: newKey(),
      body: { seatIds: ["A-1-20"] },
    }),
  ]);

const expectRefused = async (queueToken: string, user = hall.guests[0].user): Promise<void> => {
  for (const answer of await book({ user, queueToken })) expectProblem(answer, 401, "QUEUE_TOKEN_INVALID");
};

describe("Queue tokens", () => {
  test("are signed with ES256 by a key of the published set", async () => {
    const { queueToken } = hall.guests[0];

    const keys = await call<{ keys: readonly object[] }>("GET", "/.well-known/jwks.json");
    const { payload, protectedHeader } = await jwtVerify(
      queueToken,
      createRemoteJWKSet(new URL(`${baseUrl}/.well-known/jwks.json`)),
      { algorithms: ["ES256"] },
    );

    expect(keys.headers.get("cache-control")).toMatch(/^public, max-age=\d+$/);
    expect(keys.body.keys[0]).not.toHaveProperty("d");
    expect(protectedHeader.alg).toBe("ES256");
    expect(payload.exp).toBeGreaterThan(Date.now() / 1000);
  });

  test("QUEUE_TOKEN_REQUIRED: none sent", async () => {
    for (const answer of await book({ user: hall.guests[0].user })) expectProblem(answer, 401, "QUEUE_TOKEN_REQUIRED");
  });

  test.each(["x", "a.b.c", "null", "e30.e30.e30", "A".repeat(2000)])("Q9: garbage %#: 401", async (garbage) => {
    await expectRefused(garbage);
  });

  test("Q9: forged with a key of one's own: 401", async () => {
    const { queueToken } = hall.guests[0];
    const { privateKey } = await generateKeyPair("ES256");

    const forged = await new SignJWT(decodeJwt(queueToken))
      .setProtectedHeader({ ...decodeProtectedHeader(queueToken), alg: "ES256" })
      .sign(privateKey);

    await expectRefused(forged);
  });

  test("Q9: signed with a key that nobody published: 401 however often, and others are let through", async () => {
    const { queueToken } = hall.guests[0];
    const { privateKey } = await generateKeyPair("ES256");

    for (const kid of ["unknown-1", "unknown-1", "unknown-2"]) {
      const forged = new SignJWT(decodeJwt(queueToken)).setProtectedHeader({ alg: "ES256", kid });
      await expectRefused(await forged.sign(privateKey));
    }
    const dates = await call("GET", `/v1/concerts/${hall.concertId}/performances`, hall.guests[1]);
    expect(dates.status).toBe(200);
  });

  test("Q9: altered: 401", async () => {
    const [header, , signature] = hall.guests[0].queueToken.split(".");
    const claims = decodeJwt(hall.guests[0].queueToken);

    await expectRefused(`${header}.${toPart({ ...claims, exp: (claims.exp ?? 0) + 3600 })}.${signature}`);
  });

  test("Q9: alg none: 401", async () => {
    const claims = decodeJwt(hall.guests[0].queueToken);

    await expectRefused(`${toPart({ alg: "none" })}.${toPart(claims)}.`);
  });

  test("Q9: a user token in its place: 401", async () => {
    await expectRefused(hall.guests[0].user.token);
  });

  test("Q9: another user's: 401", async () => {
    await expectRefused(hall.guests[1].queueToken, hall.guests[0].user);
  });

  test("Q9: for another concert: 401", async () => {
    const { user, queueToken } = otherHall.guests[0];

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

  test("Q8: once it has paid it holds nothing more: 401, and the place is gone", async () => {
    const guest = hall.guests[2];
    const { reservationId } = await held(guest, hall.performanceId, ["A-1-1"]);
    await charged(guest.user, 1000);
    await paid(guest.user, reservationId);

    expectProblem(await hold(guest, hall.performanceId, ["A-1-2"]), 401, "QUEUE_TOKEN_INVALID");
    expectProblem(await readPlace(hall.concertId, guest.user), 404, "QUEUE_TOKEN_NOT_FOUND");
  });

  test("once its place was given up it holds nothing more: 401", async () => {
    const guest = hall.guests[3];

    await leave(hall.concertId, guest.user);

    expectProblem(await hold(guest, hall.performanceId, ["A-1-3"]), 401, "QUEUE_TOKEN_INVALID");
  });

  test("a hold outlives the queue token: paying needs the hold only", async () => {
    const guest = hall.guests[4];
    const { reservationId } = await held(guest, hall.performanceId, ["A-1-4"]);
    await charged(guest.user, 1000);

    await leave(hall.concertId, guest.user);

    expect((await paid(guest.user, reservationId)).status).toBe("PAID");
  });

  test("any device of the user may use the pass", async () => {
    const guest = hall.guests[5];

    const second = await join(hall.concertId, guest.user);

    expect(second.body.status).toBe("ADMITTED");
    const dates = await call("GET", `/v1/concerts/${hall.concertId}/performances`, {
      user: guest.user,
      queueToken: second.body.token,
    });
    expect(dates.status).toBe(200);
  });
});
