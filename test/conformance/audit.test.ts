import { setTimeout as delay } from "node:timers/promises";
import { beforeAll, describe, expect } from "@jest/globals";
import { cancel, held, paid, release, toppedUp } from "#test/conformance/support/bookings.ts";
import { type ApiResponse, call } from "#test/conformance/support/client.ts";
import { addPerformance, openConcert } from "#test/conformance/support/concerts.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import { admitNew } from "#test/conformance/support/queue.ts";
import { newUser, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);

interface Audit {
  readonly concertId: string;
  readonly checked: Readonly<Record<"sections" | "seats" | "buyers" | "reservations" | "entries", number>>;
  readonly points: Readonly<Record<string, number>>;
  readonly findings: readonly unknown[];
  readonly nextCursor: string | null;
}

const PRICE = 1000;

const readPage = (concertId: string, cursor?: string | null): Promise<ApiResponse<Audit>> =>
  call<Audit>("GET", `/v1/admin/concerts/${concertId}/audit${cursor ? `?cursor=${cursor}` : ""}`, { user: operator });

const readAudit = async (concertId: string): Promise<readonly Audit[]> => {
  const pages: Audit[] = [];
  do {
    const page = await readPage(concertId, pages.at(-1)?.nextCursor);
    expect(page.status).toBe(200);
    pages.push(page.body);
  } while (pages.at(-1)?.nextCursor !== null);
  return pages;
};

const sum = (pages: readonly Audit[], of: (page: Audit) => number): number =>
  pages.reduce((total, page) => total + of(page), 0);

describe("GET audit", () => {
  let concertId: string;

  beforeAll(async () => {
    if (operator === null) return;
    ({ concertId } = await openConcert());
    const { performanceId } = await addPerformance(concertId, { seats: 20, price: PRICE, seatLimit: 4 });
    const [buyer, holder, leaver] = await admitNew(concertId, 3);
    await toppedUp(buyer.user, 5 * PRICE);
    const { reservationId } = await held(buyer, performanceId, ["A-1-1", "A-1-2", "A-1-3"]);
    await paid(buyer.user, reservationId);
    expect((await cancel(buyer.user, reservationId, ["A-1-2"])).status).toBe(201);
    await held(holder, performanceId, ["A-1-7"]);
    const left = await held(leaver, performanceId, ["A-1-9"]);
    expect((await release(leaver.user, left.reservationId)).status).toBe(204);
  });

  test("S1, S5, S6, M1, M3, M4: 200 in pages, clean after a correct sale, and the sums match", async () => {
    // Availability includes the sale's changes within 2 seconds (S6).
    await delay(2000);

    const pages = await readAudit(concertId);

    expect(pages.flatMap(({ findings }) => findings)).toEqual([]);
    expect(pages.length).toBeGreaterThan(1);
    // One of the three is only held, and may have expired if holds are short.
    expect(sum(pages, ({ checked }) => checked.seats)).toBeGreaterThanOrEqual(2);
    expect(sum(pages, ({ checked }) => checked.buyers)).toBe(3);
    expect(sum(pages, ({ checked }) => checked.reservations)).toBe(3);
    expect(sum(pages, ({ checked }) => checked.entries)).toBe(3);
    expect(sum(pages, ({ points }) => points["toppedUp"] ?? 0)).toBe(5 * PRICE);
    expect(sum(pages, ({ points }) => points["balances"] ?? 0)).toBe(3 * PRICE);
    expect(sum(pages, ({ points }) => points["takingsByEntries"] ?? 0)).toBe(2 * PRICE);
    expect(sum(pages, ({ points }) => points["takingsByPayments"] ?? 0)).toBe(2 * PRICE);
  });

  test("finds nothing while seats are being booked", async () => {
    const busy = await openConcert();
    const { performanceId } = await addPerformance(busy.concertId, { seats: 20, price: PRICE, seatLimit: 4 });
    const guests = await admitNew(busy.concertId, 6);

    const [audits] = await Promise.all([
      Promise.all([0, 700, 1400].map((ms) => delay(ms).then(() => readAudit(busy.concertId)))),
      ...guests.map(async (guest, index) => {
        await delay(index * 300);
        await toppedUp(guest.user, PRICE);
        const { reservationId } = await held(guest, performanceId, [`A-1-${index + 1}`]);
        await paid(guest.user, reservationId);
        await cancel(guest.user, reservationId);
      }),
    ]);

    expect(audits.flat().flatMap(({ findings }) => findings)).toEqual([]);
  });

  test("FORBIDDEN: 403 for a user who is not an operator, and UNAUTHENTICATED: 401 without a token", async () => {
    const path = `/v1/admin/concerts/${concertId}/audit`;

    expectProblem(await call("GET", path, { user: await newUser() }), 403, "FORBIDDEN");
    expectProblem(await call("GET", path), 401, "UNAUTHENTICATED");
  });

  test("CONCERT_NOT_FOUND: 404", async () => {
    expectProblem(await readPage("con_unknown000"), 404, "CONCERT_NOT_FOUND");
  });

  test("VALIDATION_FAILED: 400 for an invalid cursor", async () => {
    expectInvalid(await readPage(concertId, "abc"));
  });
});
