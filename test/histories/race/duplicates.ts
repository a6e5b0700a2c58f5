/**
 * Every request and every message twice at once: one copy is stopped before each of its calls while the other runs.
 * Both have to get the response that one alone gets, and it has to end as if there had been only one.
 */
import { FailedRun } from "#test/histories/engine/failed-run.ts";
import { forEachLimit } from "#test/histories/engine/for-each-limit.ts";
import { assertInvariant } from "#test/histories/engine/invariant.ts";
import { nextCalls } from "#test/histories/engine/invocation.ts";
import { checkResponse, comparable, requestUntilFinal, startRequest } from "#test/histories/race/client-request.ts";
import type { InstrumentedInvocation } from "#test/histories/race/instrumented-invocation.ts";
import { checkAtEnd, checkNow } from "#test/histories/race/oracle.ts";
import type { ClientResponse } from "#test/histories/race/requests.ts";
import { type Act, openScenario, type Scenario, scenarioText } from "#test/histories/race/scenarios.ts";
import { comparableText, differences, storedState } from "#test/histories/race/stored-state.ts";
import type { TestSale } from "#test/histories/race/test-sale.ts";

interface Copy {
  readonly invocation: InstrumentedInvocation<unknown>;
  readonly conclude: () => Promise<ClientResponse | undefined>;
}

const startCopy = (sale: TestSale, act: Act): Copy => {
  if (act.kind === "request") {
    const pending = startRequest(sale, act.request);
    return { invocation: pending.invocation, conclude: () => checkResponse(sale, pending) };
  }
  const { invocation, conclude } = act.deliver();
  return { invocation, conclude: () => conclude().then(() => undefined) };
};

interface Ending {
  /** Of the first copy. */
  readonly calls: number;
  readonly responses: readonly (ClientResponse | undefined)[];
  readonly settled: readonly string[];
}

/** The call before which the first copy stops; "once" for a single copy. */
type Overlap = number | "once";

const textOf = (scenario: Scenario, overlap: Overlap): string =>
  `${scenarioText(scenario)}, ${overlap === "once" ? overlap : `twice, one stopped before call ${overlap}`}`;

const runScenario = async (scenario: Scenario, overlap: Overlap): Promise<Ending> => {
  const sale = await openScenario(scenario);
  try {
    const act = await scenario.prepare(sale);
    sale.note(`Now: ${textOf(scenario, overlap)}.`);
    sale.round += 1;
    const copies = [startCopy(sale, act)];
    if (overlap !== "once") {
      await copies[0]?.invocation.resume(nextCalls(overlap - 1));
      const second = startCopy(sale, act);
      await second.invocation.resume();
      copies.push(second);
    }
    for (const { invocation } of copies) await invocation.resume();
    const responses = await finalResponses(sale, act, copies);
    await checkAtEnd(sale);
    return { calls: copies[0]?.invocation.calls ?? 0, responses, settled: storedState(sale) };
  } catch (error) {
    throw new FailedRun(sale.story, error, { what: textOf(scenario, overlap) });
  } finally {
    await sale.close();
  }
};

const finalResponses = async (sale: TestSale, act: Act, copies: readonly Copy[]): Promise<Ending["responses"]> => {
  const responses: (ClientResponse | undefined)[] = [];
  // The second copy got its response first.
  for (const { conclude } of copies.toReversed()) responses.push(await conclude());
  checkNow(sale);
  for (const [index, response] of responses.entries()) {
    if (response?.kind === "busy" && act.kind === "request") {
      responses[index] = await requestUntilFinal(sale, act.request);
    }
  }
  return responses;
};

/** @returns how many overlaps there are. @throws FailedRun */
export const runDuplicates = async (scenario: Scenario, concurrency: number): Promise<number> => {
  const once = await runScenario(scenario, "once");
  const overlaps = Array.from({ length: once.calls }, (_, index) => index + 1);
  await forEachLimit(overlaps, concurrency, async (overlap) => {
    const ending = await runScenario(scenario, overlap);
    try {
      compare(scenario, ending, once);
    } catch (error) {
      throw new FailedRun([], error, { what: textOf(scenario, overlap) });
    }
  });
  return overlaps.length;
};

const compare = (scenario: Scenario, ending: Ending, once: Ending): void => {
  const expected = comparableText(comparable(once.responses[0]));
  for (const response of ending.responses) {
    const text = comparableText(comparable(response));
    // A release has no key: the second copy learns that nothing is held any more.
    const isSame = scenario.useCase === "release" || text === expected;
    assertInvariant("M3", isSame, () => `one response is ${text}, not ${expected}`);
  }
  const found = differences(once.settled, ending.settled);
  assertInvariant("M3", found.length === 0, () => `what is stored differs:\n${found.join("\n")}`);
};
