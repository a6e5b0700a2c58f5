/** Rivals for one account, and for the best seats of one section, lose about once each, however many there are. */

import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import { codesOf } from "#bench/contention/rivalry.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { SCENARIOS } = await import("#bench/contention/scenarios.ts");
const { accountAfterOthers } = await import("#functions/balance/account-after-others.ts");
const { topUpBalance } = await import("#functions/balance/top-up-balance.ts");
const { readAccount } = await import("#functions/balance/balance-store.ts");
const { enterContest } = await import("#functions/contests/contest-store.ts");
const { dynamo, tableNamed } = await import("#functions/shared/dynamodb.ts");
const { monotonicMs } = await import("#functions/shared/time.ts");

jest.setTimeout(180_000);

/** For each rival: one that is lost, one that goes through, and some room for a slow machine. */
const TRANSACTIONS_MAX = 2.7;

afterAll(() => environment.stop());

const scenario = (name: string) => {
  const found = SCENARIOS.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no scenario ${name}.`);
  return found;
};

describe("rivals at once, each until there is a final response", () => {
  it.each([
    ["payments of one account", 24],
    ["best two of a section", 30],
  ])("%s: of %i all get through, with one lost transaction each or little more", async (name, rivals) => {
    const rivalry = await scenario(name).play(rivals);

    expect([...codesOf(rivalry)]).toEqual([["OK", rivals]]);
    expect(rivalry.transactions / rivals).toBeLessThan(TRANSACTIONS_MAX);
  });
});

const topUp = (userId: string, idempotencyKey: string) =>
  topUpBalance({ userId, amount: 1000, idempotencyKey, amountMax: 1e6, balanceMax: 1e6 });
const soon = () => monotonicMs() + 10_000;
const lost = (account: Awaited<ReturnType<typeof readAccount>>, isAccountCurrent = true) => ({
  account,
  isAccountCurrent,
  lostMs: 10,
});

describe("the account for a request that lost it to others", () => {
  it("is the one that the refusal returned if nobody lost it before", async () => {
    const account = { balance: 5, seq: 7, updatedAt: 1 };

    expect(await accountAfterOthers("first", lost(account), { losses: 1, untilMs: soon() })).toBe(account);
  });

  it("is as those ahead have left it", async () => {
    const before = await readAccount("second", { consistent: true });
    await enterContest({ account: "second" }, { wants: 1, got: before.seq });
    const afterOthers = accountAfterOthers("second", lost(before), { losses: 1, untilMs: soon() });
    await topUp("second", "t");

    expect(await afterOthers).toMatchObject({ balance: 1000, seq: 1 });
  });

  it("comes although those ahead have given up", async () => {
    const before = await readAccount("third", { consistent: true });
    await enterContest({ account: "third" }, { wants: 1, got: before.seq });

    expect(await accountAfterOthers("third", lost(before), { losses: 1, untilMs: soon() })).toEqual(before);
  });

  it("is read again if a transaction of others was under way", async () => {
    const before = await readAccount("fourth", { consistent: true });
    await topUp("fourth", "t");

    expect(await accountAfterOthers("fourth", lost(before, false), { losses: 1, untilMs: soon() })).toMatchObject({
      seq: 1,
    });
  });

  it("is the one that the refusal returned for a request that has waited before", async () => {
    const account = { balance: 5, seq: 7, updatedAt: 1 };
    await enterContest({ account: "fifth" }, { wants: 9, got: 7 });

    expect(await accountAfterOthers("fifth", lost(account), { losses: 2, untilMs: soon() })).toBe(account);
  });

  it("is refused if too many are ahead, with the time that they need", async () => {
    const account = { balance: 5, seq: 7, updatedAt: 1 };
    await enterContest({ account: "sixth" }, { wants: 100, got: 7 });

    await expect(
      accountAfterOthers("sixth", lost(account), { losses: 1, untilMs: monotonicMs() + 1000 }),
    ).rejects.toMatchObject({ code: "REQUEST_IN_PROGRESS", headers: { "retry-after": "3" } });
  });
});

describe("a contest", () => {
  it("counts what each wants, for each account and section apart, and is not kept", async () => {
    const section = { performanceId: "p", sectionId: "A" };
    const ahead = [
      await enterContest(section, { wants: 2, got: 10 }),
      await enterContest(section, { wants: 4, got: 10 }),
      await enterContest({ ...section, sectionId: "B" }, { wants: 2, got: 0 }),
      await enterContest(section, { wants: 2, got: 14 }),
    ];
    const { Items: items = [] } = await dynamo.send(
      new QueryCommand({
        TableName: tableNamed("queue"),
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": "CONTEST#SECTION#p#A" },
      }),
    );

    expect(ahead).toEqual([0, 2, 0, 2]);
    expect(items[0]).toMatchObject({ wanted: 8, gotBefore: 10, ttl: expect.any(Number) });
  });
});
