import { createHash } from "node:crypto";
import { describe, expect } from "@jest/globals";
import { decodeJwt } from "jose";
import { call } from "#test/conformance/support/client.ts";
import { inSeconds, openConcert, openSoon, readQueueStats } from "#test/conformance/support/concerts.ts";
import { until } from "#test/conformance/support/polling.ts";
import {
  join,
  readPlace,
  readQueue,
  SMALL_RESERVE,
  takeNumber,
  untilQueue,
  waitForTurn,
} from "#test/conformance/support/queue.ts";
import type { Queue } from "#test/conformance/support/shapes.ts";
import { newUser, newUsers, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);
/** Users are made before the concert: that may take longer than this. */
const LOBBY_SECONDS = 6;
const DEVICES = 5;

const sha256 = (hex: string): string => createHash("sha256").update(Buffer.from(hex, "hex")).digest("hex");

const untilDrawn = (concertId: string): Promise<Queue> =>
  until("the draw", async () => {
    const queue = await readQueue(concertId);
    return queue.draw.seed === null ? undefined : queue;
  });

describe("The lobby", () => {
  test("LOBBY: users who join before the opening wait without a number; seed and size are not shown yet", async () => {
    const { concertId } = await openConcert({ opensAt: inSeconds(3600) });
    const user = await newUser();

    const joined = await join(concertId, user);
    const read = await until("the place in the lobby without its token", async () => {
      const response = await readPlace(concertId, user);
      return response.status === 200 ? response : undefined;
    });
    const queue = await readQueue(concertId);

    expect(joined.status).toBe(201);
    expect(joined.body).toMatchObject({ status: "WAITING", number: null, ahead: null });
    expect(read.body).toMatchObject({ status: "WAITING", number: null, ahead: null });
    expect(queue).toMatchObject({ status: "LOBBY", served: 0, draw: { seed: null, lobbySize: null } });
    expect(queue.draw.commitment).toMatch(/^[0-9a-f]{64}$/);
  });

  test("Q7: before the draw no response has the seed in it, not even an operator's", async () => {
    const concert = await openConcert({ opensAt: inSeconds(3600) });
    const { concertId } = concert;
    const { commitment } = (await readQueue(concertId)).draw;
    const user = await newUser();

    const joined = await join(concertId, user);
    const admin = `/v1/admin/concerts/${concertId}/queue`;
    const responses = await Promise.all([
      call("GET", "/v1/concerts"),
      call("GET", `/v1/concerts/${concertId}`),
      call("GET", `/v1/concerts/${concertId}/queue`),
      readPlace(concertId, user),
      call("PATCH", admin, { user: operator, body: { admitPerTick: 999 } }),
      call("GET", admin, { user: operator }),
      call("GET", `${admin}/changes`, { user: operator }),
    ]);

    const claims = JSON.stringify(decodeJwt(joined.body.token));
    const text = [JSON.stringify(concert), joined.text, claims, ...responses.map((response) => response.text)].join(
      " ",
    );
    const candidates = text.match(/[0-9a-f]{64}/gi) ?? [];
    expect(candidates).toContain(commitment);
    expect(candidates.map(sha256)).not.toContain(commitment);
  });

  test("Q7: the draw gives each place in the lobby its own number and keeps its commitment", async () => {
    const users = await newUsers(12);
    const { concertId } = await openConcert({ opensAt: inSeconds(3600) });
    const { commitment } = (await readQueue(concertId)).draw;
    const joined = await Promise.all(users.map((user) => join(concertId, user)));
    expect(joined.map((response) => response.status)).toEqual(users.map(() => 201));
    await openSoon(concertId);

    const { draw } = await untilDrawn(concertId);
    const places = await Promise.all(users.map((user) => takeNumber(concertId, user)));

    expect(new Set(places.map(({ arrival }) => arrival)).size).toBe(users.length);
    expect(draw.commitment).toBe(commitment);
    expect(sha256(draw.seed ?? "")).toBe(commitment);
    const lobbySize = users.length + SMALL_RESERVE;
    expect(draw.lobbySize).toBe(lobbySize);
    const numbers = places.map((place) => place.number);
    expect(new Set(numbers).size).toBe(users.length);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...numbers)).toBeLessThanOrEqual(lobbySize);
  });

  test("Q7: a user who joins after the draw is behind the whole lobby, and everyone gets in", async () => {
    const [early, late] = await newUsers(2);
    const { concertId } = await openConcert({ opensAt: inSeconds(LOBBY_SECONDS) });
    await join(concertId, early);
    await untilDrawn(concertId);

    const last = await waitForTurn(concertId, late);
    const first = await waitForTurn(concertId, early);

    const lobbySize = 1 + SMALL_RESERVE;
    expect(first.number).toBeLessThanOrEqual(lobbySize);
    expect(last.number).toBeGreaterThan(lobbySize);
    expect((await untilQueue(concertId, "OPEN")).draw.lobbySize).toBe(lobbySize);
  });

  test("Q1: a user who joins the lobby twice is drawn once", async () => {
    const [user, other] = await newUsers(2);
    const { concertId } = await openConcert({ opensAt: inSeconds(3600) });

    const devices = await Promise.all(Array.from({ length: DEVICES }, () => join(concertId, user)));
    expect((await join(concertId, other)).status).toBe(201);
    await openSoon(concertId);
    const { draw } = await untilDrawn(concertId);
    const [turn, otherTurn] = await Promise.all([waitForTurn(concertId, user), waitForTurn(concertId, other)]);
    const seen = await Promise.all(devices.map((device) => readPlace(concertId, user, device.body.token)));

    for (const device of devices) expect([200, 201]).toContain(device.status);
    expect(seen.map(({ body }) => body.number)).toEqual(devices.map(() => turn.number));
    expect(otherTurn.number).not.toBe(turn.number);
    // Joins of one person that SQS delivers in several batches take an arrival each, and all but one are written off.
    expect(draw.lobbySize).toBeGreaterThanOrEqual(2 + SMALL_RESERVE);
    expect(draw.lobbySize).toBeLessThanOrEqual(DEVICES + 1 + SMALL_RESERVE);
    const { claimed } = await until("both claimed turns are counted", async () => {
      const stats = await readQueueStats(concertId);
      return stats.claimed >= 2 ? stats : undefined;
    });
    expect(claimed).toBe(2);
  });
});
