import { describe } from "@jest/globals";
import { withBrowser } from "#test/browser/support/browser.ts";
import { admit, type Buyer, hold, newBuyer } from "#test/browser/support/buyers.ts";
import { refused, UNREACHED } from "#test/browser/support/complaints.ts";
import { newDemoSale } from "#test/browser/support/demo-sale.ts";
import { loseAnswers } from "#test/browser/support/network.ts";
import { byTouch } from "#test/browser/support/press.ts";
import { serviceOfShortHolds } from "#test/browser/support/service.ts";
import { type Place, type State, testStates } from "#test/browser/support/states.ts";
import { ANY, like } from "#test/browser/support/words.ts";

const browser = withBrowser();

/** Somebody whose turn it is. */
const admitted = async (concertId: string, points = 0): Promise<{ buyer: Buyer; queueToken: string; as: Place }> => {
  const buyer = await newBuyer({ name: "jiwoo", points });
  const queueToken = await admit(buyer, concertId);
  return { buyer, queueToken, as: { path: "", as: buyer, queueTokens: { [concertId]: queueToken } } };
};

const seatsOf = ({ concertId, performanceId }: { readonly concertId: string; readonly performanceId: string }) =>
  `/performances/${performanceId}/seats?concert=${concertId}`;

/** The seat page of a demo hall, for somebody whose turn it is. */
const seatPage = async (slug: "hall" | "theatre" | "arena"): Promise<Place> => {
  const sale = await newDemoSale(slug);
  return { ...(await admitted(sale.concertId)).as, path: seatsOf(sale) };
};

/** The payment of two seats of the small hall. */
const payment = async (points: number, performance = {}): Promise<Place> => {
  const { concertId, performanceId } = await newDemoSale("hall", { performance });
  const { buyer, queueToken, as } = await admitted(concertId, points);
  const { reservationId } = await hold(buyer, queueToken, performanceId, ["A-3-25", "A-3-26"]);
  return { ...as, path: `/reservations/${reservationId}/payment` };
};

const shortPayment = async (): Promise<Place> => {
  const service = serviceOfShortHolds();
  const { concertId, performanceId } = await newDemoSale("hall", { service });
  const buyer = await newBuyer({ name: "jiwoo", points: 200_000, service });
  const queueToken = await admit(buyer, concertId);
  const { reservationId } = await hold(buyer, queueToken, performanceId, ["A-3-25", "A-3-26"]);
  const path = `/reservations/${reservationId}/payment`;
  return { service, as: buyer, queueTokens: { [concertId]: queueToken }, path };
};

const states: readonly State[] = [
  {
    screen: "dates",
    name: "dates",
    arrange: async () => {
      const { concertId } = await newDemoSale("hall");
      return { ...(await admitted(concertId)).as, path: `/concerts/${concertId}/dates` };
    },
    shows: ({ dates }) => dates.intro,
    isMain: true,
  },
  {
    screen: "seats",
    name: "best",
    arrange: () => seatPage("theatre"),
    shows: ({ seats }) => seats.bestTitle,
    isMain: true,
  },
  {
    screen: "seats",
    name: "hall",
    arrange: () => seatPage("arena"),
    reach: async ({ page }, { seats }) => {
      await byTouch(page.getByRole("radio", { name: seats.tabMap }));
      await page.locator("[data-section]").first().waitFor();
    },
    shows: ({ seats }) => seats.tabMap,
    isMain: true,
  },
  {
    screen: "seats",
    name: "section",
    arrange: () => seatPage("theatre"),
    reach: async ({ page }, { seats }) => {
      await byTouch(page.getByRole("radio", { name: seats.tabMap }));
      await page.locator("[data-section]").first().dispatchEvent("click");
      await page.locator("[data-seat]").first().waitFor();
    },
    shows: ({ seats }) => seats.tapSeat,
    isMain: true,
  },
  {
    screen: "seats",
    name: "list",
    arrange: () => seatPage("theatre"),
    reach: ({ page }, { seats }) => byTouch(page.getByRole("radio", { name: seats.tabList })),
    shows: ({ seats }) => seats.listHint,
  },
  {
    screen: "seats",
    name: "not-your-turn",
    arrange: async () => ({ path: seatsOf(await newDemoSale("hall")), as: await newBuyer() }),
    shows: ({ pass }) => pass.notYetText,
    expected: [[refused(404, "queue-token"), "There is no place."]],
  },
  {
    screen: "seats",
    name: "turn-over",
    arrange: async () => {
      const queue = { maxActive: 5, admitPerTick: 5, claimSeconds: 60, passSeconds: 5 };
      const sale = await newDemoSale("hall", { concert: { queue } });
      return { ...(await admitted(sale.concertId)).as, path: seatsOf(sale) };
    },
    shows: ({ pass }) => pass.overTitle,
    expected: [
      [refused(403), "The pass has ended."],
      [refused(410), "The pass has ended."],
    ],
  },
  {
    screen: "payment",
    name: "ready",
    arrange: () => payment(200_000),
    shows: ({ checkout }) => like(checkout.pay(ANY)),
    isMain: true,
  },
  {
    screen: "payment",
    name: "points-missing",
    arrange: () => payment(50_000),
    shows: ({ checkout }) => like(checkout.goToTopUp(ANY)),
  },
  {
    screen: "payment",
    name: "hurry",
    arrange: shortPayment,
    shows: ({ checkout }) => like(checkout.pay(ANY)),
  },
  {
    screen: "payment",
    name: "expired",
    arrange: shortPayment,
    reach: ({ page }, { trouble }) =>
      page.getByRole("heading", { name: trouble.expiredTitle }).waitFor({ timeout: 60_000 }),
    shows: ({ trouble }) => trouble.expiredWhy,
  },
  {
    screen: "payment",
    name: "checking",
    arrange: () => payment(200_000),
    reach: async ({ page }, { checkout }) => {
      await loseAnswers(page, { method: "POST", path: /payment$/ }, 99);
      await page.getByRole("button", { name: like(checkout.pay(ANY)) }).tap();
    },
    shows: ({ checkout }) => checkout.checkingTitle,
    expected: [[UNREACHED, "The answers are lost."]],
  },
  {
    screen: "payment",
    name: "someone-elses",
    arrange: async () => ({ ...(await payment(0)), as: await newBuyer() }),
    shows: ({ checkout }) => checkout.notFoundWhy,
    expected: [[refused(404, "/reservations/"), "It belongs to another account."]],
  },
  {
    screen: "payment",
    name: "signed-out",
    arrange: async () => ({ path: (await payment(0)).path }),
    shows: ({ checkout }) => checkout.signInTitle,
  },
  {
    screen: "payment",
    name: "price-types",
    arrange: async () => {
      const sale = await newDemoSale("theatre");
      const { buyer, as } = await admitted(sale.concertId, 300_000);
      const queueToken = as.queueTokens?.[sale.concertId] ?? "";
      const { body } = await buyer.client.call("holdSeats", {
        params: { performanceId: sale.performanceId },
        queueToken,
        body: { bestAvailable: { quantity: 2 } },
      });
      return { ...as, path: `/reservations/${body.reservationId}/payment` };
    },
    shows: ({ priceTypes }) => priceTypes.whichPrices,
    isMain: true,
  },
];

describe("states of choosing and paying", () => {
  testStates(browser, states);
});
