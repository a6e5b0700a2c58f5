import { setTimeout as sleep } from "node:timers/promises";
import { describe } from "@jest/globals";
import { withBrowser } from "#test/browser/support/browser.ts";
import { admit, type Buyer, hold, newBuyer, pay } from "#test/browser/support/buyers.ts";
import { refused } from "#test/browser/support/complaints.ts";
import { newDemoSale } from "#test/browser/support/demo-sale.ts";
import { inSeconds, operator } from "#test/browser/support/operator.ts";
import { byTouch } from "#test/browser/support/press.ts";
import { type State, testStates } from "#test/browser/support/states.ts";

const browser = withBrowser();

interface Bought {
  readonly buyer: Buyer;
  readonly reservationId: string;
  readonly performanceId: string;
  readonly concertId: string;
}

/** Two seats, paid. */
const bought = async (): Promise<Bought> => {
  const { concertId, performanceId } = await newDemoSale("hall");
  const buyer = await newBuyer({ name: "jiwoo", points: 200_000 });
  const queueToken = await admit(buyer, concertId);
  const { reservationId } = await hold(buyer, queueToken, performanceId, ["A-3-25", "A-3-26"]);
  await pay(buyer, reservationId);
  return { buyer, reservationId, performanceId, concertId };
};

const cancel = async ({ buyer, reservationId }: Bought, seatIds: readonly string[]): Promise<void> => {
  await buyer.client.call("cancelReservation", { params: { reservationId }, body: { seatIds: [...seatIds] } });
};

const reservation = ({ buyer, reservationId }: Bought) => ({ path: `/reservations/${reservationId}`, as: buyer });

/** The service keeps the list of concerts for less than this. */
const LIST_MS_MAX = 6000;

const listed = async () => {
  const sales = await Promise.all([
    newDemoSale("theatre"),
    newDemoSale("arena", { concert: { opensAt: inSeconds(600) } }),
    newDemoSale("hall"),
  ]);
  const { client } = await operator();
  const areListed = async (): Promise<boolean> => {
    const { body } = await client.call("listConcerts", { query: {} });
    return sales.every((sale) => body.items.some(({ concertId }) => concertId === sale.concertId));
  };
  const deadline = Date.now() + LIST_MS_MAX;
  while (!(await areListed()) && Date.now() < deadline) await sleep(500);
  return { path: "/" };
};

const states: readonly State[] = [
  { screen: "concerts", name: "list", arrange: listed, shows: () => "Neon Parade", isMain: true },
  {
    screen: "concert",
    name: "on-sale",
    arrange: async () => ({ path: `/concerts/${(await newDemoSale("theatre")).concertId}` }),
    shows: ({ concert }) => concert.join,
    isMain: true,
  },
  {
    screen: "concert",
    name: "lobby",
    arrange: async () => {
      const { concertId } = await newDemoSale("arena", { concert: { opensAt: inSeconds(3600) } });
      return { path: `/concerts/${concertId}` };
    },
    shows: ({ concert }) => concert.lobby,
    isMain: true,
  },
  {
    screen: "concert",
    name: "paused",
    arrange: async () => {
      const { concertId } = await newDemoSale("hall");
      await (await operator()).changeQueue(concertId, { paused: true });
      return { path: `/concerts/${concertId}` };
    },
    shows: ({ concert }) => concert.pausedText,
  },
  {
    screen: "concert",
    name: "closed",
    arrange: async () => {
      const { concertId } = await newDemoSale("hall");
      await (await operator()).changeQueue(concertId, { closed: true });
      return { path: `/concerts/${concertId}` };
    },
    shows: ({ concert }) => concert.closed,
  },
  {
    screen: "concert",
    name: "missing",
    arrange: () => Promise.resolve({ path: "/concerts/con_AAAAAAAAAAAAAAAA" }),
    shows: ({ concert }) => concert.missing,
    expected: [[refused(404), "There is no such concert."]],
  },
  {
    screen: "not-found",
    name: "address",
    arrange: () => Promise.resolve({ path: "/nowhere" }),
    shows: ({ refusal }) => refusal.problems.notFound.title,
    expected: [[refused(404, "/nowhere"), "There is nothing at this address."]],
  },
  {
    screen: "reservation",
    name: "paid",
    arrange: async () => reservation(await bought()),
    shows: ({ reservation: words }) => words.qrTitle,
    isMain: true,
    wholePage: true,
  },
  {
    screen: "reservation",
    name: "cancelling",
    arrange: async () => reservation(await bought()),
    reach: async ({ page }, { reservation: words, cancel: cancelWords }) => {
      await byTouch(page.getByRole("button", { name: words.cancelOpen }));
      await page.getByText(cancelWords.cancelChoose).first().scrollIntoViewIfNeeded();
    },
    shows: ({ cancel: cancelWords }) => cancelWords.cancelChoose,
  },
  {
    screen: "reservation",
    name: "one-seat-cancelled",
    arrange: async () => {
      const known = await bought();
      await cancel(known, ["A-3-26"]);
      return reservation(known);
    },
    shows: ({ otherStates }) => otherStates.states.PARTLY_CANCELLED,
  },
  {
    screen: "reservation",
    name: "cancelled",
    arrange: async () => {
      const known = await bought();
      await cancel(known, ["A-3-25", "A-3-26"]);
      return reservation(known);
    },
    shows: ({ otherStates }) => otherStates.states.CANCELLED,
  },
  {
    screen: "reservation",
    name: "called-off",
    arrange: async () => {
      const known = await bought();
      const { client } = await operator();
      const { performanceId } = known;
      await client.call("callOffPerformance", { params: { performanceId }, body: { reason: "The singer is ill." } });
      return reservation(known);
    },
    shows: ({ otherStates }) => otherStates.states.CALLED_OFF,
  },
  {
    screen: "reservation",
    name: "signed-out",
    arrange: async () => ({ path: `/reservations/${(await bought()).reservationId}` }),
    shows: ({ reservation: words }) => words.signInTitle,
  },
  {
    screen: "reservation",
    name: "someone-elses",
    arrange: async () => ({ path: `/reservations/${(await bought()).reservationId}`, as: await newBuyer() }),
    shows: ({ reservation: words }) => words.notFoundTitle,
    expected: [[refused(404, "/reservations/"), "It belongs to another account."]],
  },
  {
    screen: "account",
    name: "signed-out",
    arrange: () => Promise.resolve({ path: "/account" }),
    shows: ({ account }) => account.signInTitle,
  },
  {
    screen: "account",
    name: "empty",
    arrange: async () => ({ path: "/account", as: await newBuyer({ name: "jiwoo" }) }),
    shows: ({ account }) => account.none,
  },
  {
    screen: "account",
    name: "reservations",
    arrange: async () => ({ path: "/account", as: (await bought()).buyer }),
    shows: ({ account }) => account.reservations,
    isMain: true,
  },
  {
    screen: "account",
    name: "points",
    arrange: async () => {
      const known = await bought();
      await cancel(known, ["A-3-26"]);
      return { path: "/account/points", as: known.buyer };
    },
    shows: ({ account }) => account.kinds.REFUND,
    isMain: true,
  },
];

describe("states of concerts, reservations and the account", () => {
  testStates(browser, states);
});
