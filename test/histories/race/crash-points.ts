/**
 * Every fault at every call of every use case, then what its sender does: a client asks again with the same key, the
 * queue and the stream deliver again. It has to come out as it does without a fault.
 */

import { forEachLimit } from "#test/histories/engine/for-each-limit.ts";
import { BrokenScenario } from "#test/histories/race/broken-scenario.ts";
import { ask, essence, hear, persist } from "#test/histories/race/client-request.ts";
import { carryOut } from "#test/histories/race/delivery.ts";
import { FAULT_KINDS, type Fault, faultText, READ_FAULTS } from "#test/histories/race/faults.ts";
import type { Guard } from "#test/histories/race/guards.ts";
import type { Run } from "#test/histories/race/instrumented-invocation.ts";
import { check, checkToTheEnd } from "#test/histories/race/oracle.ts";
import { holds } from "#test/histories/race/promise.ts";
import type { Answer } from "#test/histories/race/requests.ts";
import { openScenario, type Scenario } from "#test/histories/race/scenarios.ts";
import { differences, textOf, traceOf } from "#test/histories/race/stored-state.ts";
import type { World } from "#test/histories/race/test-sale.ts";

/** How a scenario came out. */
interface Ending {
  readonly calls: number;
  readonly writes: readonly number[];
  readonly answer: Answer | undefined;
  /** What was stored before and after all that was under way arrived. */
  readonly stored: readonly string[];
  readonly settled: readonly string[];
}

const howOf = (fault: Fault | undefined): string => (fault ? faultText(fault) : "no fault");

const playScenario = async (scenario: Scenario, fault?: Fault, guard?: Guard): Promise<Ending> => {
  const world = await openScenario(scenario, guard);
  try {
    return await playIn(world, scenario, fault);
  } catch (error) {
    throw new BrokenScenario(scenario, howOf(fault), world.story, error);
  } finally {
    await world.close();
  }
};

const playIn = async (world: World, scenario: Scenario, fault: Fault | undefined): Promise<Ending> => {
  const act = await scenario.prepare(world);
  check(world);
  world.tell(`Now ${scenario.useCase} ${scenario.what}.`);
  let run: Run<unknown>;
  let answer: Answer | undefined;
  if (act.kind === "request") {
    const asking = ask(world, act.request, { fault });
    await asking.run.goOn();
    ({ run } = asking);
    answer = await hear(world, asking);
    check(world);
    if (answer === undefined || answer.kind === "busy") answer = await persist(world, act.request);
  } else {
    const delivery = act.deliver({ fault });
    await carryOut(delivery);
    ({ run } = delivery);
    check(world);
    if (delivery.run.hasFailed) await carryOut(act.deliver());
  }
  const stored = traceOf(world);
  await checkToTheEnd(world);
  return { calls: run.calls, writes: run.writes, answer, stored, settled: traceOf(world) };
};

/** @throws BrokenScenario if a fault made a difference */
const compare = (scenario: Scenario, fault: Fault, ending: Ending, clean: Ending): void => {
  // A release has no key: who asks again after it went through is told that nothing is held any more.
  const [answer, expected] = [ending, clean].map((each) => textOf(essence(each.answer)));
  const isSame = scenario.useCase === "release" || answer === expected;
  try {
    holds("crash", isSame, () => `the answer is ${answer}, not ${expected}`);
    for (const stage of ["stored", "settled"] as const) {
      const found = differences(clean[stage], ending[stage]);
      holds("crash", found.length === 0, () => `what is ${stage} differs:\n${found.join("\n")}`);
    }
  } catch (error) {
    throw new BrokenScenario(scenario, howOf(fault), [], error);
  }
};

export interface CrashOptions {
  readonly atOnce: number;
  readonly guard?: Guard | undefined;
  readonly onPlayed?: (scenario: Scenario, fault: Fault | undefined) => void;
}

const faultsOf = ({ calls, writes }: Ending): readonly Fault[] =>
  Array.from({ length: calls }, (_, index) => index + 1).flatMap((nth) =>
    (writes.includes(nth) ? FAULT_KINDS : READ_FAULTS).map((kind) => ({ kind, nth })),
  );

/** Plays a scenario without a fault, then with every one. @throws BrokenScenario. @returns how many there are */
export const playFaults = async (scenario: Scenario, atOnce: number, guard?: Guard): Promise<number> => {
  const clean = await playScenario(scenario, undefined, guard);
  const faults = faultsOf(clean);
  await forEachLimit(faults, atOnce, async (fault) => {
    compare(scenario, fault, await playScenario(scenario, fault, guard), clean);
  });
  return faults.length;
};
