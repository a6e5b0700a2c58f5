/** Promotion codes on the real engine: how often one can be used, whatever runs at the same time, and how often guessed. */
import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { createPromotion } = await import("#functions/promotions/create-promotion.ts");
const { enterCode } = await import("#functions/promotions/enter-code.ts");
const { listPromotions } = await import("#functions/promotions/list-promotions.ts");
const { givePromotionBack, readPromotion, refusedUse, usePromotion } = await import(
  "#functions/promotions/promotion-store.ts"
);
const { WRONG_CODES_MAX, WRONG_CODES_SECONDS } = await import("#functions/promotions/rules/wrong-codes.ts");
const { Problem } = await import("#functions/shared/problem.ts");
const { isoTime, systemClock } = await import("#functions/shared/time.ts");
const { transact } = await import("#functions/shared/transaction.ts");
const { unitsOf, withoutCondition } = await import("#test/integration/support/dynamo-traffic.ts");
const { createSale } = await import("#test/integration/support/sale.ts");

jest.setTimeout(60_000);
afterAll(() => environment.stop());

const NOW = systemClock();
const { concertId } = await createSale();

type Wanted = Parameters<typeof createPromotion>[0]["wanted"];
const freshCode = (): string => `T-${randomUUID().slice(0, 13)}`.toUpperCase();

const create = (wanted: Partial<Wanted> = {}, idempotencyKey?: string) =>
  createPromotion(
    {
      concertId,
      userId: "operator",
      idempotencyKey,
      wanted: { code: freshCode(), ...(wanted.amountOff === undefined && { percentOff: 10 }), usesMax: 5, ...wanted },
    },
    NOW,
  );
const promotionWith = async (wanted: Partial<Wanted> = {}) => (await create(wanted)).created;

const usesOf = async (code: string): Promise<number | undefined> =>
  (await readPromotion(concertId, code, { consistent: true }))?.used;

/** Uses a code as a payment does, and tries again while others use it at the same time. */
const use = async (code: string, now = NOW): Promise<string> => {
  for (;;) {
    const outcome = await transact([usePromotion({ concertId, code }, now)]);
    if (outcome.kind === "committed") return "used";
    if (outcome.kind === "refused") return refusedUse(outcome.found.get("promotion"), now);
  }
};

const codeOf = (error: unknown): string => {
  if (error instanceof Problem) return error.code;
  throw error;
};

const enter = (userId: string, code: string, change: { readonly now?: number; readonly categories?: string[] } = {}) =>
  enterCode({ concertId, userId, code, categories: change.categories ?? ["R"] }, change.now ?? NOW).then(
    (promotion) => promotion.code,
    codeOf,
  );

const tally = (results: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(results, (each) => each)].map(([result, all]) => [result, all.length]));

describe("creating promotion codes", () => {
  it("gives a repeat of a request the promotion that it created, and creates one", async () => {
    const code = freshCode();
    const all = await Promise.all(Array.from({ length: 10 }, () => create({ code }, `key-${code}`)));

    expect(all.filter(({ headers }) => headers["idempotency-replayed"] === undefined)).toHaveLength(1);
    expect(new Set(all.map(({ created }) => created.code))).toEqual(new Set([code]));
  });

  it("refuses a key that created another promotion, and makes none", async () => {
    const [first, second] = [freshCode(), freshCode()];
    await create({ code: first }, "one-key");

    await expect(create({ code: second }, "one-key")).rejects.toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED" });
    await expect(create({ code: first, usesMax: 6 }, "one-key")).rejects.toMatchObject({
      code: "IDEMPOTENCY_KEY_REUSED",
    });
    expect(await readPromotion(concertId, second, { consistent: true })).toBeUndefined();
  });

  it("refuses a code that the concert has, in any case of letters, with or without a key", async () => {
    const { code } = await promotionWith();

    await expect(create({ code: code.toLowerCase() })).rejects.toMatchObject({ code: "PROMOTION_CODE_EXISTS" });
    await expect(create({ code }, randomUUID())).rejects.toMatchObject({ code: "PROMOTION_CODE_EXISTS" });
  });

  it("lists the promotions of the concert alone, page by page, with their uses", async () => {
    const { concertId: other } = await createSale();
    const createThere = (code: string) =>
      createPromotion(
        { concertId: other, userId: "operator", idempotencyKey: code, wanted: { code, amountOff: 500, usesMax: 2 } },
        NOW,
      );
    for (const code of ["CCCC", "aaaa", "BBBB"]) await createThere(code);
    await transact([usePromotion({ concertId: other, code: "BBBB" }, NOW)]);

    const first = await listPromotions(other, { limit: 2, after: undefined });
    const rest = await listPromotions(other, { limit: 2, after: first.last });

    expect(first.items.map(({ code, used }) => ({ code, used }))).toEqual([
      { code: "AAAA", used: 0 },
      { code: "BBBB", used: 1 },
    ]);
    expect(rest.items.map(({ code }) => code)).toEqual(["CCCC"]);
    expect(rest.last).toBeUndefined();
    await expect(listPromotions("con_unknown", { limit: 2, after: undefined })).rejects.toMatchObject({
      code: "CONCERT_NOT_FOUND",
    });
  });
});

describe("using a promotion", () => {
  it("never passes usesMax, however many payments use it at once", async () => {
    const { code } = await promotionWith({ usesMax: 7 });

    const results = await Promise.all(Array.from({ length: 40 }, () => use(code)));

    expect(tally(results)).toEqual({ used: 7, PROMOTION_CODE_USED_UP: 33 });
    expect(await usesOf(code)).toBe(7);
  });

  it("positive control: it does without the condition", async () => {
    const { code } = await promotionWith({ usesMax: 7 });

    const results = await withoutCondition(
      () => true,
      () => Promise.all(Array.from({ length: 20 }, () => use(code))),
    );

    expect(tally(results)).toEqual({ used: 20 });
    expect(await usesOf(code)).toBe(20);
  });

  it("counts uses that come and go at once exactly", async () => {
    const { code } = await promotionWith({ usesMax: 3 });
    const useAndGiveBack = async (): Promise<string> => {
      const result = await use(code);
      if (result !== "used") return result;
      for (;;) {
        const outcome = await transact([givePromotionBack({ concertId, code })]);
        if (outcome.kind === "committed") return "given back";
        if (outcome.kind === "refused") return "lost";
      }
    };

    const results = await Promise.all(Array.from({ length: 30 }, useAndGiveBack));

    expect(results).not.toContain("lost");
    expect(results).toContain("given back");
    expect(await usesOf(code)).toBe(0);
    expect((await transact([givePromotionBack({ concertId, code })])).kind).toBe("refused");
  });

  it("is possible from its beginning until its end, to the second", async () => {
    const { code } = await promotionWith({ from: isoTime(NOW + 10), until: isoTime(NOW + 20) });

    expect(await use(code, NOW + 9)).toBe("PROMOTION_CODE_INVALID");
    expect(await use(code, NOW + 10)).toBe("used");
    expect(await use(code, NOW + 19)).toBe("used");
    expect(await use(code, NOW + 20)).toBe("PROMOTION_CODE_INVALID");
    expect(await use("NEVER-MADE")).toBe("PROMOTION_CODE_INVALID");
  });

  it("costs two write units in a transaction", async () => {
    const { code } = await promotionWith();

    expect((await unitsOf(() => use(code))).write).toBe(2);
  });
});

describe("entering a code", () => {
  it("finds it in any case of letters, for a seat of one of its categories", async () => {
    const { code } = await promotionWith({ categories: ["S", "VIP"] });

    expect(await enter(randomUUID(), code.toLowerCase(), { categories: ["R", "S"] })).toBe(code);
  });

  it("responds to a code that is unknown, over, not yet valid or for other seats in the same way", async () => {
    const userId = randomUUID();
    const over = await promotionWith({ until: isoTime(NOW) });
    const early = await promotionWith({ from: isoTime(NOW + 1) });
    const foreign = await promotionWith({ categories: ["S"] });
    const codes = [over.code, early.code, foreign.code, freshCode()];

    const results = await Promise.all(codes.map((code) => enter(userId, code)));

    expect(tally(results)).toEqual({ PROMOTION_CODE_INVALID: 4 });
  });

  it("says that a code is used up, which is no guess", async () => {
    const userId = randomUUID();
    const { code } = await promotionWith({ usesMax: 1 });
    await use(code);

    for (let time = 0; time <= WRONG_CODES_MAX; time += 1) {
      expect(await enter(userId, code)).toBe("PROMOTION_CODE_USED_UP");
    }
  });

  it("takes no more wrong codes of an account than its window allows, and no right one either, until it is over", async () => {
    const userId = randomUUID();
    const { code } = await promotionWith();
    for (let time = 0; time < WRONG_CODES_MAX; time += 1) {
      expect(await enter(userId, freshCode())).toBe("PROMOTION_CODE_INVALID");
      if (time < WRONG_CODES_MAX - 1) expect(await enter(userId, code)).toBe(code);
    }

    const refused = enterCode({ concertId, userId, code, categories: ["R"] }, NOW + 100);

    await expect(refused).rejects.toMatchObject({
      code: "PROMOTION_CODE_ATTEMPTS",
      evidence: { attemptsMax: WRONG_CODES_MAX },
      headers: { "retry-after": String(WRONG_CODES_SECONDS - 100) },
    });
    expect(await enter(randomUUID(), code)).toBe(code);
    expect(await enter(userId, code, { now: NOW + WRONG_CODES_SECONDS })).toBe(code);
  });

  it("counts guesses that are made at the same time, before it looks at any", async () => {
    const userId = randomUUID();

    const results = await Promise.all(Array.from({ length: 60 }, () => enter(userId, freshCode())));

    expect(tally(results)).toEqual({ PROMOTION_CODE_INVALID: WRONG_CODES_MAX, PROMOTION_CODE_ATTEMPTS: 50 });
  });

  it("positive control: without its condition, an account may guess without end", async () => {
    const userId = randomUUID();

    const results = await withoutCondition(
      () => true,
      () => Promise.all(Array.from({ length: 30 }, () => enter(userId, freshCode()))),
    );

    expect(tally(results)).toEqual({ PROMOTION_CODE_INVALID: 30 });
  });

  it("forgets the right codes of an account, also those entered at the same time", async () => {
    const userId = randomUUID();
    const { code } = await promotionWith();

    for (let round = 0; round < 4; round += 1) {
      const results = await Promise.all(Array.from({ length: WRONG_CODES_MAX }, () => enter(userId, code)));
      expect(tally(results)).toEqual({ [code]: WRONG_CODES_MAX });
    }
  });

  it("costs at most three write units and one read unit", async () => {
    const userId = randomUUID();
    const { code } = await promotionWith();
    await enter(userId, freshCode());

    const units = await unitsOf(() => enter(userId, code));

    expect(units.write).toBeLessThanOrEqual(3);
    expect(units.read).toBeLessThanOrEqual(1);
  });
});
