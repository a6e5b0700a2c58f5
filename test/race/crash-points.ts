/**
 * Every fault at every call of every use case, then what its sender does: a client asks again with the same key, the
 * queue and the stream deliver again. It has to come out as it does without a fault.
 */
import { ask, essence, hear, persist } from "#test/race/asking.ts";
import { carryOut } from "#test/race/delivery.ts";
import { FAULT_KINDS, type Fault, faultText } from "#test/race/faults.ts";
import type { Guard } from "#test/race/guards.ts";
import { check, checkToTheEnd } from "#test/race/oracle.ts";
import { BrokenPromise, holds } from "#test/race/promise.ts";
import type { Answer } from "#test/race/requests.ts";
import { openScenario, SCENARIOS, type Scenario } from "#test/race/scenarios.ts";
import { differences, textOf, traceOf } from "#test/race/trace.ts";
import type { World } from "#test/race/world.ts";

/** How a scenario came out. */
interface Ending {
  readonly calls: number;
  readonly answer: Answer | undefined;
  /** What was stored before and after all that was under way arrived. */
  readonly stored: readonly string[];
  readonly settled: readonly string[];
}

export class BrokenAtFault extends Error {
  readonly story: readonly string[];
  override readonly cause: Error;

  constructor(scenario: Scenario, fault: Fault | undefined, story: readonly string[], cause: Error) {
    super(`${scenario.useCase} ${scenario.what}, ${fault ? faultText(fault) : "no fault"}: ${cause.message}`, {
      cause,
    });
    this.story = story;
    this.cause = cause;
  }
}

const playScenario = async (scenario: Scenario, fault?: Fault, guard?: Guard): Promise<Ending> => {
  const world = await openScenario(scenario, guard);
  try {
    return await playIn(world, scenario, fault);
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error));
    throw new BrokenAtFault(scenario, fault, world.story, cause);
  }
};

const playIn = async (world: World, scenario: Scenario, fault: Fault | undefined): Promise<Ending> => {
  const act = await scenario.prepare(world);
  check(world);
  world.tell(`Now ${scenario.useCase} ${scenario.what}.`);
  let calls = 0;
  let answer: Answer | undefined;
  if (act.kind === "request") {
    const asking = ask(world, act.request, { fault });
    await asking.run.goOn();
    ({ calls } = asking.run);
    answer = await hear(world, asking);
    check(world);
    if (answer === undefined || answer.kind === "busy") answer = await persist(world, act.request);
  } else {
    const delivery = act.deliver({ fault });
    await carryOut(delivery);
    ({ calls } = delivery.run);
    check(world);
    if (delivery.run.hasFailed) await carryOut(act.deliver());
  }
  const stored = traceOf(world);
  await checkToTheEnd(world);
  return { calls, answer, stored, settled: traceOf(world) };
};

/** @throws BrokenAtFault if a fault made a difference */
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
    throw error instanceof BrokenPromise ? new BrokenAtFault(scenario, fault, [], error) : error;
  }
};

export interface CrashOptions {
  readonly atOnce: number;
  readonly guard?: Guard | undefined;
  readonly onPlayed?: (scenario: Scenario, fault: Fault | undefined) => void;
}

const faultsOf = ({ calls }: Ending): readonly Fault[] =>
  Array.from({ length: calls }, (_, index) => FAULT_KINDS.map((kind) => ({ kind, nth: index + 1 }))).flat();

/** Does `act` on everything, so many at once. */
const eachOf = async <T>(items: readonly T[], atOnce: number, act: (item: T) => Promise<void>): Promise<void> => {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await act(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};

/** @throws BrokenAtFault */
export const playCrashPoints = async ({ atOnce, guard, onPlayed }: CrashOptions): Promise<void> => {
  const plays: { readonly scenario: Scenario; readonly fault: Fault; readonly clean: Ending }[] = [];
  await eachOf(SCENARIOS, atOnce, async (scenario) => {
    const clean = await playScenario(scenario, undefined, guard);
    plays.push(...faultsOf(clean).map((fault) => ({ scenario, fault, clean })));
    onPlayed?.(scenario, undefined);
  });
  await eachOf(plays, atOnce, async ({ scenario, fault, clean }) => {
    compare(scenario, fault, await playScenario(scenario, fault, guard), clean);
    onPlayed?.(scenario, fault);
  });
};
