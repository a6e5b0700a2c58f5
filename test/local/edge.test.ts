/** A service behind the edge of a crowd: nobody gets what was made for somebody else. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createEncoreClient } from "#client/encore-client.ts";
import type { EncoreClient } from "#client/table-client.ts";
import { fetchAccessToken } from "#local/identity/access-token.ts";
import { type CacheRules, CLOUDFRONT_RULES } from "#test/load/edge/cache-rules.ts";
import { type Edge, startEdge } from "#test/load/edge/edge-server.ts";
import { createTestSale } from "#test/load/test-sale.ts";
import { type LocalService, startLocalService } from "#test/runner/local-service.ts";

const USERS = 24;
const LOCATIONS = 3;

interface Account {
  readonly user: string;
  /** Another one for each account, so that a balance shows whose it is. */
  readonly amount: number;
  readonly clientAt: (url: string) => EncoreClient;
}

let service: LocalService;
let concertId: string;
let accounts: readonly Account[];

const newAccount = async (_: unknown, index: number): Promise<Account> => {
  const user = `edge-${index}`;
  const userToken = await fetchAccessToken(service.issuer, { user });
  return {
    user,
    amount: 10_000 + index * 1000,
    clientAt: (url) => createEncoreClient({ url, userToken }),
  };
};

beforeAll(async () => {
  service = await startLocalService(["--tick-seconds", "1"]);
  const operator = createEncoreClient({
    url: service.url,
    userToken: await fetchAccessToken(service.issuer, { user: "edge-operator", operator: true }),
  });
  concertId = await createTestSale(operator, { users: USERS, maxActive: USERS, passSeconds: 600 });
  accounts = await Promise.all(Array.from({ length: USERS }, newAccount));
  await Promise.all(
    accounts.map(({ amount, clientAt }) => clientAt(service.url).call("topUpBalance", { body: { amount } })),
  );
}, 300_000);

afterAll(() => service.stop());

/** The user that a queue token was made for. */
const userOf = (token: string): unknown =>
  (JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { readonly sub?: unknown }).sub;

/** What an account gets of its own, and of everybody's, at a location; each with whose it is. */
const lookAround = async ({ user, amount, clientAt }: Account, url: string): Promise<readonly string[]> => {
  const client = clientAt(url);
  const params = { concertId };
  const [place, balance, entries] = await Promise.all([
    client.call("joinQueue", { params }),
    client.call("readBalance"),
    client.call("listEntries"),
    client.call("readQueue", { params }),
    client.call("listConcerts", { query: { limit: 10 } }),
  ]);
  return [
    ...(userOf(place.body.token) === user ? [] : [`${user} got the place of ${String(userOf(place.body.token))}`]),
    ...(balance.body.balance === amount ? [] : [`${user} got a balance of ${balance.body.balance}`]),
    ...(entries.body.items.every((entry) => entry.amount === amount) ? [] : [`${user} got another's statement`]),
  ];
};

/** Everybody looks around at once, twice: the second time for what the first has left behind. */
const crowdThrough = async (edge: Edge): Promise<readonly string[]> => {
  const strange: string[] = [];
  for (const _round of [1, 2]) {
    const seen = await Promise.all(
      accounts.map((account, index) => lookAround(account, edge.urls[index % LOCATIONS] ?? "")),
    );
    strange.push(...seen.flat());
  }
  return strange;
};

const withEdge = async <Result>(rules: CacheRules, act: (edge: Edge) => Promise<Result>): Promise<Result> => {
  const edge = await startEdge({ origin: service.url, locations: LOCATIONS, rules });
  try {
    return await act(edge);
  } finally {
    await edge.stop();
  }
};

describe("a service behind the edge", () => {
  test("gives no account what was made for another", async () => {
    await withEdge(CLOUDFRONT_RULES, async (edge) => {
      expect(await crowdThrough(edge)).toEqual([]);
      const outcomes = (row: string) => edge.log.filter((entry) => entry.row === row).map(({ outcome }) => outcome);
      expect(new Set(outcomes("/v1/*"))).toEqual(new Set(["passed"]));
      expect(new Set(outcomes("/v1/concerts/*/*"))).toEqual(new Set(["passed"]));
      // Something was kept, or the edge would be none.
      expect(outcomes("/v1/concerts/*/queue")).toContain("hit");
    });
  }, 120_000);

  test("would, if it kept a row that it must not", async () => {
    const careless: CacheRules = {
      ...CLOUDFRONT_RULES,
      cacheOf: ({ method }) => (method === "GET" ? "queue" : undefined),
    };

    await withEdge(careless, async (edge) => expect(await crowdThrough(edge)).not.toEqual([]));
  }, 120_000);
});
