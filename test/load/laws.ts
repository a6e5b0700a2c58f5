/** What must hold of everything that was seen: pure rules, each of which lists what breaks it. */
import { type Observation, type ObservationOf, only } from "#test/load/observations.ts";

export interface Promises {
  readonly maxActive: number;
  /** How long a turn waits to be taken up. */
  readonly claimSeconds: number;
  /** Everybody who joined the crowd. */
  readonly users: readonly string[];
}

/** The public queue may be kept by caches for a second, and be made from a line that was read a second before. */
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
    // Whoever lost a place joins again and gets another number, as no number is ever given twice.
    if (observation.kind === "expired") numberOf.delete(observation.user);
    if (observation.kind !== "told") continue;
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
 * The most who were inside at one moment, by what they saw themselves. Each counts for less time than the admission
 * lasted, so this is never more than there were.
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

/** The most live admissions that the operator was shown. */
export const activeMax = (seen: readonly Observation[]): number =>
  only(seen, "figures").reduce((max, { active }) => Math.max(max, active), 0);

/** Q3: the cap held at every moment, and was never shown to be passed. */
export const capBroken = (seen: readonly Observation[], { maxActive }: Promises): readonly string[] => [
  ...(insideMax(seen) > maxActive ? [`${insideMax(seen)} people were inside at once, of ${maxActive} at most`] : []),
  ...(activeMax(seen) > maxActive ? [`the operator saw ${activeMax(seen)} active, of ${maxActive} at most`] : []),
];

/** Q5: everybody who stayed got in, and nobody is left in the line. */
export const notDrained = (seen: readonly Observation[], { users }: Promises): readonly string[] => {
  const done = new Set([...only(seen, "inside"), ...only(seen, "left")].map(({ user }) => user));
  const waiting = only(seen, "figures").at(-1)?.waiting;
  return [
    ...listed(
      "waited and were not admitted",
      users.filter((user) => !done.has(user)),
    ),
    ...(waiting === 0 ? [] : [`the operator saw ${waiting ?? "nobody say how many"} waiting in the end`]),
  ];
};

/**
 * The earliest moment at which the turn of a place can have come, of which `past` tells: after the join, and, if the
 * number was told, after the line was last seen not to have come to it.
 */
const earliestTurn = (past: readonly Observation[], looks: readonly ObservationOf<"queue">[]): number => {
  const joinedAtMs = only(past, "joined").at(-1)?.askedAtMs ?? 0;
  const told = only(past, "told").at(-1);
  if (told === undefined || told.atMs < joinedAtMs) return joinedAtMs;
  const unserved = looks.findLast(({ atMs, served }) => atMs < (past.at(-1)?.atMs ?? 0) && served < told.number);
  return Math.max(joinedAtMs, unserved ? unserved.askedAtMs - PUBLIC_AGE_MS_MAX : 0);
};

/** Q5: a turn waits to be taken up for as long as was promised. */
export const expiredTooEarly = (seen: readonly Observation[], { claimSeconds }: Promises): readonly string[] => {
  const looks = only(seen, "queue");
  const expired = new Set(only(seen, "expired").map(({ user }) => user));
  const early = [...expired].flatMap((user) => {
    const own = seen.filter((observation) => "user" in observation && observation.user === user);
    return own.flatMap((observation, index) => {
      if (observation.kind !== "expired") return [];
      const waitedSeconds = (observation.atMs - earliestTurn(own.slice(0, index + 1), looks)) / 1000;
      return waitedSeconds < claimSeconds ? [`that of ${user} after ${Math.floor(waitedSeconds)} s at most`] : [];
    });
  });
  return listed("turns ended too early", early);
};

/** Q4: who is inside was served, as everybody can see as soon as the public queue is fresh. */
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

/** Every broken law, in words; none if all is well. */
export const brokenLaws = (seen: readonly Observation[], promises: Promises): readonly string[] => [
  ...sharedOrChangedNumbers(seen),
  ...capBroken(seen, promises),
  ...notDrained(seen, promises),
  ...expiredTooEarly(seen, promises),
  ...servedOutOfOrder(seen),
];
