/** A sale with people who arrive whether or not the service keeps up, over HTTP alone, here or on a stage; audited afterwards. */
import type { Part, PartContext, PartResult } from "#bench/frame/part.ts";
import type { Target } from "#bench/frame/target.ts";
import { type PlayedSale, playSale } from "#bench/sale/play-sale.ts";
import { saleCharts } from "#bench/sale/report/charts.ts";
import { cutOffCheck, saleChecks } from "#bench/sale/report/checks.ts";
import { type AskedRate, saleTables } from "#bench/sale/report/tables.ts";
import { failedExchanges } from "#test/load/traffic.ts";
import { endServices, startLocalService } from "#test/runner/local-service.ts";

/** People a second: docs/performance.md says what service and load take for each. */
const PER_SECOND = 4;
const SECONDS = 60;
const SECONDS_QUICK = 15;

/** A service on this machine, if no other one is to be measured. */
const withTarget = async <T>({ target, progress }: PartContext, act: (target: Target) => Promise<T>): Promise<T> => {
  if (target !== undefined) return act(target);
  progress("starting the service");
  // The bench may be ended while the service runs, which is a process of its own.
  process.once("disconnect", () => void endServices().finally(() => process.exit(1)));
  const { url, issuer, stop } = await startLocalService(["--tick-seconds", "1"]);
  try {
    return await act({ url, tokens: { issuer } });
  } finally {
    await stop();
  }
};

const failuresInWords = ({ visits, warmUp }: PlayedSale): readonly string[] =>
  Array.from(
    Map.groupBy(
      [...warmUp, ...visits].flatMap(({ failure }) => (failure === undefined ? [] : [failure])),
      (failure) => failure,
    ),
    ([failure, { length }]) => `${length} visits ended early: ${failure}`,
  );

const findingsInWords = ({ audit }: PlayedSale): readonly string[] =>
  audit.findings.slice(0, 5).map(({ invariant, code, message }) => `The audit found ${invariant} ${code}: ${message}`);

const leftBehind = ({ concertId, visits }: PlayedSale, url: string): string =>
  `Left at ${url}: the concert ${concertId}, whose sale is closed, and ${visits.length} users with what they bought. ` +
  "On a deployed stage, npm run clean-stage removes them.";

const resultOf = (sale: PlayedSale, asked: AskedRate, target: Target | undefined): PartResult => ({
  tables: saleTables(sale, asked),
  charts: saleCharts(sale.log.steps),
  checks: [...saleChecks(sale), cutOffCheck(sale)],
  notes: [
    "An arrival is due by the schedule, a poll when the service said, and any other request after the answer before it and the time to think. A late load program and requests that had to be sent again count from then.",
    ...(target === undefined ? [] : [leftBehind(sale, target.url)]),
    ...failedExchanges([...sale.warmUpLog.exchanges, ...sale.log.exchanges]),
    ...failuresInWords(sale),
    ...findingsInWords(sale),
  ],
  raw: {
    asked,
    url: target?.url ?? null,
    arrivals: sale.arrivals,
    seconds: sale.seconds,
    steps: sale.log.steps,
    exchanges: sale.log.exchanges,
    visits: sale.visits.map(({ goal, lateMs, waitMs, failure, isCutOff }) => ({
      goal,
      lateMs,
      waitMs,
      failure,
      isCutOff,
    })),
    audit: sale.audit,
  },
});

const run = async (context: PartContext): Promise<PartResult> => {
  const { isQuick, seed, target, perSecond = PER_SECOND, progress } = context;
  const asked = { perSecond, seconds: isQuick ? SECONDS_QUICK : SECONDS };
  const sale = await withTarget(context, (service) => playSale({ ...asked, target: service, seed, progress }));
  return resultOf(sale, asked, target);
};

export const sale: Part = {
  name: "sale",
  what: "people who arrive, wait, choose and pay over HTTP: times of each step, then an audit",
  isOverHttp: true,
  run,
};
