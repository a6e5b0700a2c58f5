import { describe, expect, it } from "@jest/globals";
import { ProblemError } from "#client/problem-error.ts";
import { Semaphore } from "#local/semaphore.ts";
import { newRandom } from "#simulation/random.ts";
import { Calls } from "#test/load/calls.ts";
import { activeMax, brokenInvariants, insideMax, PUBLIC_AGE_MS_MAX } from "#test/load/invariants.ts";
import { Journal, type Observation } from "#test/load/observations.ts";
import { type Exchange, failedExchanges } from "#test/load/traffic.ts";

const EXPECTED = { maxActive: 2, claimSeconds: 60, users: ["mina", "jun", "sora"] };
const SECOND = 1000;

/** Everyone comes and leaves, one second after the other, two at once. */
const visit: readonly Observation[] = [
  { kind: "queue", atMs: 0, askedAtMs: 0, issued: 0, served: 0 },
  { kind: "joined", atMs: 1 * SECOND, askedAtMs: 0, user: "mina", device: 1 },
  { kind: "joined", atMs: 1 * SECOND, askedAtMs: 0, user: "jun", device: 1 },
  { kind: "joined", atMs: 1 * SECOND, askedAtMs: 0, user: "sora", device: 1 },
  { kind: "number", atMs: 2 * SECOND, user: "mina", device: 1, number: 1 },
  { kind: "number", atMs: 2 * SECOND, user: "mina", device: 2, number: 1 },
  { kind: "number", atMs: 2 * SECOND, user: "jun", device: 1, number: 2 },
  { kind: "number", atMs: 2 * SECOND, user: "sora", device: 1, number: 3 },
  { kind: "stats", atMs: 3 * SECOND, active: 2, waiting: 1 },
  { kind: "queue", atMs: 3 * SECOND, askedAtMs: 3 * SECOND, issued: 3, served: 2 },
  { kind: "inside", atMs: 4 * SECOND, user: "mina", number: 1 },
  { kind: "inside", atMs: 4 * SECOND, user: "jun", number: 2 },
  { kind: "outside", atMs: 5 * SECOND, user: "jun" },
  { kind: "left", atMs: 6 * SECOND, user: "jun" },
  { kind: "inside", atMs: 7 * SECOND, user: "sora", number: 3 },
  { kind: "stats", atMs: 9 * SECOND, active: 2, waiting: 0 },
  { kind: "queue", atMs: 10 * SECOND, askedAtMs: 10 * SECOND, issued: 3, served: 3 },
];

const followedBy = (...more: readonly Observation[]): readonly Observation[] => [...visit, ...more];
const without = (isGone: (observation: Observation) => boolean): readonly Observation[] =>
  visit.filter((observation) => !isGone(observation));

describe("The invariants of a crowd", () => {
  it("find nothing where the queue kept them", () => {
    expect(brokenInvariants(visit, EXPECTED)).toEqual([]);
    expect([insideMax(visit), activeMax(visit)]).toEqual([2, 2]);
  });

  it.each<[string, readonly Observation[], string]>([
    [
      "Q2: two people with one number",
      followedBy({ kind: "number", atMs: 11 * SECOND, user: "dana", device: 1, number: 1 }),
      "mina and dana have 1",
    ],
    [
      "Q1: another number on the second device",
      followedBy({ kind: "number", atMs: 11 * SECOND, user: "mina", device: 2, number: 4 }),
      "mina had 1 and then 4",
    ],
    [
      "Q2: the number of somebody whose turn expired, issued again",
      followedBy(
        { kind: "expired", atMs: 70 * SECOND, user: "mina" },
        { kind: "number", atMs: 71 * SECOND, user: "mina", device: 1, number: 3 },
      ),
      "sora and mina have 3",
    ],
    [
      "Q3: more inside than the cap, though the operator is not shown it",
      without(({ kind }) => kind === "outside"),
      "3 people were inside at once; the cap is 2",
    ],
    [
      "Q3: more active than the cap, though nobody saw it",
      followedBy({ kind: "stats", atMs: 11 * SECOND, active: 3, waiting: 0 }),
      "the operator saw 3 active; the cap is 2",
    ],
    [
      "Q5: somebody who was never admitted",
      without((observation) => observation.kind === "inside" && observation.user === "sora"),
      "were not admitted: sora",
    ],
    [
      "Q5: a queue that is not empty at the end",
      followedBy({ kind: "stats", atMs: 11 * SECOND, active: 0, waiting: 1 }),
      "1 waiting at the end",
    ],
    [
      "Q5: a turn that expired before its time",
      followedBy({ kind: "expired", atMs: 60 * SECOND, user: "sora" }),
      "that of sora after at most 59 s",
    ],
    [
      "Q4: somebody inside before their number was served",
      visit.map((observation) => (observation.kind === "queue" ? { ...observation, served: 2 } : observation)),
      "sora with 3 while 2 was served",
    ],
    [
      "Q4: somebody inside without a number",
      visit.map((observation) => (observation.kind === "inside" ? { ...observation, number: null } : observation)),
      "mina with null",
    ],
  ])("%s", (_what, seen, finding) => {
    const broken = brokenInvariants(seen, EXPECTED);

    expect(broken).toHaveLength(1);
    expect(broken[0]).toContain(finding);
  });

  it("Q4: a public queue from a cache proves nothing", () => {
    const admittedAtMs = 7 * SECOND;
    const stale = { kind: "queue", issued: 3, served: 2, atMs: admittedAtMs } as const;

    const kept = brokenInvariants(followedBy({ ...stale, askedAtMs: admittedAtMs + PUBLIC_AGE_MS_MAX - 1 }), EXPECTED);
    const fresh = brokenInvariants(followedBy({ ...stale, askedAtMs: admittedAtMs + PUBLIC_AGE_MS_MAX }), EXPECTED);

    expect(kept).toEqual([]);
    expect(fresh).toHaveLength(1);
  });

  it("Q6: someone whose turn expired has another number from then on", () => {
    const rejoined = followedBy(
      { kind: "expired", atMs: 70 * SECOND, user: "sora" },
      { kind: "number", atMs: 75 * SECOND, user: "sora", device: 1, number: 4 },
    );

    expect(brokenInvariants(rejoined, EXPECTED)).toEqual([]);
  });

  it("name the first few of many", () => {
    const users = Array.from({ length: 5000 }, (_, index) => `user-${index + 1}`);

    expect(brokenInvariants(visit, { ...EXPECTED, users })).toEqual([
      "waited and were not admitted: user-1; user-2; user-3; user-4; user-5; and 4995 more",
    ]);
  });
});

describe("The journal", () => {
  it("keeps observations in order, with counts and the last of each kind", () => {
    const journal = new Journal();

    journal.add({ kind: "stats", active: 1, waiting: 1 });
    journal.add({ kind: "left", user: "mina" });
    journal.add({ kind: "stats", active: 2, waiting: 0 });

    expect(journal.seen.map(({ kind }) => kind)).toEqual(["stats", "left", "stats"]);
    expect([journal.count("stats"), journal.count("inside")]).toEqual([2, 0]);
    expect(journal.last("stats")).toMatchObject({ active: 2, waiting: 0 });
  });
});

describe("Responses that nobody may get", () => {
  const exchange = (status: number, saysWhen = false) => ({ call: "join", status, saysWhen, ms: 1 });

  it("are server errors, and temporary refusals without Retry-After", () => {
    const failed = failedExchanges([
      exchange(201),
      exchange(404),
      exchange(429, true),
      exchange(503, true),
      exchange(0),
      exchange(500),
      exchange(500),
      exchange(503),
      exchange(429),
    ]);

    expect(failed).toEqual([
      "join got no response (1)",
      "join answered 500 (2)",
      "join answered 503 without Retry-After (1)",
      "join answered 429 without Retry-After (1)",
    ]);
  });
});

describe("Calls of a crowd", () => {
  const refusal = (status: number, headers: Record<string, string> = {}) =>
    new ProblemError("GET /", status, {}, new Headers(headers));
  const callsTo = (traffic: Exchange[], signal = new AbortController().signal) =>
    new Calls({ connections: 1, traffic, random: { ...newRandom(1), uniform: () => 0 }, signal });

  it("are sent again when the response says when, and counted each time", async () => {
    const traffic: Exchange[] = [];
    const responses = [refusal(503, { "retry-after": "0" }), new TypeError("fetch failed"), { status: 200 }].values();

    const response = await callsTo(traffic).make("read", () => {
      const next = responses.next().value;
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next ?? { status: 0 });
    });

    expect(response).toEqual({ status: 200 });
    expect(traffic.map(({ status, saysWhen }) => [status, saysWhen])).toEqual([
      [503, true],
      [0, true],
      [200, false],
    ]);
  });

  it("are not sent again after a refusal for good, or once the run has ended", async () => {
    const traffic: Exchange[] = [];
    const end = new AbortController();
    end.abort(new Error("not done after 1 s"));
    const refused = (): Promise<never> => Promise.reject(refusal(410));

    await expect(callsTo(traffic).make("claim", refused)).rejects.toThrow("410");
    await expect(callsTo(traffic, end.signal).make("claim", refused)).rejects.toThrow("not done after 1 s");
    expect(traffic.map(({ status }) => status)).toEqual([410]);
  });

  it("share a limited number of connections, in the order they came", async () => {
    const semaphore = new Semaphore(2);
    const log: string[] = [];
    let inside = 0;

    await Promise.all(
      ["a", "b", "c", "d"].map((name) =>
        semaphore.run(async () => {
          inside += 1;
          log.push(`${name}${inside}`);
          await new Promise((resolve) => setTimeout(resolve, 1));
          inside -= 1;
        }),
      ),
    );

    expect(log).toEqual(["a1", "b2", "c2", "d2"]);
  });
});
