import { describe, expect } from "@jest/globals";
import { type ApiResponse, call, isReplayed, newKey } from "#test/conformance/support/client.ts";
import { inSeconds, openConcert } from "#test/conformance/support/concerts.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import type { Page, Promotion } from "#test/conformance/support/shapes.ts";
import { newUser, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);

const pathOf = (concertId: string): string => `/v1/admin/concerts/${concertId}/promotion-codes`;

const create = (concertId: string, body: object, key = newKey()): Promise<ApiResponse<Promotion>> =>
  call<Promotion>("POST", pathOf(concertId), { user: operator, key, body });

const list = async (concertId: string, query = ""): Promise<Page<Promotion>> => {
  const response = await call<Page<Promotion>>("GET", `${pathOf(concertId)}${query}`, { user: operator });
  expect(response.status).toBe(200);
  return response.body;
};

const newConcertId = async (): Promise<string> => (await openConcert({ spareSeats: 0 })).concertId;

const EARLY = { code: "early-bird", percentOff: 10, usesMax: 500 };

describe("Promotion codes", () => {
  test("POST promotion-codes: 201, in capital letters, and null for what is not set", async () => {
    const concertId = await newConcertId();

    const made = await create(concertId, EARLY);

    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      concertId,
      code: "EARLY-BIRD",
      percentOff: 10,
      amountOff: null,
      usesMax: 500,
      used: 0,
      from: null,
      until: null,
      categories: null,
    });
    expect((await list(concertId)).items).toEqual([made.body]);
  });

  test("POST promotion-codes with everything: 201", async () => {
    const concertId = await newConcertId();
    const [from, until] = [inSeconds(-3600), inSeconds(3600)];
    const wanted = { code: "FRIENDS", amountOff: 20_000, usesMax: 1, from, until, categories: ["R", "VIP"] };

    const made = await create(concertId, wanted);

    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ amountOff: 20_000, percentOff: null, categories: ["R", "VIP"] });
    expect(Date.parse(made.body.until ?? "") - Date.parse(made.body.from ?? "")).toBe(7200 * 1000);
  });

  test("POST promotion-codes again with the key: the same promotion; with another body: 422", async () => {
    const concertId = await newConcertId();
    const key = newKey();

    const first = await create(concertId, EARLY, key);
    const again = await create(concertId, EARLY, key);
    const other = await create(concertId, { ...EARLY, code: "OTHER" }, key);

    expect(again.body).toEqual(first.body);
    expect([isReplayed(first), isReplayed(again)]).toEqual([false, true]);
    expectProblem(other, 422, "IDEMPOTENCY_KEY_REUSED");
    expect((await list(concertId)).items).toHaveLength(1);
  });

  test("PROMOTION_CODE_EXISTS: 409 for the same code in other letters, but not for another concert", async () => {
    const [concertId, otherId] = [await newConcertId(), await newConcertId()];
    await create(concertId, EARLY);

    expectProblem(await create(concertId, { ...EARLY, code: "Early-Bird" }), 409, "PROMOTION_CODE_EXISTS");
    expect((await create(otherId, EARLY)).status).toBe(201);
  });

  test("GET promotion-codes: pages in the order of the codes, each once", async () => {
    const concertId = await newConcertId();
    for (const code of ["CCCC", "AAAA", "DDDD", "BBBB"]) await create(concertId, { ...EARLY, code });

    const first = await list(concertId, "?limit=3");
    const rest = await list(concertId, `?limit=3&cursor=${first.nextCursor}`);

    expect([...first.items, ...rest.items].map(({ code }) => code)).toEqual(["AAAA", "BBBB", "CCCC", "DDDD"]);
    expect(rest.nextCursor).toBeNull();
  });

  test.each([
    ["a code of 3 characters", { code: "abc" }],
    ["a code of 33 characters", { code: "a".repeat(33) }],
    ["a code with a space", { code: "EARLY BIRD" }],
    ["neither a percentage nor an amount", { percentOff: undefined }],
    ["both a percentage and an amount", { amountOff: 1000 }],
    ["0 percent", { percentOff: 0 }],
    ["101 percent", { percentOff: 101 }],
    ["a negative amount", { percentOff: undefined, amountOff: -1 }],
    ["no use", { usesMax: 0 }],
    ["half a use", { usesMax: 1.5 }],
    ["an end before its beginning", { from: inSeconds(60), until: inSeconds(30) }],
    ["no category", { categories: [] }],
    ["a category named twice", { categories: ["R", "R"] }],
    ["an unknown field", { used: 3 }],
  ])("POST promotion-codes: 400 with %s", async (_, change) => {
    expectInvalid(await create("con_any", { ...EARLY, ...change }));
  });

  test("CONCERT_NOT_FOUND: 404 for an unknown concert", async () => {
    expectProblem(await create("con_unknown000", EARLY), 404, "CONCERT_NOT_FOUND");
    const listed = await call("GET", pathOf("con_unknown000"), { user: operator });
    expectProblem(listed, 404, "CONCERT_NOT_FOUND");
  });

  test("FORBIDDEN: 403 for a user who is not an operator, and nothing is created", async () => {
    const user = await newUser();
    const concertId = await newConcertId();

    expectProblem(await call("POST", pathOf(concertId), { user, key: newKey(), body: EARLY }), 403, "FORBIDDEN");
    expectProblem(await call("GET", pathOf(concertId), { user }), 403, "FORBIDDEN");
    expect((await list(concertId)).items).toEqual([]);
  });
});
