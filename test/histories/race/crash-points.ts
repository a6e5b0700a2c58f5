/**
 * Every fault at every call of every use case. Then the sender does what it would do: a client requests again with the
 * same key, the queue and the stream deliver again. It has to end as it does without a fault.
 */
import { FailedRun } from "#test/histories/engine/failed-run.ts";
import { forEachLimit } from "#test/histories/engine/for-each-limit.ts";
import { assertInvariant } from "#test/histories/engine/invariant.ts";
import { checkResponse, comparable, requestUntilFinal, startRequest } from "#test/histories/race/client-request.ts";
import { completeDelivery } from "#test/histories/race/delivery.ts";
import { FAULT_KINDS, type Fault, faultText, READ_FAULTS } from "#test/histories/race/faults.ts";
import type { Guard } from "#test/histories/race/guards.ts";
import { checkAtEnd, checkNow } from "#test/histories/race/oracle.ts";
import type { ClientResponse } from "#test/histories/race/requests.ts";
import { type Act, openScenario, type Scenario, scenarioText } from "#test/histories/race/scenarios.ts";
import { comparableText, differences, storedState } from "#test/histories/race/stored-state.ts";
import type { TestSale } from "#test/histories/race/test-sale.ts";

/** What the invocation with the fault did, and the response that its client got in the end. */
interface ActResult {
  readonly calls: number;
  readonly writes: readonly number[];
  readonly response: ClientResponse | undefined;
}

interface Ending extends ActResult {
  /** What was stored before and after all that was in transit arrived. */
  readonly stored: readonly string[];
  readonly settled: readonly string[];
}

const textOf = (scenario: Scenario, fault: Fault | undefined): string =>
  `${scenarioText(scenario)}, ${fault ? faultText(fault) : "no fault"}`;

const runScenario = async (scenario: Scenario, fault?: Fault, guard?: Guard): Promise<Ending> => {
  const sale = await openScenario(scenario, guard);
  try {
    const act = await scenario.prepare(sale);
    checkNow(sale);
    sale.note(`Now: ${scenarioText(scenario)}.`);
    const result = await actAndRepeat(sale, act, fault);
    const stored = storedState(sale);
    await checkAtEnd(sale);
    return { ...result, stored, settled: storedState(sale) };
  } catch (error) {
    throw new FailedRun(sale.story, error, { what: textOf(scenario, fault) });
  } finally {
    await sale.close();
  }
};

const actAndRepeat = async (sale: TestSale, act: Act, fault: Fault | undefined): Promise<ActResult> => {
  if (act.kind === "request") {
    const pending = startRequest(sale, act.request, { fault });
    const { invocation } = pending;
    await invocation.resume();
    const first = await checkResponse(sale, pending);
    checkNow(sale);
    const isFinal = first !== undefined && first.kind !== "busy";
    const response = isFinal ? first : await requestUntilFinal(sale, act.request);
    return { calls: invocation.calls, writes: invocation.writes, response };
  }
  const delivery = act.deliver({ fault });
  await completeDelivery(delivery);
  checkNow(sale);
  const { calls, writes, hasMetFault } = delivery.invocation;
  if (hasMetFault) await completeDelivery(act.deliver());
  return { calls, writes, response: undefined };
};

/** @throws FailedRun if a fault made a difference */
const compare = (scenario: Scenario, fault: Fault, ending: Ending, clean: Ending): void => {
  const [response, expected] = [ending, clean].map((each) => comparableText(comparable(each.response)));
  // A release has no key: a client that requests it again after it went through learns that nothing is held any more.
  const isSame = scenario.useCase === "release" || response === expected;
  try {
    assertInvariant("crash", isSame, () => `the response is ${response}, not ${expected}`);
    for (const stage of ["stored", "settled"] as const) {
      const found = differences(clean[stage], ending[stage]);
      assertInvariant("crash", found.length === 0, () => `what is ${stage} differs:\n${found.join("\n")}`);
    }
  } catch (error) {
    throw new FailedRun([], error, { what: textOf(scenario, fault) });
  }
};

const faultsOf = ({ calls, writes }: Ending): readonly Fault[] =>
  Array.from({ length: calls }, (_, index) => index + 1).flatMap((nth) =>
    (writes.includes(nth) ? FAULT_KINDS : READ_FAULTS).map((kind) => ({ kind, nth })),
  );

/** Runs a scenario without a fault, then with every one. @returns how many there are. @throws FailedRun */
export const runCrashPoints = async (scenario: Scenario, concurrency: number, guard?: Guard): Promise<number> => {
  const clean = await runScenario(scenario, undefined, guard);
  const faults = faultsOf(clean);
  await forEachLimit(faults, concurrency, async (fault) => {
    compare(scenario, fault, await runScenario(scenario, fault, guard), clean);
  });
  return faults.length;
};
