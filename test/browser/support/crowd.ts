/** People who stand in a queue, and somebody among them. */
import { admit, type Buyer, joinNumbered, joinQueue, newBuyer } from "#test/browser/support/buyers.ts";
import { inSeconds, operator } from "#test/browser/support/operator.ts";

export interface CrowdedQueue {
  readonly concertId: string;
  /** Somebody who waits, behind most of the crowd. */
  readonly buyer: Buyer;
}

const JOINS_AT_ONCE = 8;

/** Everybody joins, and has a number a moment later. */
export const joinAll = async (concertId: string, count: number): Promise<void> => {
  let left = count;
  const join = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await joinQueue(await newBuyer({ name: "fan" }), concertId);
    }
  };
  await Promise.all(Array.from({ length: JOINS_AT_ONCE }, join));
};

/** A concert on sale that lets in one person at a time, who is inside; others wait, and the buyer behind them. */
export const crowdedQueue = async (ahead: number, buyer?: Buyer): Promise<CrowdedQueue> => {
  const { newConcert, newPerformance } = await operator();
  const { concertId } = await newConcert({
    title: "Neon Parade",
    artist: "LUMEN",
    venue: "서울 아레나",
    queue: { maxActive: 1, admitPerTick: 1, claimSeconds: 60, passSeconds: 900 },
  });
  await newPerformance(concertId, { sections: grades() });
  await admit(await newBuyer(), concertId);
  await joinAll(concertId, ahead);
  const waiting = buyer ?? (await newBuyer({ name: "jiwoo" }));
  await joinNumbered(waiting, concertId);
  return { concertId, buyer: waiting };
};

export interface QuickQueue extends CrowdedQueue {
  /** Of the concert. */
  readonly title: string;
  readonly letIn: () => Promise<void>;
}

/** Somebody is inside, and the buyer waits. There are few seconds to claim a turn, so that pages look often. */
export const quickQueue = async (): Promise<QuickQueue> => {
  const { newConcert, newPerformance, changeQueue } = await operator();
  const queue = { maxActive: 1, admitPerTick: 1, claimSeconds: 20, passSeconds: 900 };
  const { concertId, title } = await newConcert({ queue });
  await newPerformance(concertId);
  await admit(await newBuyer(), concertId);
  const buyer = await newBuyer({ name: "jiwoo" });
  await joinNumbered(buyer, concertId);
  return { concertId, title, buyer, letIn: () => changeQueue(concertId, { maxActive: 1000, admitPerTick: 1000 }) };
};

/** A concert whose sale opens in an hour, with people in its lobby. */
export const lobby = async (people: number): Promise<CrowdedQueue> => {
  const { newConcert, newPerformance } = await operator();
  const { concertId } = await newConcert({ title: "Neon Parade", artist: "LUMEN", opensAt: inSeconds(3600) });
  await newPerformance(concertId, { sections: grades() });
  await joinAll(concertId, people);
  const buyer = await newBuyer({ name: "jiwoo" });
  await joinNumbered(buyer, concertId);
  return { concertId, buyer };
};

const GRADES = [
  ["VIP", 220_000],
  ["R", 176_000],
  ["S", 143_000],
] as const;

const grades = () =>
  GRADES.map(([category, price], index) => ({
    sectionId: String(101 + index),
    label: `${101 + index}구역`,
    category,
    price,
    rows: Array.from({ length: 10 }, (_, row) => ({ row: String(row + 1), from: 1, to: 30 })),
  }));
