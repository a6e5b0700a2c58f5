/** The cache of an edge that the crowd is sent through: what CloudFront does with the table of edge behaviours. */
import { describe, expect, test } from "@jest/globals";
import type { HttpResponse } from "#local/http/api-response.ts";
import { type CacheRules, CLOUDFRONT_RULES } from "#test/load/edge/cache-rules.ts";
import { EdgeLocation } from "#test/load/edge/edge-cache.ts";

const QUEUE = "/v1/concerts/con_1/queue";
const LIST = "/v1/concerts";
const PLACE = "/v1/concerts/con_1/queue-token";

interface Sent {
  readonly target: string;
  readonly method?: string;
  readonly user?: string;
}

/** An origin that says in each response whom it is for, and counts its requests. */
const newOrigin = ({ status = 200, cacheControl = "public, max-age=1, s-maxage=2" } = {}) => {
  const asked: string[] = [];
  const respond = async ({ target, user = "nobody" }: Sent): Promise<HttpResponse> => {
    asked.push(target);
    const number = asked.length;
    await new Promise((resolve) => setTimeout(resolve, 1));
    return { status, headers: { "cache-control": cacheControl }, body: Buffer.from(`${number} for ${user}`) };
  };
  return { asked, respond };
};

type Origin = ReturnType<typeof newOrigin>;

const newLocation = (rules: CacheRules, origin: Origin) => {
  let nowMs = 1000;
  const location = new EdgeLocation({ rules, nowMs: () => nowMs });
  return {
    ask: async (sent: Sent): Promise<string> => {
      const request = { method: sent.method ?? "GET", target: sent.target };
      return (await location.respond(request, () => origin.respond(sent))).response.body.toString();
    },
    pass: (ms: number): void => {
      nowMs += ms;
    },
  };
};

const PERSONAL = { cacheControl: "no-store" };
const CROWD = Array.from({ length: 30 }, (_, index) => `user-${index}`);

/** What must hold of every cache at the edge. Each returns whether it does. */
const LAWS: Readonly<Record<string, (rules: CacheRules) => Promise<boolean>>> = {
  "keeps the state of a queue by path alone": async (rules) => {
    const origin = newOrigin();
    const { ask } = newLocation(rules, origin);
    for (const query of ["", "?a=1", "?limit=2", "?limit=3&cursor=x"]) await ask({ target: `${QUEUE}${query}` });
    return origin.asked.length === 1;
  },
  "keeps the state of a queue for a second even if it must not be stored": async (rules) => {
    const origin = newOrigin(PERSONAL);
    const { ask, pass } = newLocation(rules, origin);
    await ask({ target: QUEUE });
    pass(999);
    await ask({ target: QUEUE });
    const within = origin.asked.length;
    pass(1);
    await ask({ target: QUEUE });
    return within === 1 && origin.asked.length === 2;
  },
  "keeps lists by limit and cursor, and by nothing else": async (rules) => {
    const origin = newOrigin();
    const { ask } = newLocation(rules, origin);
    for (const query of ["limit=1", "limit=2", "limit=1&cursor=a", "limit=1&x=2", "x=3&limit=1", "cursor=a&limit=1"]) {
      await ask({ target: `${LIST}?${query}` });
    }
    return origin.asked.length === 3;
  },
  "keeps a response as long as s-maxage says": async (rules) => {
    const origin = newOrigin();
    const { ask, pass } = newLocation(rules, origin);
    await ask({ target: LIST });
    pass(1999);
    await ask({ target: LIST });
    const within = origin.asked.length;
    pass(1);
    await ask({ target: LIST });
    return within === 1 && origin.asked.length === 2;
  },
  "makes one request of a crowd that asks at once": async (rules) => {
    const origins = [newOrigin(), newOrigin()] as const;
    const [queue, list] = [newLocation(rules, origins[0]), newLocation(rules, origins[1])] as const;
    await Promise.all(CROWD.flatMap((user) => [queue.ask({ target: QUEUE, user }), list.ask({ target: LIST, user })]));
    return origins.every(({ asked }) => asked.length === 1);
  },
  "keeps no failure, and lets a crowd share that of a queue": async (rules) => {
    const failing = { status: 503, cacheControl: "no-store" };
    const [queueOrigin, listOrigin] = [newOrigin(failing), newOrigin(failing)];
    const [queue, list] = [newLocation(rules, queueOrigin), newLocation(rules, listOrigin)];
    await Promise.all(CROWD.map((user) => queue.ask({ target: QUEUE, user })));
    await Promise.all(CROWD.map((user) => list.ask({ target: LIST, user })));
    const atOnce = [queueOrigin.asked.length, listOrigin.asked.length];
    await Promise.all([queue.ask({ target: QUEUE }), list.ask({ target: LIST })]);
    const after = [queueOrigin.asked.length, listOrigin.asked.length];
    return (
      JSON.stringify([atOnce, after]) ===
      JSON.stringify([
        [1, 30],
        [2, 31],
      ])
    );
  },
  "gives everybody the response that was made for them": async (rules) => {
    // The rows that may not be kept, and a public row whose response says that it is for one caller.
    const targets = [PLACE, "/v1/balance", "/v1/reservations/res_1", LIST];
    const { ask } = newLocation(rules, newOrigin(PERSONAL));
    const askAll = () =>
      Promise.all(
        CROWD.flatMap((user) => targets.map(async (target) => (await ask({ target, user })).endsWith(`for ${user}`))),
      );
    // At once, and once more for what a first round has left behind.
    return [...(await askAll()), ...(await askAll())].every(Boolean);
  },
  "passes on what is not read, and rows that are not kept, whatever the origin says": async (rules) => {
    const origin = newOrigin();
    const { ask } = newLocation(rules, origin);
    const requests: readonly Sent[] = [{ target: QUEUE, method: "POST" }, { target: PLACE }, { target: "/v1/balance" }];
    for (const request of [...requests, ...requests]) await ask(request);
    return origin.asked.length === 6;
  },
};

const brokenLaws = async (rules: CacheRules): Promise<readonly string[]> => {
  const results = await Promise.all(
    Object.entries(LAWS).map(async ([law, holds]) => ({ law, holds: await holds(rules) })),
  );
  return results.filter(({ holds }) => !holds).map(({ law }) => law);
};

describe("a cache at the edge", () => {
  test.each(Object.entries(LAWS))("%s", async (_, holds) => {
    expect(await holds(CLOUDFRONT_RULES)).toBe(true);
  });

  test.each<[what: string, change: Partial<CacheRules>, law: string]>([
    ["keys by the whole address", { keyOf: (_cache, target) => target }, "keeps the state of a queue by path alone"],
    [
      "keys by path alone",
      { keyOf: (_cache, target) => target.split("?")[0] ?? "" },
      "keeps lists by limit and cursor, and by nothing else",
    ],
    ["keeps what must not be stored", { keptSeconds: () => 60 }, "gives everybody the response that was made for them"],
    [
      "shares what must not be stored with those who wait",
      { sharesUnkept: () => true },
      "gives everybody the response that was made for them",
    ],
    [
      "keeps every row",
      { cacheOf: () => "public" },
      "passes on what is not read, and rows that are not kept, whatever the origin says",
    ],
    [
      "keeps failures for the minimum",
      { keptSeconds: () => 1 },
      "keeps no failure, and lets a crowd share that of a queue",
    ],
    [
      "has no minimum",
      { keptSeconds: (_cache, response) => CLOUDFRONT_RULES.keptSeconds("public", response) },
      "keeps the state of a queue for a second even if it must not be stored",
    ],
  ])("that %s breaks a law", async (_what, change, law) => {
    expect(await brokenLaws({ ...CLOUDFRONT_RULES, ...change })).toContain(law);
  });
});
