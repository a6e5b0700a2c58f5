import { CONNECTIONS, type Crowd } from "#test/load/gather.ts";
import { activeMax, insideMax } from "#test/load/laws.ts";
import { type Observation, only } from "#test/load/observations.ts";
import { type Exchange, NO_ANSWER, quantile } from "#test/load/traffic.ts";

type Row = readonly [what: string, figure: string, detail: string];

const count = (number: number): string => number.toLocaleString("en-US");
const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

/** Of the second devices that asked for their number: how many there are, and how many were told the first one's. */
const secondDevices = (seen: readonly Observation[]): { readonly asked: number; readonly refused: number } => {
  const byUser = [...Map.groupBy(only(seen, "told"), ({ user }) => user).values()];
  const asked = byUser.filter((told) => told.some(({ device }) => device === 2));
  const refused = asked.filter((told) => {
    const first = new Set(told.filter(({ device }) => device === 1).map(({ number }) => number));
    return told.every(({ number }) => first.has(number));
  });
  return { asked: asked.length, refused: refused.length };
};

/** Milliseconds from the answer to the first join to the admission, of everybody who was admitted. */
const waits = (seen: readonly Observation[]): readonly number[] => {
  const joinedAt = new Map<string, number>();
  for (const { user, atMs } of only(seen, "joined")) joinedAt.set(user, joinedAt.get(user) ?? atMs);
  return only(seen, "inside").map(({ user, atMs }) => atMs - (joinedAt.get(user) ?? atMs));
};

const lineRows = ({ visitors, journal: { seen } }: Crowd, maxActive: number): readonly Row[] => {
  const admitted = only(seen, "inside").length;
  const doubles = visitors.filter(({ person }) => person.devices === 2).length;
  const { asked, refused } = secondDevices(seen);
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
      `${count(refused)} of ${count(asked)} second devices that asked were told the number of the first`,
    ],
    ["numbers issued", count(issued), `${count(issued - admitted)} of them taken up by nobody`],
    ["inside at once, at most", count(insideMax(seen)), `of ${count(maxActive)}, as people saw it`],
    [
      "active at once, at most",
      count(activeMax(seen)),
      `of ${count(maxActive)}, in ${count(only(seen, "figures").length)} samples of the operator`,
    ],
  ];
};

const statuses = (exchanges: readonly Exchange[]): string =>
  Array.from(
    Map.groupBy(exchanges, ({ status }) => status),
    ([status, { length }]) => `${status === NO_ANSWER ? "none" : status}: ${count(length)}`,
  ).join(", ");

const latency = (exchanges: readonly Exchange[]): string => {
  const ms = exchanges.map((exchange) => exchange.ms);
  return `${quantile(ms, 0.5).toFixed(0)} ms median, ${quantile(ms, 0.95).toFixed(0)} ms p95`;
};

const requestRows = ({ traffic, watchTraffic, journal }: Crowd, runSeconds: number): readonly Row[] => {
  const askedBack = traffic.filter(({ saysWhen }) => saysWhen);
  const throttled = traffic.filter(({ status }) => status === 429);
  const perSecond = (traffic.length / runSeconds).toFixed(0);
  return [
    ["requests of the crowd", count(traffic.length), `${perSecond} a second, ${CONNECTIONS} at a time`],
    ...Array.from(
      Map.groupBy([...traffic, ...watchTraffic], ({ call }) => call),
      ([call, those]): Row => [`  ${call}`, count(those.length), `${latency(those)}  (${statuses(those)})`],
    ),
    ["requests per admission", (traffic.length / Math.max(1, journal.count("inside"))).toFixed(2), ""],
    ["told to come back later", percent(askedBack.length, traffic.length), `${count(askedBack.length)} sent again`],
    ["too many requests (429)", percent(throttled.length, traffic.length), count(throttled.length)],
  ];
};

/** What came of the run, a line each, aligned. */
export const summary = (crowd: Crowd, maxActive: number, runSeconds: number): string => {
  const rows = [...lineRows(crowd, maxActive), ...requestRows(crowd, runSeconds)];
  const [whatWidth, figureWidth] = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(([what, figure, detail]) =>
      `${what.padEnd(whatWidth ?? 0)}  ${figure.padStart(figureWidth ?? 0)}  ${detail}`.trimEnd(),
    )
    .join("\n");
};
