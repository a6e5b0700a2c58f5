/** Charges at a gateway that declines, loses requests and answers, and calls back twice: the simulated one, by its test amounts. */
import { describe, expect, test } from "@jest/globals";
import { charge, expectLedgerToAddUp, readBalance, readStatement } from "#test/conformance/support/bookings.ts";
import { isReplayed, newKey } from "#test/conformance/support/client.ts";
import { persist, until } from "#test/conformance/support/polling.ts";
import { expectProblem } from "#test/conformance/support/problem.ts";
import { newUser } from "#test/conformance/support/users.ts";

const DECLINED = 19_001;
const ANSWER_LOST = 19_002;
const REQUEST_LOST = 19_003;
const ANSWER_LOST_WITH_CALLBACKS = 19_004;
const CALLBACKS_FIRST = 19_005;

describe("A charge", () => {
  test("PAYMENT_DECLINED: nothing is charged, a repeat is told the same, a new key may try again", async () => {
    const user = await newUser();
    const key = newKey();

    const [first, second] = [await charge(user, DECLINED, key), await charge(user, DECLINED, key)];

    expect(expectProblem(first, 402, "PAYMENT_DECLINED")).toMatchObject({ reason: expect.any(String) });
    expectProblem(second, 402, "PAYMENT_DECLINED");
    expect([isReplayed(first), isReplayed(second)]).toEqual([false, true]);
    expect(await readStatement(user)).toEqual([]);
    expect((await charge(user, 20_000)).status).toBe(201);
  });

  test.each([
    ["whose answer is lost", ANSWER_LOST],
    ["whose request is lost", REQUEST_LOST],
    ["whose answer is lost while callbacks come", ANSWER_LOST_WITH_CALLBACKS],
  ])("M3, GATEWAY_TIMEOUT: %s is settled once by a client that obeys Retry-After", async (_, amount) => {
    const user = await newUser();
    const key = newKey();
    expectProblem(await charge(user, amount, key), 503, "GATEWAY_TIMEOUT");

    const { answer } = await persist(() => charge(user, amount, key));
    const again = await charge(user, amount, key);

    expect(answer.status).toBe(201);
    expect([again.status, again.text]).toEqual([201, answer.text]);
    expect(await readBalance(user)).toBe(amount);
    await expectLedgerToAddUp(user);
  });

  test.each([
    ["by its own check", ANSWER_LOST],
    ["by a callback that comes twice", ANSWER_LOST_WITH_CALLBACKS],
  ])("M3: that timed out and is never sent again is settled once, %s", async (_, amount) => {
    const user = await newUser();
    expectProblem(await charge(user, amount), 503, "GATEWAY_TIMEOUT");

    const entries = await until("the charge is settled", async () => {
      const statement = await readStatement(user);
      return statement.length > 0 ? statement : undefined;
    });

    expect(entries).toMatchObject([{ kind: "CHARGE", amount, counterAccount: "FUNDING" }]);
    await expectLedgerToAddUp(user);
  });

  test("M3: that is called back about twice before the answer is one entry", async () => {
    const user = await newUser();

    const key = newKey();
    const { answer } = await persist(() => charge(user, CALLBACKS_FIRST, key));

    expect(answer.status).toBe(201);
    expect(await readStatement(user)).toEqual([answer.body]);
  });
});
