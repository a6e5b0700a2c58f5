/** The concerts of the demo data, made again for a test of its own: real halls, real prices. */

import { demoConcerts } from "#local/seed/demo-concerts.ts";
import { type Concert, type Operator, operator, type Performance } from "#test/browser/support/operator.ts";
import { type ServiceUnderTest, service } from "#test/browser/support/service.ts";

type Changes<Method extends "newConcert" | "newPerformance"> = Parameters<Operator[Method]>[Method extends "newConcert"
  ? 0
  : 1];

interface DemoOptions {
  readonly service?: ServiceUnderTest;
  readonly concert?: Changes<"newConcert">;
  readonly performance?: Changes<"newPerformance">;
}

export interface DemoSale {
  readonly concert: Concert;
  readonly concertId: string;
  readonly performance: Performance;
  readonly performanceId: string;
}

const MINUTES_EARLIER = 10;
const MINUTE_MS = 60_000;

/** @param slug hall: fifty seats; theatre: five price types and accessible seats; arena: 11,600 places */
export const newDemoSale = async (slug: "hall" | "theatre" | "arena", options: DemoOptions = {}): Promise<DemoSale> => {
  const { client, newConcert, publishChart } = await operator(options.service ?? service);
  const demo = demoConcerts(Date.now() - MINUTES_EARLIER * MINUTE_MS).find((each) => each.slug === slug);
  if (demo === undefined) throw new Error(`The demo data has no ${slug}.`);
  const queue = { maxActive: 1000, admitPerTick: 1000, claimSeconds: 60, passSeconds: 600 };
  const concert = await newConcert({ ...demo.concert, queue, ...options.concert });
  const { concertId } = concert;
  const hall = demo.chart === undefined ? {} : { chartId: await publishChart(demo.chart) };
  const performances: Performance[] = [];
  for (const each of demo.performances) {
    const body = { ...each, ...hall, ...options.performance };
    performances.push((await client.call("createPerformance", { params: { concertId }, body })).body);
  }
  if (demo.promotion !== undefined) {
    await client.call("createPromotion", { params: { concertId }, body: demo.promotion });
  }
  const [performance] = performances;
  if (performance === undefined) throw new Error(`The demo concert ${slug} has no performance.`);
  return { concert, concertId, performance, performanceId: performance.performanceId };
};
