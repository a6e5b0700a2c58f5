import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { CALLERS, runBatch } from "#bench/efficiency/batch.ts";
import { type HttpSender, httpSender } from "#bench/efficiency/http-sender.ts";
import { sendInOrder } from "#bench/efficiency/in-order.ts";
import { differenceOf, type Identity, rewriterOf } from "#bench/efficiency/rewriting.ts";
import type { HttpRequest } from "#local/http/api-event.ts";

const MINA: Identity = { texts: ["user-mina", "Side1", "Side1-50-11", "rVKmf57yC6"], numbers: [990] };
const JUNO: Identity = { texts: ["user-juno", "Side2", "Side2-3-1", "bNjNY6c8aD"], numbers: [40] };

const holdOf = ({ texts: [userId = "", section = "", seat = "", reservation = ""], numbers: [index] }: Identity) => ({
  Key: { pk: `TOKEN#con_1#${userId}`, sk: "TOKEN" },
  Item: { pk: `PERF#per_1#${section}`, sk: `SEAT#${seat}`, reservationId: `res_${reservation}`, index, state: "HELD" },
  ExpressionAttributeValues: {
    ":rateOf": { [seat]: 0 },
    ":freed": `3fc99ceb 1795794607 ${section}`,
    ":seats": [1, null],
  },
});

describe("the requests of one person", () => {
  it("become those of another, in keys, in values and inside texts", () => {
    expect(rewriterOf(MINA)(holdOf(MINA), JUNO)).toEqual(holdOf(JUNO));
  });

  it("keep what is nobody's own", () => {
    const others = { pk: "user-mia", seats: 99, note: "Side", is: [true, undefined] };
    expect(rewriterOf(MINA)(others, JUNO)).toEqual(others);
  });

  it("are exactly those that the other one sends, but for times, request ids and signatures", () => {
    const sentBy = (identity: Identity, at: number, requestId: string, letter: string) => ({
      identity,
      requests: [{ ...holdOf(identity), at, causedBy: requestId, signature: letter.repeat(86) }],
    });
    const mina = sentBy(MINA, 1795794607, "f4a6a400-14c3-4a34-b3e7-2e308cce75e3", "a");

    expect(differenceOf(mina, sentBy(JUNO, 1795794999, "899db6df-6848-4f19-98ff-618a335d05e2", "b"))).toBeUndefined();
  });

  it("differ where something of the other one's own is not known", () => {
    const withHash = (identity: Identity, hash: string) => ({ identity, requests: [{ ...holdOf(identity), hash }] });

    expect(differenceOf(withHash(MINA, "qcN8YK7p2Q"), withHash(JUNO, "KWEQBe7Vo3"))).toMatch(
      /qcN8YK7p2Q.* instead of .*KWEQBe7Vo3/,
    );
  });
});

describe("the requests of a call", () => {
  const played = async (after: readonly (readonly number[])[], failing?: number): Promise<readonly string[]> => {
    const events: string[] = [];
    const requests = after.map((numbers, number) => ({ after: numbers, number }));
    const send = async ({ number }: { readonly number: number }): Promise<void> => {
      events.push(`${number} sent`);
      await new Promise((resolve) => setImmediate(resolve));
      if (number === failing) throw new Error("refused");
      events.push(`${number} answered`);
    };
    await sendInOrder(requests, send).catch((error: unknown) => events.push(String(error)));
    return events;
  };

  it("are sent at once where the call did so, and after each other where it waited", async () => {
    expect(await played([[], [0], [0], [0, 1, 2]])).toEqual([
      "0 sent",
      "0 answered",
      "1 sent",
      "2 sent",
      "1 answered",
      "2 answered",
      "3 sent",
      "3 answered",
    ]);
  });

  it("end with one that is refused", async () => {
    expect(await played([[], [0], [0, 1]], 0)).toEqual(["0 sent", "Error: refused"]);
  });
});

const REQUEST: HttpRequest = {
  method: "POST",
  target: "/v1/somewhere?form=state",
  httpVersion: "1.1",
  headers: { "idempotency-key": ["key-1"] },
  sourceIp: "127.0.0.1",
  body: Buffer.from('{"amount":1}'),
};

describe("over HTTP", () => {
  const connections = new Set<unknown>();
  const server = createServer((request, response) => {
    connections.add(request.socket);
    request.resume().once("end", () => {
      response.writeHead(201);
      response.end([request.method, request.url, request.headers["idempotency-key"]].join(" "));
    });
  });
  let sender: HttpSender;
  let folder: string;

  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    sender = httpSender(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 2);
    folder = await mkdtemp(join(tmpdir(), "encore-efficiency-"));
  });
  afterAll(async () => {
    sender.stop();
    server.close();
    await once(server, "close");
    await rm(folder, { recursive: true });
  });

  it("requests go out as they are, over connections that stay open", async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => sender.send(REQUEST)));

    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`))).toEqual(
      new Set(["201 POST /v1/somewhere?form=state key-1"]),
    );
    expect(connections.size).toBe(2);
  });

  it("a batch counts what it sends, with no more callers at once than there are", async () => {
    let [atOnce, most] = [0, 0];
    const call = async (): Promise<void> => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await sender.send(REQUEST);
      atOnce -= 1;
    };

    const { requests, seconds } = await runBatch(Array.from({ length: CALLERS + 8 }, () => call));

    expect({ requests, most }).toEqual({ requests: CALLERS + 8, most: CALLERS });
    expect(seconds).toBeGreaterThan(0);
  });

  it("a batch breaks with the first call that fails", async () => {
    await expect(runBatch([() => Promise.reject(new Error("409 SEAT_TAKEN"))])).rejects.toThrow("SEAT_TAKEN");
  });

  it("a function counts its own requests and processor time, and answers as it would", async () => {
    const file = join(folder, "function.mjs");
    await writeFile(
      file,
      `import { get } from "node:http";
export const handler = (event) => new Promise((resolve) => get(event.url, () => resolve({ statusCode: 204 })));`,
    );
    Object.assign(process.env, { BENCH_FUNCTION_FILE: file, BENCH_WORK_EVENT: "work" });
    const { handler } = await import("#bench/efficiency/counted-function.ts");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

    expect(await handler({ url })).toEqual({ statusCode: 204 });
    await handler({ url });

    expect(await handler("work")).toEqual({ requests: 2, cpuMs: expect.any(Number) });
  });
});
