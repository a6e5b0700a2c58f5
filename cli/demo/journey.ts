import { freeSeat, openConcert } from "#cli/demo/choose.ts";
import { dateOf, Narrator, timeOfDay, won } from "#cli/demo/narrator.ts";
import { waitForTurn } from "#cli/demo/queue.ts";
import type { CallResult } from "#client/call-types.ts";
import type { EncoreClient } from "#client/table-client.ts";

type Reservation = CallResult<"holdSeats">["body"];

/** One person's journey, from the list of concerts to the receipt. @throws Error if anything unexpected happens. */
export const playJourney = async (client: EncoreClient): Promise<void> => {
  const narrator = new Narrator(client);
  const concerts = await narrator.show({
    name: "listConcerts",
    act: "See what is on",
    call: (encore) => encore.call("listConcerts"),
    meaning: ({ body }) => body.items.map(({ title, artist, venue }) => `${title} by ${artist}, ${venue}`),
  });
  const concert = await openConcert(client, concerts.body.items);
  narrator.remark(`→ ${concert.title}`);
  const queueToken = await waitForTurn(narrator, concert.concertId);
  const reservation = await holdOneSeat(narrator, concert.concertId, queueToken);
  await topUpAndPay(narrator, reservation);
  await lookBack(narrator, concert.concertId);
};

const holdOneSeat = async (narrator: Narrator, concertId: string, queueToken: string): Promise<Reservation> => {
  const dates = await narrator.show({
    name: "listPerformances",
    act: "Choose a date",
    call: (encore) => encore.call("listPerformances", { params: { concertId }, queueToken }),
    meaning: ({ body }) =>
      body.items.map(
        ({ startsAt, seatsLeft, capacity }) => `${dateOf(startsAt)}: ${seatsLeft} of ${capacity} seats left`,
      ),
  });
  const date = dates.body.items.find(({ seatsLeft }) => seatsLeft > 0);
  const section = date?.sections.find(({ kind, seatsLeft }) => kind === "SEATS" && seatsLeft > 0);
  if (!date || !section) throw new Error("No date has a seat left. Restart the service to get new concerts.");
  const params = { performanceId: date.performanceId };

  const seats = await narrator.show({
    name: "readSeats",
    act: "Look at the seats",
    call: (encore) => encore.call("readSeats", { params, query: { section: section.sectionId }, queueToken }),
    meaning: ({ body }) => [
      `Section ${section.sectionId}: ${body.seats.filter(({ status }) => status === "AVAILABLE").length} of ${body.seats.length} are free`,
    ],
  });
  const { seatId } = freeSeat(seats.body.seats);
  const hold = await narrator.show({
    name: "holdSeats",
    act: `Hold seat ${seatId}`,
    call: (encore) => encore.call("holdSeats", { params, body: { seatIds: [seatId] }, queueToken }),
    meaning: ({ body }) => [`Held until ${timeOfDay(body.expiresAt)}, for ${won(body.amount)}`],
  });
  return hold.body;
};

const topUpAndPay = async (narrator: Narrator, { reservationId, amount }: Reservation): Promise<void> => {
  const params = { reservationId };
  const refusal = await narrator.showRefusal({
    name: "payReservation",
    act: "Pay, with an empty balance",
    code: "INSUFFICIENT_BALANCE",
    call: (encore) => encore.call("payReservation", { params }) as Promise<never>,
    meaning: ({ body }) => [`Refused: the balance is ${won(Number(body["missing"]))} short. The hold is unchanged.`],
  });
  const missing = Number(refusal.body["missing"]);
  if (missing !== amount) throw new Error(`A new user should be ${amount} won short, not ${missing}.`);
  await narrator.show({
    name: "topUpBalance",
    act: `Top up ${won(missing)}`,
    call: (encore) => encore.call("topUpBalance", { body: { amount: missing } }),
    meaning: ({ body }) => [`Ledger entry ${body.seq}, balance ${won(body.balanceAfter)}`],
  });
  await narrator.show({
    name: "payReservation",
    act: "Pay again, with a new Idempotency-Key",
    call: (encore) => encore.call("payReservation", { params }),
    meaning: ({ body }) => [
      `Receipt ${body.receiptNumber}`,
      ...body.seats.map((seat) => `  seat ${seat.seatId}, category ${seat.category}  ${won(seat.price)}`),
      `  total  ${won(body.amount)}, paid ${timeOfDay(body.paidAt)}, balance ${won(body.balanceAfter)}`,
    ],
  });
};

const lookBack = async (narrator: Narrator, concertId: string): Promise<void> => {
  await narrator.show({
    name: "readBalance",
    act: "Read the balance",
    call: (encore) => encore.call("readBalance"),
    meaning: ({ body }) => [won(body.balance)],
  });
  await narrator.show({
    name: "listEntries",
    act: "Read the statement",
    call: (encore) => encore.call("listEntries"),
    meaning: ({ body }) =>
      body.items.map(
        (entry) => `${entry.seq}  ${entry.kind.padEnd(8)} ${won(entry.amount).padStart(14)}  ${entry.reference}`,
      ),
  });
  await narrator.showRefusal({
    name: "readQueueToken",
    act: "Ask for my place in the queue again",
    code: "QUEUE_TOKEN_NOT_FOUND",
    call: (encore) => encore.call("readQueueToken", { params: { concertId } }) as Promise<never>,
    meaning: () => ["Gone: paying ended my pass and freed the place for someone else."],
  });
};
