/** The halls in which seats are chosen, and buyers whose turn has come. */

import { THEATRE } from "#local/seed/halls/theatre.ts";
import { admit, type Buyer, newBuyer } from "#test/browser/support/buyers.ts";
import { operator, type Performance } from "#test/browser/support/operator.ts";

type Changes = Partial<Parameters<Awaited<ReturnType<typeof operator>>["newPerformance"]>[1]>;

export interface Sale {
  readonly concertId: string;
  readonly performance: Performance;
  /** Where its seats are chosen. */
  readonly path: string;
}

const standard = (amount: number) => [
  { priceType: "standard", name: { ko: "일반", en: "Standard" }, amount, checkedAtDoor: false },
];

/** How people are let in, where it matters. */
interface Letting {
  readonly passSeconds?: number;
}

const saleOf = async (changes: Changes, letting: Letting = {}): Promise<Sale> => {
  const { newConcert, newPerformance } = await operator();
  const queue = { maxActive: 1000, admitPerTick: 1000, claimSeconds: 60, passSeconds: 600, ...letting };
  const { concertId } = await newConcert({ queue });
  const performance = await newPerformance(concertId, changes);
  return { concertId, performance, path: `/performances/${performance.performanceId}/seats?concert=${concertId}` };
};

/** The demo theatre: stalls in two halves with four accessible seats, boxes with tables that are sold whole, a balcony. */
export const theatreSale = async (changes: Changes = {}): Promise<Sale> => {
  const { publishChart } = await operator();
  const prices = Object.entries({ VIP: 150_000, R: 120_000, S: 80_000, 박스: 180_000 });
  return saleOf({
    chartId: await publishChart(THEATRE),
    seatLimit: 6,
    prices: prices.map(([category, amount]) => ({ category, types: standard(amount) })),
    ...changes,
  });
};

/** One row of this many seats, and people standing behind it. */
export const smallSale = (seats: number, changes: Changes = {}, letting: Letting = {}): Promise<Sale> =>
  saleOf(
    {
      sections: [
        {
          sectionId: "A",
          label: "1층",
          category: "R",
          price: 66_000,
          rows: [{ row: "1", label: "1열", from: 1, to: seats }],
        },
        { sectionId: "F", label: "스탠딩", category: "스탠딩", price: 50_000, standing: { capacity: 20 } },
      ],
      ...changes,
    },
    letting,
  );

export interface AdmittedBuyer extends Buyer {
  readonly queueToken: string;
}

/** Somebody whose turn has come. */
export const admitted = async ({ concertId }: Sale): Promise<AdmittedBuyer> => {
  const buyer = await newBuyer();
  return { ...buyer, queueToken: await admit(buyer, concertId) };
};

/** What the browser of this buyer has kept from the waiting room. */
export const keeping = ({ concertId }: Sale, buyer: AdmittedBuyer) => ({
  as: buyer,
  queueTokens: { [concertId]: buyer.queueToken },
});

/** The ids of the seats that the newest reservation of the buyer holds. */
export const heldSeats = async ({ client }: Buyer): Promise<readonly string[]> => {
  const { body } = await client.call("listReservations", {});
  return body.items.filter(({ status }) => status === "HELD").flatMap(({ seats }) => seats.map(({ seatId }) => seatId));
};
