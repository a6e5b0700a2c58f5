/**
 * Every request and every message twice at once: one copy is stopped before each of its calls while all of the other
 * happens. Both have to be told what one alone is told, and it has to come out as if there had been one.
 */

import { forEachLimit } from "#test/histories/engine/for-each-limit.ts";
import { BrokenScenario } from "#test/histories/race/broken-scenario.ts";
import { ask, essence, hear, persist } from "#test/histories/race/client-request.ts";
import type { Run } from "#test/histories/race/instrumented-invocation.ts";
import { gateOf } from "#test/histories/race/invocation.ts";
import { check, checkToTheEnd } from "#test/histories/race/oracle.ts";
import { holds } from "#test/histories/race/promise.ts";
import type { Answer } from "#test/histories/race/requests.ts";
import { type Act, openScenario, type Scenario } from "#test/histories/race/scenarios.ts";
import { differences, textOf, traceOf } from "#test/histories/race/stored-state.ts";
import type { World } from "#test/histories/race/test-sale.ts";

interface Copy {
  readonly run: Run<unknown>;
  readonly conclude: () => Promise<Answer | undefined>;
}

const startCopy = (world: World, act: Act): Copy => {
  if (act.kind === "request") {
    const asking = ask(world, act.request);
    return { run: asking.run, conclude: () => hear(world, asking) };
  }
  const { run, conclude } = act.deliver();
  return { run, conclude: () => conclude().then(() => undefined) };
};

interface Ending {
  readonly calls: number;
  readonly answers: readonly (Answer | undefined)[];
  readonly settled: readonly string[];
}

/** @param before the call before which the first copy stands still; none for a single copy */
const play = async (scenario: Scenario, before?: number): Promise<Ending> => {
  const world = await openScenario(scenario);
  try {
    const act = await scenario.prepare(world);
    world.tell(`Now ${scenario.useCase} ${scenario.what}${before === undefined ? "" : ", twice at once"}.`);
    world.round += 1;
    const copies = [startCopy(world, act)];
    if (before !== undefined) {
      const [first] = copies;
      await first?.run.goOn(gateOf(before - 1));
      const second = startCopy(world, act);
      await second.run.goOn();
      copies.push(second);
    }
    for (const { run } of copies) await run.goOn();
    const answers: (Answer | undefined)[] = [];
    // The second was told first.
    for (const { conclude } of copies.toReversed()) answers.push(await conclude());
    check(world);
    for (const [index, answer] of answers.entries()) {
      if (answer?.kind === "busy" && act.kind === "request") answers[index] = await persist(world, act.request);
    }
    await checkToTheEnd(world);
    return { calls: copies[0]?.run.calls ?? 0, answers, settled: traceOf(world) };
  } catch (error) {
    throw new BrokenScenario(
      scenario,
      before === undefined ? "once" : `twice, one stopped before call ${before}`,
      world.story,
      error,
    );
  } finally {
    await world.close();
  }
};

/** @throws BrokenScenario. @returns how many meetings there are */
export const playDuplicates = async (scenario: Scenario, atOnce: number): Promise<number> => {
  const alone = await play(scenario);
  const stops = Array.from({ length: alone.calls }, (_, index) => index + 1);
  await forEachLimit(stops, atOnce, async (before) => {
    const ending = await play(scenario, before);
    try {
      compare(scenario, ending, alone);
    } catch (error) {
      throw new BrokenScenario(scenario, `twice, one stopped before call ${before}`, [], error);
    }
  });
  return stops.length;
};

const compare = (scenario: Scenario, ending: Ending, alone: Ending): void => {
  const expected = textOf(essence(alone.answers[0]));
  for (const answer of ending.answers) {
    const told = textOf(essence(answer));
    // A release has no key: the second is told that nothing is held any more.
    holds("M3", scenario.useCase === "release" || told === expected, () => `one is told ${told}, not ${expected}`);
  }
  const found = differences(alone.settled, ending.settled);
  holds("M3", found.length === 0, () => `what is stored differs:\n${found.join("\n")}`);
};
