/** The typed client's wait, against a queue of which it sees only what the API shows. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "@jest/globals";
import { createEncoreClient } from "#client/encore-client.ts";
import type { PauseCircumstances } from "#client/persistently.ts";
import { ProblemError } from "#client/problem-error.ts";
import {
  type Place,
  resumeWait,
  type WaitingCalls,
  type WaitingState,
  waitForTurn,
  waitingCalls,
} from "#client/wait-for-turn.ts";
import type { PublicQueue } from "#contract/queue.ts";
import { publicQueueOf } from "#functions/queue/rules/public-queue.ts";
import { numberOf, type QueueState } from "#functions/queue/rules/queue-state.ts";
import { aQueue, NOW } from "#test/support/queue-states.ts";

const ARRIVAL = 3;

const placeOf = (change: Partial<Place>): Place => ({
  concertId: "con_1",
  token: "token",
  status: "WAITING",
  lane: "GENERAL",
  arrival: ARRIVAL,
  number: null,
  ahead: null,
  estimatedWaitSeconds: null,
  seatsLeft: 100,
  chance: null,
  expiresAt: null,
  nextPollSeconds: 2,
  serverTime: "2027-01-15T08:00:00.000Z",
  ...change,
});

const shown = (queue: QueueState): PublicQueue => publicQueueOf(queue, NOW, { tickSeconds: 5, drawSettleSeconds: 5 });

const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  new ProblemError("call", status, { code }, new Headers(headers));

type Response<Body> = Body | Error;

interface Script {
  readonly joins: readonly Response<Place>[];
  readonly reads?: readonly Response<Place>[];
  readonly queues?: readonly Response<PublicQueue>[];
}

/** Calls that get these responses, one after the other. */
const startWait = ({ joins, reads = [], queues = [] }: Script) => {
  const log: string[] = [];
  const pauses: PauseCircumstances[] = [];
  const next = <Body>(name: string, responses: Response<Body>[]): Promise<Body> => {
    log.push(name);
    const response = responses.shift();
    if (response === undefined) throw new Error(`Nothing is left to respond to: ${name}.`);
    return response instanceof Error ? Promise.reject(response) : Promise.resolve(response);
  };
  const left = { joins: [...joins], reads: [...reads], queues: [...queues] };
  const calls: WaitingCalls = {
    join: () => next("join", left.joins),
    readPlace: () => next("read", left.reads),
    readQueue: () => next("queue", left.queues),
    pause: (seconds, circumstances) => {
      log.push(`${seconds} s`);
      pauses.push(circumstances);
      return Promise.resolve();
    },
    random: () => 0,
  };
  return { calls, log, pauses };
};

const waitToTheEnd = async (script: Script, start = waitForTurn, unreachedMax = 10) => {
  const { calls, log, pauses } = startWait(script);
  const states: WaitingState[] = [];
  const steps = start({ ...calls, unreachedMax });
  for (;;) {
    const step = await steps.next();
    if (step.done) return { place: step.value, states, log, pauses };
    states.push(step.value);
  }
};

const ADMITTED = placeOf({ status: "ADMITTED", number: ARRIVAL });
const before = shown(aQueue({ general: { issued: 1000, served: 0 } }));
const served = shown(aQueue({ general: { issued: 1000, served: 100 } }));

describe("waitForTurn", () => {
  it("reaches the API to join, until the place is numbered, and to claim, and watches the public queue in between", async () => {
    const { place, states, log } = await waitToTheEnd({
      joins: [placeOf({ arrival: null })],
      reads: [placeOf({ number: ARRIVAL }), ADMITTED],
      queues: [before, before, served],
    });

    expect(place).toBe(ADMITTED);
    expect(log.filter((entry) => !entry.endsWith(" s"))).toEqual(["join", "read", "queue", "queue", "queue", "read"]);
    expect(states.map(({ number, outlook }) => [number, outlook?.ahead])).toEqual([
      [null, undefined],
      [ARRIVAL, 2],
      [ARRIVAL, 2],
    ]);
  });

  it("Q7: computes the number of somebody in the lobby from the published draw, without a call for it", async () => {
    const drawn = aQueue({ general: { issued: 50, drawnTo: 50, served: 0 } });
    const lobby = shown(aQueue({ settings: { opensAt: NOW + 60 }, general: { issued: 50, drawnTo: undefined } }));

    const { states, log } = await waitToTheEnd({
      joins: [placeOf({})],
      reads: [ADMITTED],
      queues: [
        lobby,
        shown(drawn),
        shown({ ...drawn, lanes: { ...drawn.lanes, GENERAL: { ...drawn.lanes.GENERAL, served: 50 } } }),
      ],
    });

    expect(states.map(({ number }) => number)).toEqual([null, numberOf(drawn, ARRIVAL)]);
    expect(log).toEqual(["join", "queue", "70 s", "queue", expect.stringMatching(/ s$/), "queue", "read"]);
  });

  it("claims again when the function that answers has read the queue before the turn came", async () => {
    const { log } = await waitToTheEnd({
      joins: [placeOf({})],
      reads: [placeOf({ number: ARRIVAL }), ADMITTED],
      queues: [served, served],
    });

    expect(log).toEqual(["join", "queue", "read", "2 s", "queue", "read"]);
  });

  it("joins again if the join was lost", async () => {
    const { log } = await waitToTheEnd({
      joins: [placeOf({ arrival: null }), ADMITTED],
      reads: [problem(404, "QUEUE_TOKEN_NOT_FOUND")],
    });

    expect(log).toEqual(["join", "2 s", "read", "join"]);
  });

  it("comes back less and less often while there are too many, and no sooner than Retry-After says", async () => {
    const crowded = problem(429, "UNKNOWN");

    const { log } = await waitToTheEnd({
      joins: [
        crowded,
        crowded,
        new TypeError("fetch failed"),
        problem(503, "UNAVAILABLE", { "retry-after": "30" }),
        ADMITTED,
      ],
    });

    expect(log).toEqual(["join", "1.5 s", "join", "3 s", "join", "6 s", "join", "30 s", "join"]);
  });

  it.each([
    [
      "a turn that was not claimed in time",
      { reads: [problem(410, "QUEUE_TOKEN_EXPIRED")], queues: [served] },
      "QUEUE_TOKEN_EXPIRED",
    ],
    ["a sale that has ended", { queues: [shown(aQueue({ settings: { closesAt: NOW } }))] }, "SALE_CLOSED"],
  ])("fails with the problem of %s", async (_, script, code) => {
    const refusal = problem(409, code);

    await expect(waitToTheEnd({ joins: [placeOf({}), refusal], ...script })).rejects.toBe(refusal);
  });

  it("gives up on a service that is never reached", async () => {
    const lost = Array.from({ length: 11 }, () => new TypeError("fetch failed"));

    await expect(waitToTheEnd({ joins: lost })).rejects.toThrow("fetch failed");
  });

  it("waits for a service that is out of reach as long as the caller wants", async () => {
    const lost = Array.from({ length: 40 }, (_, index) =>
      index % 2 === 0 ? new TypeError("fetch failed") : problem(502, "UNKNOWN"),
    );

    const { place } = await waitToTheEnd({ joins: [...lost, ADMITTED] }, waitForTurn, Number.POSITIVE_INFINITY);

    expect(place).toBe(ADMITTED);
  });

  it("does not join again when a numbered place was left on another device", async () => {
    const gone = problem(404, "QUEUE_TOKEN_NOT_FOUND");

    await expect(waitToTheEnd({ joins: [placeOf({})], queues: [served], reads: [gone] })).rejects.toBe(gone);
  });

  it("says how soon a pause may be ended, and after which failure", async () => {
    const lost = new TypeError("fetch failed");
    const crowded = problem(429, "TOO_MANY_REQUESTS", { "retry-after": "40" });

    const { pauses } = await waitToTheEnd({
      joins: [lost, crowded, placeOf({ arrival: null, nextPollSeconds: 120 })],
      reads: [placeOf({}), ADMITTED],
      queues: [before, served],
    });

    expect(pauses).toEqual([
      { leastSeconds: 1, failure: lost },
      { leastSeconds: 40, failure: crowded },
      { leastSeconds: 5 },
      { leastSeconds: 2 },
    ]);
  });
});

describe("resumeWait", () => {
  it("goes on in the place that the user has", async () => {
    const { place, log } = await waitToTheEnd(
      { joins: [], reads: [placeOf({}), ADMITTED], queues: [served] },
      resumeWait,
    );

    expect(place).toBe(ADMITTED);
    expect(log).toEqual(["read", "queue", "read"]);
  });

  it("never joins for somebody who has none", async () => {
    const absent = problem(404, "QUEUE_TOKEN_NOT_FOUND");

    await expect(waitToTheEnd({ joins: [], reads: [absent] }, resumeWait)).rejects.toBe(absent);
  });
});

describe("the client", () => {
  it("sends what a CDN may answer to the edge, and everything else to the service", async () => {
    const asked: string[] = [];
    const servers = await Promise.all(
      ["edge", "service"].map(async (name) => {
        const server = createServer(({ url = "" }, response) => {
          asked.push(`${name} ${url}`);
          response.setHeader("content-type", "application/json");
          response.end(JSON.stringify(name === "edge" ? before : placeOf({})));
        });
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        return server;
      }),
    );
    const [edgeUrl, url] = servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const client = createEncoreClient({ url: url ?? "", edgeUrl: edgeUrl ?? "", userToken: "token" });
    const calls = waitingCalls(client, "con_1");

    await calls.readQueue();
    await calls.readPlace("token");
    for (const server of servers) server.close();

    expect(asked).toEqual(["edge /v1/concerts/con_1/queue", "service /v1/concerts/con_1/queue-token"]);
  });
});
