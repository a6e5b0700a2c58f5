/** A hall of 90,000 seats, from its chart to the audit: 150 people with all sorts of wishes at once. */
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import type { Performance } from "#functions/catalog/rules/performance.ts";
import type { VerifiedQueueToken } from "#functions/queue/queue-token.ts";
import type { Wish } from "#functions/reservations/choose-seats.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { admit, createSale, holdNow, NO_COOL_DOWN, people } = await import("#test/integration/support/sale.ts");
const { CATEGORIES, performIn, publishHall, SEATS_PER_ROW } = await import("#test/integration/support/hall.ts");
const { auditConcert } = await import("#functions/audit/audit-concert.ts");
const { topUpBalance } = await import("#functions/balance/top-up-balance.ts");
const { payReservation } = await import("#functions/payments/pay-reservation.ts");
const { releaseReservation } = await import("#functions/reservations/release-reservation.ts");
const { findSeat, sectionOf } = await import("#functions/seats/rules/seat-layout.ts");
const { readOccupancy, recountSection } = await import("#functions/seats/seat-store.ts");
const { forEachLimit } = await import("#functions/shared/for-each-limit.ts");
const { Problem } = await import("#functions/shared/problem.ts");
const { systemClock } = await import("#functions/shared/time.ts");

jest.setTimeout(240_000);
afterAll(() => environment.stop());

const SECTIONS = 90;
const PEOPLE = 150;
const AT_ONCE = 10;

/** Numbers from 0 to 1 by chance, the same in every run: a linear congruential generator. */
const byChance = () => {
  let state = 20_261_126;
  return (): number => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
};

const random = byChance();
const upTo = (max: number): number => 1 + Math.floor(random() * max);

/** The best of all, of a category or of a section, or seats side by side of one's own choice. */
const anyWish = (): Wish => {
  const quantity = upTo(6);
  const section = `S${upTo(SECTIONS)}`;
  switch (upTo(4)) {
    case 1:
      return { bestAvailable: { quantity } };
    case 2:
      return { bestAvailable: { quantity, category: CATEGORIES[upTo(CATEGORIES.length) - 1] } };
    case 3:
      return { bestAvailable: { quantity, section } };
    default: {
      const [row, from] = [upTo(3), upTo(SEATS_PER_ROW - quantity + 1)];
      const seatIds = Array.from({ length: quantity }, (_, index) => `S1-${row}-${from + index}`);
      return { seatIds, accessible: false };
    }
  }
};

/** What the stream of changes has done within two seconds. */
const recountAfter = async ({ performanceId, seatIds }: Reservation): Promise<void> => {
  for (const sectionId of new Set(seatIds.map(sectionOf))) {
    await recountSection(performanceId, sectionId, systemClock());
  }
};

/** Holds what somebody wishes, as a client that comes back while it is asked to, and that looks elsewhere if it lost. */
const heldBy = async (performance: Performance, queueToken: VerifiedQueueToken): Promise<Reservation> => {
  let wish = anyWish();
  for (;;) {
    try {
      const { reservation } = await holdNow({ performance, queueToken, wish });
      await recountAfter(reservation);
      return reservation;
    } catch (error) {
      if (!(error instanceof Problem) || !["SEAT_TAKEN", "REQUEST_IN_PROGRESS"].includes(error.code)) throw error;
      if (error.code === "SEAT_TAKEN") wish = anyWish();
    }
  }
};

/** Whether a seat has nobody of its own party beside it. */
const isAlone = ({ sections }: Performance, seatId: string, party: readonly string[]): boolean => {
  const section = sections.find(({ sectionId }) => sectionId === sectionOf(seatId));
  const seat = section && findSeat(section, seatId);
  const block = section?.rows.find(({ row }) => row === seat?.row)?.blocks[0];
  if (section === undefined || seat === undefined || block === undefined) return true;
  return ![seat.index - 1, seat.index + 1].some(
    (index) => block.from <= index && index <= block.to && party.includes(section.seats[index]?.seatId ?? ""),
  );
};

/** The taken seats, each with its state and its reservation. */
const takenIn = async ({ performanceId, sections }: Performance): Promise<readonly string[]> => {
  const seats = await Promise.all(sections.map(({ sectionId }) => readOccupancy(performanceId, sectionId)));
  return seats
    .flat()
    .map((seat) => `${seat.seatId} ${seat.state} ${seat.state === "BLOCKED" ? "" : seat.reservationId}`)
    .toSorted();
};

const auditOf = async (concertId: string) => {
  const findings = [];
  let cursor: string | undefined;
  do {
    const page = await auditConcert({ concertId, cursor, waitsMs: [5] });
    findings.push(...page.findings);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return findings;
};

describe("a hall of 90,000 seats", () => {
  it("S1, S6, S7: 150 people get what they wish: sold is owned, nobody is alone who did not ask for it, and the audit is clean", async () => {
    const { concertId } = await createSale();
    const performance = await performIn(concertId, await publishHall(SECTIONS), SECTIONS);
    const passes = [...(await admit(concertId, people(PEOPLE))).values()];
    const kept: Reservation[] = [];
    const bought = new Set<string>();
    const failures: unknown[] = [];
    const buy = async (queueToken: VerifiedQueueToken): Promise<void> => {
      let reservation = await heldBy(performance, queueToken);
      const { userId } = queueToken;
      if (upTo(5) === 1) {
        await releaseReservation(reservation.reservationId, userId, NO_COOL_DOWN);
        await recountAfter(reservation);
        reservation = await heldBy(performance, queueToken);
      }
      kept.push(reservation);
      if (upTo(2) === 1) return;
      await topUpBalance({ userId, amount: 100_000, idempotencyKey: "k", amountMax: 1e6, balanceMax: 1e6 });
      await payReservation({ reservationId: reservation.reservationId, userId, idempotencyKey: "k" });
      bought.add(reservation.reservationId);
    };

    await forEachLimit(passes, AT_ONCE, buy, (error) => failures.push(error));

    expect(failures).toEqual([]);
    expect(kept).toHaveLength(PEOPLE);
    const owned = kept.flatMap(({ seatIds, reservationId }) =>
      seatIds.map((seatId) => `${seatId} ${bought.has(reservationId) ? "SOLD" : "HELD"} ${reservationId}`),
    );
    expect(await takenIn(performance)).toEqual(owned.toSorted());
    const alone = kept.flatMap(({ seatIds }) =>
      seatIds.length === 1 ? [] : seatIds.filter((seatId) => isAlone(performance, seatId, seatIds)),
    );
    expect(alone).toEqual([]);
    const sections = new Set(kept.flatMap(({ seatIds }) => seatIds.map(sectionOf)));
    for (const sectionId of sections) await recountSection(performance.performanceId, sectionId, systemClock());
    expect(await auditOf(concertId)).toEqual([]);
  });
});
