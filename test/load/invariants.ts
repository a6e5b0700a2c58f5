/**
 * The queue's invariants, checked on everything that was seen from outside: pure rules that list what breaks them.
 * simulation/checks.ts and the observer of the queue's random histories check the same invariants again, on purpose:
 * independent judges, each with what it can see.
 */
import { type Observation, type ObservationOf, only } from "#test/load/observations.ts";

export interface Expectations {
  readonly maxActive: number;
  /** How long a turn waits to be claimed. */
  readonly claimSeconds: number;
  /** Everyone in the crowd. */
  readonly users: readonly string[];
  /** Whether the run ended while people waited. */
  readonly isCutShort?: boolean;
}

/** Caches may keep the public queue for a second, and the function may have read it a second before. */
export const PUBLIC_AGE_MS_MAX = 2000;
const LISTED_MAX = 5;

/** Names the first few of what may be thousands. */
export const listed = (what: string, findings: readonly string[]): readonly string[] => {
  if (findings.length === 0) return [];
  const rest = findings.length > LISTED_MAX ? `; and ${findings.length - LISTED_MAX} more` : "";
  return [`${what}: ${findings.slice(0, LISTED_MAX).join("; ")}${rest}`];
};

/** Q1, Q2: a place has one number, on every device and at all times, and no two places share one. */
export const sharedOrChangedNumbers = (seen: readonly Observation[]): readonly string[] => {
  const numberOf = new Map<string, number>();
  const userOf = new Map<number, string>();
  const [changed, shared] = [new Set<string>(), new Set<string>()];
  for (const observation of seen) {
    // Someone whose place expired joins again and gets another number; no number is issued twice.
    if (observation.kind === "expired") numberOf.delete(observation.user);
    if (observation.kind !== "number") continue;
    const { user, number } = observation;
    const known = numberOf.get(user);
    if (known !== undefined && known !== number) changed.add(`${user} had ${known} and then ${number}`);
    numberOf.set(user, number);
    const owner = userOf.get(number) ?? user;
    if (owner !== user) shared.add(`${owner} and ${user} have ${number}`);
    userOf.set(number, user);
  }
  return [...listed("numbers changed", [...changed]), ...listed("numbers are shared", [...shared])];
};

/**
 * The most people inside at one moment, by what they saw themselves. Each is counted for less time than the admission
 * lasted, so this is never more than there really were.
 */
export const insideMax = (seen: readonly Observation[]): number => {
  const inside = new Set<string>();
  let max = 0;
  for (const observation of seen) {
    if (observation.kind === "inside") inside.add(observation.user);
    if (observation.kind === "outside") inside.delete(observation.user);
    max = Math.max(max, inside.size);
  }
  return max;
};

/** The most live admissions that the operator's stats showed. */
export const activeMax = (seen: readonly Observation[]): number =>
  only(seen, "stats").reduce((max, { active }) => Math.max(max, active), 0);

/** Q3: the cap held at every moment, and the stats never exceeded it. */
export const capBroken = (seen: readonly Observation[], { maxActive }: Expectations): readonly string[] => [
  ...(insideMax(seen) > maxActive ? [`${insideMax(seen)} people were inside at once; the cap is ${maxActive}`] : []),
  ...(activeMax(seen) > maxActive ? [`the operator saw ${activeMax(seen)} active; the cap is ${maxActive}`] : []),
];

/** Q5: everyone who stayed got in, and no one is left in the queue. */
export const notDrained = (seen: readonly Observation[], { users, isCutShort }: Expectations): readonly string[] => {
  if (isCutShort) return [];
  const done = new Set([...only(seen, "inside"), ...only(seen, "left")].map(({ user }) => user));
  const waiting = only(seen, "stats").at(-1)?.waiting;
  return [
    ...listed(
      "waited and were not admitted",
      users.filter((user) => !done.has(user)),
    ),
    ...(waiting === 0 ? [] : [`the operator saw ${waiting ?? "an unknown number of people"} waiting at the end`]),
  ];
};

/**
 * The earliest moment at which a turn can have come, from the observations of its place: after the join and, if its number
 * was seen, after the queue was last seen before that number.
 */
const earliestTurn = (past: readonly Observation[], looks: readonly ObservationOf<"queue">[]): number => {
  const joinedAtMs = only(past, "joined").at(-1)?.askedAtMs ?? 0;
  const numbered = only(past, "number").at(-1);
  if (numbered === undefined || numbered.atMs < joinedAtMs) return joinedAtMs;
  const unserved = looks.findLast(({ atMs, served }) => atMs < (past.at(-1)?.atMs ?? 0) && served < numbered.number);
  return Math.max(joinedAtMs, unserved ? unserved.askedAtMs - PUBLIC_AGE_MS_MAX : 0);
};

/** Q5: a turn can be claimed for the whole of its time. */
export const expiredTooEarly = (seen: readonly Observation[], { claimSeconds }: Expectations): readonly string[] => {
  const looks = only(seen, "queue");
  const expired = new Set(only(seen, "expired").map(({ user }) => user));
  const early = [...expired].flatMap((user) => {
    const own = seen.filter((observation) => "user" in observation && observation.user === user);
    return own.flatMap((observation, index) => {
      if (observation.kind !== "expired") return [];
      const waitedSeconds = (observation.atMs - earliestTurn(own.slice(0, index + 1), looks)) / 1000;
      return waitedSeconds < claimSeconds ? [`that of ${user} after at most ${Math.floor(waitedSeconds)} s`] : [];
    });
  });
  return listed("turns expired too early", early);
};

/** Q4: everyone inside has a served number, as the public queue shows as soon as it is fresh. */
export const servedOutOfOrder = (seen: readonly Observation[]): readonly string[] => {
  const looks = only(seen, "queue").toSorted((a, b) => a.askedAtMs - b.askedAtMs);
  let next = 0;
  const early = only(seen, "inside").flatMap(({ user, number, atMs }) => {
    while (next < looks.length && (looks[next]?.askedAtMs ?? 0) < atMs + PUBLIC_AGE_MS_MAX) next += 1;
    const served = looks[next]?.served ?? Number.POSITIVE_INFINITY;
    return number === null || number > served ? [`${user} with ${number} while ${served} was served`] : [];
  });
  return listed("admitted before their turn", early);
};

/** Every broken invariant in words; empty if all of them held. */
export const brokenInvariants = (seen: readonly Observation[], expected: Expectations): readonly string[] => [
  ...sharedOrChangedNumbers(seen),
  ...capBroken(seen, expected),
  ...notDrained(seen, expected),
  ...expiredTooEarly(seen, expected),
  ...servedOutOfOrder(seen),
];
