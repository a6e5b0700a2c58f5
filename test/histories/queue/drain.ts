/** The end of every history: whatever happened, everyone gets a turn, and nobody is counted for good (Q5, Q6, Q8). */
import { LANE_NAMES, waitingOf } from "#functions/queue/rules/queue-state.ts";
import { pauseSeconds } from "#functions/queue/rules/rejoin-pause.ts";
import { assertInvariant } from "#test/histories/engine/invariant.ts";
import { type Change, FAR_FUTURE, PEOPLE, type Task } from "#test/histories/queue/history.ts";
import { TICK_OPTIONS } from "#test/histories/queue/queue-under-test.ts";
import { AMPLE, type StepRunner } from "#test/histories/queue/step-runner.ts";
import type { QueueResponse } from "#test/histories/queue/use-cases.ts";

/** Longer than two clocks and two rounded seconds can differ. */
const MARGIN_SECONDS = TICK_OPTIONS.clockSkewSeconds + 2;
/** Small, so that this takes several batches, too. */
const BATCH = 6;
/** About how many ticks it takes to admit everyone who waits. More would only take longer. */
const TICKS = 2;
/** How many people join again, which costs the store as much as the rest of a history. */
const PEOPLE_REJOINING = 2;

/**
 * Leaves the queue undisturbed while everyone who waits does nothing at all. Each tick after the time for claims offers
 * a place to at least one more person, until all had one and nobody is inside. Then some of them join again, come in
 * and leave.
 * @throws BrokenInvariant if a tick admits nobody, someone is counted for good, or can't join again
 */
export const drainQueue = async (runner: StepRunner): Promise<void> => {
  await runner.run({ kind: "inventory", inventory: AMPLE });
  await runner.run({ kind: "clock", secondsBehind: 0 });
  const { paused, closesAt } = runner.snapshot.queue.settings;
  if (paused) await set(runner, { setting: "paused", value: 0 });
  if (closesAt < FAR_FUTURE) await set(runner, { setting: "closed", value: 0 });
  await numberAll(runner);
  await makeRoom(runner, Math.ceil(waitingOf(runner.snapshot.queue) / TICKS));
  await admitAll(runner);
  await makeRoom(runner, PEOPLE_REJOINING);
  await rejoin(runner);
};

const run = async (runner: StepRunner, task: Task): Promise<QueueResponse | undefined> => {
  const [response] = await runner.run({ kind: "run", task, clockOffset: 0, breakpoint: null });
  return response;
};

const set = (runner: StepRunner, change: Change) => run(runner, { kind: "change", ...change });

/** Raises the settings so that a tick admits at least this number of people. */
const makeRoom = async (runner: StepRunner, people: number): Promise<void> => {
  for (const setting of ["maxActive", "admitPerTick"] as const) {
    if (runner.snapshot.queue.settings[setting] < people) await set(runner, { setting, value: people });
  }
};

const wait = async (runner: StepRunner, seconds: number): Promise<void> => {
  if (seconds > 0) await runner.run({ kind: "wait", seconds });
};

const tick = (runner: StepRunner) => run(runner, { kind: "tick" });

const numberAll = async (runner: StepRunner): Promise<void> => {
  while (runner.waitingJoins > 0) {
    await run(runner, { kind: "deliver", joins: Array.from({ length: BATCH }, (_, index) => index) });
  }
};

/** Until nobody waits and nobody is inside. */
const admitAll = async (runner: StepRunner): Promise<void> => {
  const { settings } = runner.snapshot.queue;
  await runner.run({ kind: "opening", secondsAfter: 0 });
  await wait(runner, secondsUntilExpired(runner));
  const waiting = () => waitingOf(runner.snapshot.queue);
  do {
    const before = waiting();
    await tick(runner);
    assertInvariant(
      "Q5",
      waiting() < before || before === 0,
      () => `nobody is admitted, though nobody is inside and ${before} wait`,
    );
    await wait(runner, settings.claimSeconds + MARGIN_SECONDS);
  } while (waiting() > 0);

  await wait(runner, secondsUntilExpired(runner));
  assertInvariant("Q5", runner.active === 0, () => `${runner.active} are counted for good`);
};

/** Until the last cohort has expired on every clock. */
const secondsUntilExpired = ({ snapshot, now }: StepRunner): number =>
  Math.max(0, ...snapshot.shards.map(({ expiresAt }) => expiresAt + MARGIN_SECONDS - now));

/** People whose place has run out come first: they have to be shown that once, before they can join again. */
const peopleRejoining = ({ snapshot }: StepRunner): readonly number[] => {
  const hasRunOut = (person: number): boolean => {
    const place = snapshot.places.get(PEOPLE[person] ?? "");
    return place !== undefined && place.endedAt === undefined;
  };
  const everyone = [...PEOPLE.keys()];
  return everyone.toSorted((a, b) => Number(hasRunOut(b)) - Number(hasRunOut(a))).slice(0, PEOPLE_REJOINING);
};

/** People who have joined again and again have to wait. */
const waitToRejoin = async (runner: StepRunner, people: readonly number[]): Promise<void> => {
  const generations = people.map((person) => runner.snapshot.places.get(PEOPLE[person] ?? "")?.generation ?? 0);
  await wait(runner, pauseSeconds(Math.max(...generations) + 1));
};

const rejoin = async (runner: StepRunner): Promise<void> => {
  const people = peopleRejoining(runner);
  await waitToRejoin(runner, people);
  const act = (kind: "check" | "leave", person: number) => run(runner, { kind, group: "anyone", person, device: 0 });
  for (const person of people) {
    const first = await act("check", person);
    const response = first?.kind === "expired" ? await act("check", person) : first;
    assertInvariant("Q6", response?.kind === "arriving", () => `${PEOPLE[person]} can't join again: ${response?.kind}`);
  }
  await numberAll(runner);
  const { lanes } = runner.snapshot.queue;
  await tick(runner);
  for (const lane of LANE_NAMES) {
    const { settledTo } = runner.snapshot.queue.lanes[lane];
    assertInvariant(
      "Q5",
      settledTo === lanes[lane].served,
      () => `cohorts of ${lane} from ${settledTo + 1} on are never settled`,
    );
  }
  for (const person of people) {
    const response = await act("check", person);
    assertInvariant(
      "Q5",
      response?.kind === "admitted",
      () => `${PEOPLE[person]} is ${response?.kind} though nobody is inside`,
    );
  }
  for (const person of people) await act("leave", person);
  assertInvariant("Q8", runner.active === 0, () => `everyone has left, but ${runner.active} are counted`);
};
