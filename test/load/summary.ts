import { edgeReport } from "#test/load/edge/edge-report.ts";
import type { Edge } from "#test/load/edge/edge-server.ts";
import { CONNECTIONS, type Crowd } from "#test/load/gather-crowd.ts";
import { activeMax, insideMax } from "#test/load/invariants.ts";
import { type Observation, only } from "#test/load/observations.ts";
import { type Exchange, NO_RESPONSE, quantile } from "#test/load/traffic.ts";

type Row = readonly [what: string, value: string, detail: string];

const count = (number: number): string => number.toLocaleString("en-US");
const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

/** The second devices that got a number, and those that got only the first device's number. */
const secondDevices = (seen: readonly Observation[]): { readonly withNumber: number; readonly same: number } => {
  const byUser = [...Map.groupBy(only(seen, "number"), ({ user }) => user).values()];
  const withNumber = byUser.filter((numbers) => numbers.some(({ device }) => device === 2));
  const same = withNumber.filter((numbers) => {
    const first = new Set(numbers.filter(({ device }) => device === 1).map(({ number }) => number));
    return numbers.every(({ number }) => first.has(number));
  });
  return { withNumber: withNumber.length, same: same.length };
};

/** Milliseconds from the response to the first join to the admission, of everyone who was admitted. */
const waits = (seen: readonly Observation[]): readonly number[] => {
  const joinedAt = new Map<string, number>();
  for (const { user, atMs } of only(seen, "joined")) joinedAt.set(user, joinedAt.get(user) ?? atMs);
  return only(seen, "inside").map(({ user, atMs }) => atMs - (joinedAt.get(user) ?? atMs));
};

const queueRows = ({ visitors, journal: { seen } }: Crowd, maxActive: number): readonly Row[] => {
  const admitted = only(seen, "inside").length;
  const doubles = visitors.filter(({ person }) => person.devices === 2).length;
  const { withNumber, same } = secondDevices(seen);
  const issued = only(seen, "queue").at(-1)?.issued ?? 0;
  const waited = waits(seen);
  const waitedFor = (share: number): string => `${(quantile(waited, share) / 1000).toFixed(0)} s`;
  return [
    ["people", count(visitors.length), ""],
    ["  admitted", count(admitted), `after ${waitedFor(0.5)} at the median, ${waitedFor(1)} at most`],
    ["  left while they waited", count(only(seen, "left").length - only(seen, "outside").length), ""],
    ["  missed their turn", count(only(seen, "expired").length), "and joined again"],
    [
      "  joined twice",
      count(doubles),
      `${count(same)} of ${count(withNumber)} second devices got the first one's number`,
    ],
    ["numbers issued", count(issued), `${count(issued - admitted)} of them never claimed`],
    ["inside at once, at most", count(insideMax(seen)), `cap ${count(maxActive)}, as people saw it`],
    [
      "active at once, at most",
      count(activeMax(seen)),
      `cap ${count(maxActive)}, in ${count(only(seen, "stats").length)} samples of the stats`,
    ],
  ];
};

const statuses = (exchanges: readonly Exchange[]): string =>
  Array.from(
    Map.groupBy(exchanges, ({ status }) => status),
    ([status, { length }]) => `${status === NO_RESPONSE ? "no response" : status}: ${count(length)}`,
  ).join(", ");

const latency = (exchanges: readonly Exchange[]): string => {
  const ms = exchanges.map((exchange) => exchange.ms);
  return `${quantile(ms, 0.5).toFixed(0)} ms median, ${quantile(ms, 0.95).toFixed(0)} ms p95`;
};

const requestRows = ({ traffic, watchTraffic, journal }: Crowd, runSeconds: number): readonly Row[] => {
  const retried = traffic.filter(({ saysWhen }) => saysWhen);
  const throttled = traffic.filter(({ status }) => status === 429);
  const perSecond = (traffic.length / runSeconds).toFixed(0);
  return [
    ["requests of the crowd", count(traffic.length), `${perSecond} per second, ${CONNECTIONS} at once`],
    ...Array.from(
      Map.groupBy([...traffic, ...watchTraffic], ({ call }) => call),
      ([call, those]): Row => [`  ${call}`, count(those.length), `${latency(those)}  (${statuses(those)})`],
    ),
    ["requests per admission", (traffic.length / Math.max(1, journal.count("inside"))).toFixed(2), ""],
    ["asked to come back later", percent(retried.length, traffic.length), `${count(retried.length)} sent again`],
    ["too many requests (429)", percent(throttled.length, traffic.length), count(throttled.length)],
  ];
};

/** A summary of the run as aligned lines. */
export const summary = (crowd: Crowd, maxActive: number, runSeconds: number): string =>
  aligned([...queueRows(crowd, maxActive), ...requestRows(crowd, runSeconds)]);

/**
 * What the edge took from the service, by the rows of its table.
 * @param busy share of the time that this process, which is crowd and edge, had something to do
 */
export const edgeSummary = ({ urls, log }: Edge, busy: number): string =>
  aligned([
    ["at the edge", "requests", `${urls.length} locations, as in lib/edge/edge-behaviours.ts`],
    ...edgeReport(log).map(
      ({ row, edge, origin, hitRate, medianMs, p95Ms }): Row => [
        `  ${row}`,
        count(edge),
        `${count(origin)} at the origin, ${percent(hitRate, 1)} kept away, ${medianMs.toFixed(1)} ms median, ${p95Ms.toFixed(0)} ms p95`,
      ],
    ),
    ["crowd and edge were busy", percent(busy, 1), "of the time: near 100 % the machine is what is measured"],
  ]);

const aligned = (rows: readonly Row[]): string => {
  const [whatWidth, valueWidth] = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(([what, value, detail]) =>
      `${what.padEnd(whatWidth ?? 0)}  ${value.padStart(valueWidth ?? 0)}  ${detail}`.trimEnd(),
    )
    .join("\n");
};
