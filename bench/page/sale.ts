/** A sale in a hall of the bench, and somebody whose turn it is. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { categoriesOf, type HallSize, hallOf, PRICES } from "#bench/page/halls.ts";
import { createEncoreClient } from "#client/encore-client.ts";
import { chartServiceBy, uploadChart } from "#client/upload-chart.ts";
import { waitForTurn, waitingCalls } from "#client/wait-for-turn.ts";
import { fetchAccessToken } from "#local/identity/access-token.ts";

export interface Target {
  readonly url: string;
  readonly issuer: string;
}

export interface BenchSale {
  readonly path: string;
  /** What the buyer's browser has kept: local storage, by name. */
  readonly storage: Readonly<Record<string, string>>;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const BUYER = "bench";

const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

const putOnSale = async ({ url, issuer }: Target, size: HallSize) => {
  const client = createEncoreClient({
    url,
    userToken: await fetchAccessToken(issuer, { user: "operator", operator: true }),
  });
  const { chartId } = await uploadChart(
    chartServiceBy((call) => call(client)),
    hallOf(size),
    randomUUID(),
  );
  const { body: concert } = await client.call("createConcert", {
    body: { title: "Bench", artist: "Nobody", venue: "Bowl", opensAt: inDays(-1), closesAt: inDays(10) },
  });
  const { concertId } = concert;
  const prices = categoriesOf(size).map((category) => ({
    category,
    types: [{ priceType: "standard", name: { ko: "일반", en: "Standard" }, amount: PRICES[category] ?? 0 }],
  }));
  const { body: performance } = await client.call("createPerformance", {
    params: { concertId },
    body: { startsAt: inDays(30), chartId, prices },
  });
  return { concertId, performanceId: performance.performanceId };
};

const queueTokenFor = async (url: string, userToken: string, concertId: string): Promise<string> => {
  const calls = waitingCalls(createEncoreClient({ url, userToken }), concertId);
  const waiting = waitForTurn({ ...calls, pause: () => sleep(1000) });
  for (;;) {
    const { done, value } = await waiting.next();
    if (done === true) return value.token;
  }
};

/** Creates the hall and the sale, and has the buyer admitted. */
export const createBenchSale = async (target: Target, size: HallSize): Promise<BenchSale> => {
  const { concertId, performanceId } = await putOnSale(target, size);
  const access = await fetchAccessToken(target.issuer, { user: BUYER });
  const queueToken = await queueTokenFor(target.url, access, concertId);
  const session = { access, refresh: null, renewAtMs: Date.now() + HOUR_MS, user: { id: BUYER, name: BUYER } };
  return {
    path: `/performances/${performanceId}/seats?concert=${concertId}`,
    storage: {
      "encore-1:session": JSON.stringify(session),
      [`encore-1:queue-token:${BUYER}:${concertId}`]: JSON.stringify(queueToken),
    },
  };
};
