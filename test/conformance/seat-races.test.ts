import { describe, expect } from "@jest/globals";
import {
  hold,
  paid,
  readReservations,
  readSeats,
  toppedUp,
  untilSeats,
  untilTaken,
} from "#test/conformance/support/bookings.ts";
import { newKey } from "#test/conformance/support/client.ts";
import { addPerformance, openConcert, seatIds } from "#test/conformance/support/concerts.ts";
import { persist } from "#test/conformance/support/polling.ts";
import { expectProblem } from "#test/conformance/support/problem.ts";
import { admitNew, type Guest } from "#test/conformance/support/queue.ts";
import type { Reservation } from "#test/conformance/support/shapes.ts";
import { crowd, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);
const RACE_SECONDS_MAX = 400;
const PRICE = 1000;
/** Enough attempts for most users to get some of the seats. */
const TRIES_MAX = 8;
/** Users who join and wait at once; more would only wait for each other. */
const ADMITTED_AT_ONCE = 100;

/** A user for one seat, and users for four times as many seats as there are. */
const RIVALS = crowd(1000);
const BUYERS = 4 * Math.floor(crowd(200) / 4);

const anyOf = (guests: readonly Guest[]): Guest => {
  const [guest] = guests;
  if (guest === undefined) throw new Error("Nobody was let in.");
  return guest;
};

const admitCrowd = async (concertId: string, count: number): Promise<readonly Guest[]> => {
  const guests: Guest[] = [];
  while (guests.length < count) {
    guests.push(...(await admitNew(concertId, Math.min(crowd(ADMITTED_AT_ONCE), count - guests.length))));
  }
  return guests;
};

const pick = <Item>(items: readonly Item[]): Item => {
  const item = items[Math.floor(Math.random() * items.length)];
  if (item === undefined) throw new Error("There is nothing to pick from.");
  return item;
};

/** The seats of these reservations, each as often as it is owned. */
const seatsOf = (reservations: readonly Reservation[]): readonly string[] =>
  reservations
    .filter((reservation) => ["HELD", "PAID"].includes(reservation.status))
    .flatMap((reservation) => reservation.seats.map((seat) => seat.seatId))
    .toSorted();

const takenOn = (map: ReadonlyMap<string, string>): readonly string[] =>
  [...map].flatMap(([seatId, status]) => (status === "AVAILABLE" ? [] : [seatId])).toSorted();

describe("Races for seats", () => {
  test(
    `S1: ${RIVALS} users at once for one seat: one 201, ${RIVALS - 1} times 409, no 5xx`,
    async () => {
      const { concertId } = await openConcert();
      const { performanceId } = await addPerformance(concertId, { seats: 1 });
      const guests = await admitCrowd(concertId, RIVALS);

      const attempts = await Promise.all(
        guests.map((guest) => {
          const key = newKey();
          return persist(() => hold(guest, performanceId, ["A-1-1"], key));
        }),
      );

      const refused = attempts.filter(({ response }) => response.status !== 201);
      expect(refused).toHaveLength(RIVALS - 1);
      for (const { response } of refused) expectProblem(response, 409, "SEAT_TAKEN");
      expect(new Set(attempts.flatMap(({ statuses }) => statuses))).toEqual(new Set([201, 409]));
    },
    RACE_SECONDS_MAX * 1000,
  );

  test(
    `S1: ${BUYERS} users for ${BUYERS / 4} seats: all sold, no seat twice`,
    async () => {
      const seats = seatIds(BUYERS / 4);
      const { concertId } = await openConcert();
      const { performanceId } = await addPerformance(concertId, { seats: seats.length, seatLimit: 1, price: PRICE });
      const guests = await admitNew(concertId, BUYERS);

      /** Tries seats until one is bought or none is left, like a person who looks at the map. */
      const buy = async (guest: Guest): Promise<string | undefined> => {
        const tried = new Set<string>();
        let free = seats;
        while (free.length > 0) {
          const seatId = pick(free);
          tried.add(seatId);
          const key = newKey();
          const { response } = await persist(() => hold(guest, performanceId, [seatId], key));
          if (response.status === 201) {
            await toppedUp(guest.user, PRICE);
            await paid(guest.user, response.body.reservationId);
            return seatId;
          }
          expectProblem(response, 409, "SEAT_TAKEN");
          const map = await readSeats(guest, performanceId);
          free = [...map].flatMap(([id, status]) => (status === "AVAILABLE" && !tried.has(id) ? [id] : []));
        }
        return undefined;
      };
      const bought = (await Promise.all(guests.map(buy))).filter((seatId) => seatId !== undefined);

      expect(bought.toSorted()).toEqual(seats.toSorted());
      await untilSeats(anyOf(guests), performanceId, Object.fromEntries(seats.map((seatId) => [seatId, "SOLD"])));
      const reservations = (await Promise.all(guests.map((guest) => readReservations(guest.user)))).flat();
      expect(reservations.every((reservation) => reservation.status === "PAID")).toBe(true);
      expect(seatsOf(reservations)).toEqual(seats.toSorted());
    },
    RACE_SECONDS_MAX * 1000,
  );

  test(
    "S2: overlapping holds of several seats leave no partial hold",
    async () => {
      const { concertId } = await openConcert();
      const { performanceId } = await addPerformance(concertId, { seats: 30, seatLimit: 10 });
      const guests = await admitNew(concertId, crowd(40));

      const responses = await Promise.all(
        guests.map((guest, index) => {
          const wanted = seatIds(2 + (index % 4), 1 + ((index * 7) % 25));
          // Half of them name their seats backwards: the order of seats must not let two users block each other.
          const named = index % 2 === 0 ? wanted : wanted.toReversed();
          const key = newKey();
          return persist(() => hold(guest, performanceId, named, key));
        }),
      );

      for (const { response, statuses } of responses) {
        expect([201, 409]).toContain(response.status);
        expect(statuses.every((status) => status < 500)).toBe(true);
      }
      const reservations = (await Promise.all(guests.map((guest) => readReservations(guest.user)))).flat();
      const owned = seatsOf(reservations);
      expect(reservations).toHaveLength(responses.filter(({ response }) => response.status === 201).length);
      expect(new Set(owned).size).toBe(owned.length);
      expect(await untilTaken(anyOf(guests), performanceId, owned.length)).toEqual(owned);
    },
    RACE_SECONDS_MAX * 1000,
  );

  test(
    `S2, S4, M4: ${crowd(300)} users want 2 to 6 of 200 overlapping seats: no partial hold, all finish, sold seats have owners`,
    async () => {
      const { concertId } = await openConcert();
      const { performanceId } = await addPerformance(concertId, { seats: 200, seatLimit: 6, price: PRICE });
      const guests = await admitCrowd(concertId, crowd(300));

      /** Tries a few neighbouring seats at random positions; pays if they are held, stops after some attempts. */
      const buy = async (guest: Guest): Promise<readonly string[]> => {
        const count = 2 + Math.floor(Math.random() * 5);
        for (let tries = 0; tries < TRIES_MAX; tries += 1) {
          const wanted = seatIds(count, 1 + Math.floor(Math.random() * (201 - count)));
          const key = newKey();
          // Half of them name their seats backwards: the order of seats must not let two users block each other.
          const named = Math.random() < 0.5 ? wanted : wanted.toReversed();
          const { response, statuses } = await persist(() => hold(guest, performanceId, named, key));
          expect(statuses.every((status) => status < 500)).toBe(true);
          if (response.status === 201) {
            await toppedUp(guest.user, count * PRICE);
            await paid(guest.user, response.body.reservationId);
            return wanted;
          }
          expectProblem(response, 409, "SEAT_TAKEN");
        }
        return [];
      };
      const bought = (await Promise.all(guests.map(buy))).flat().toSorted();

      expect(new Set(bought).size).toBe(bought.length);
      expect(bought.length).toBeGreaterThan(0);
      const sold = Object.fromEntries(bought.map((seatId) => [seatId, "SOLD" as const]));
      expect(takenOn(await untilSeats(anyOf(guests), performanceId, sold))).toEqual(bought);
      const reservations = (await Promise.all(guests.map((guest) => readReservations(guest.user)))).flat();
      expect(reservations.every(({ status }) => status === "PAID")).toBe(true);
      expect(seatsOf(reservations)).toEqual(bought);
    },
    RACE_SECONDS_MAX * 1000,
  );
});
