/** The end of every history: whatever has happened, nobody is left standing (Q5, Q6). */
import { LANE_NAMES, waitingOf } from "#functions/queue/line.ts";
import { holds } from "#test/histories/queue/broken.ts";
import { type Change, FAR_FUTURE, PEOPLE, type Task } from "#test/histories/queue/history.ts";
import { AMPLE, type Player } from "#test/histories/queue/history-runner.ts";
import { TICK_OPTIONS } from "#test/histories/queue/queue-under-test.ts";
import type { Answer } from "#test/histories/queue/use-cases.ts";

/** Longer than two clocks and two rounded seconds can differ. */
const MARGIN_SECONDS = TICK_OPTIONS.clockSkewSeconds + 2;
/** A batch is small, so that also this takes several. */
const BATCH = 6;
/** So many are let in at once that about so many ticks do: each takes its time. */
const TICKS = 2;
/** So many join again, which costs the store as much as the rest of a history. */
const COMING_BACK = 2;

/**
 * Lets the line go on undisturbed, and everybody who was waiting do nothing at all: each tick after the time for
 * claims offers a place to at least one more, until all had one and nobody is inside. Then some of them join again,
 * come in and leave.
 * @throws BrokenInvariant if a tick lets nobody in, somebody is counted for good, or can't come back
 */
export const settle = async (player: Player): Promise<void> => {
  await player.take({ kind: "stock", stock: AMPLE });
  const { paused, closesAt } = player.snapshot.line.settings;
  if (paused) await set(player, { setting: "paused", value: 0 });
  if (closesAt < FAR_FUTURE) await set(player, { setting: "closed", value: 0 });
  await numberAll(player);
  await letIn(player, Math.ceil(waitingOf(player.snapshot.line) / TICKS));
  await runOut(player);
  await letIn(player, COMING_BACK);
  await comeBack(player);
};

const run = async (player: Player, task: Task): Promise<Answer | undefined> => {
  const [answer] = await player.take({ kind: "run", task, clockOffset: 0, stop: null });
  return answer;
};

const set = (player: Player, change: Change) => run(player, { kind: "change", ...change });

/** So many at once, at least. */
const letIn = async (player: Player, people: number): Promise<void> => {
  for (const setting of ["maxActive", "admitPerTick"] as const) {
    if (player.snapshot.line.settings[setting] < people) await set(player, { setting, value: people });
  }
};

const wait = async (player: Player, seconds: number): Promise<void> => {
  if (seconds > 0) await player.take({ kind: "wait", seconds });
};

const tick = (player: Player) => run(player, { kind: "tick" });

const numberAll = async (player: Player): Promise<void> => {
  while (player.joinsInQueue > 0) {
    await run(player, { kind: "deliver", joins: Array.from({ length: BATCH }, (_, index) => index) });
  }
};

/** Until nobody waits and nobody is inside. */
const runOut = async (player: Player): Promise<void> => {
  const { settings } = player.snapshot.line;
  await player.take({ kind: "opening", secondsAfter: 0 });
  await wait(player, untilExpired(player));
  const waiting = () => waitingOf(player.snapshot.line);
  do {
    const before = waiting();
    await tick(player);
    holds(
      "Q5",
      waiting() < before || before === 0,
      () => `nobody is let in, though nobody is inside and ${before} wait`,
    );
    await wait(player, settings.claimSeconds + MARGIN_SECONDS);
  } while (waiting() > 0);

  await wait(player, untilExpired(player));
  holds("Q5", player.active === 0, () => `${player.active} are counted for good`);
};

/** Until the last cohort is over on every clock. */
const untilExpired = ({ snapshot, now }: Player): number =>
  Math.max(0, ...snapshot.shards.map(({ expiresAt }) => expiresAt + MARGIN_SECONDS - now));

/** Those whose place has run out come first: they are the ones to be told, once, before they can join again. */
const comingBack = ({ snapshot }: Player): readonly number[] => {
  const hasRunOut = (person: number): boolean => {
    const place = snapshot.places.get(PEOPLE[person] ?? "");
    return place !== undefined && place.endedAt === undefined;
  };
  const everybody = [...PEOPLE.keys()];
  return everybody.toSorted((a, b) => Number(hasRunOut(b)) - Number(hasRunOut(a))).slice(0, COMING_BACK);
};

const comeBack = async (player: Player): Promise<void> => {
  const people = comingBack(player);
  const act = (kind: "check" | "leave", person: number) => run(player, { kind, of: "anybody", who: person, device: 0 });
  for (const person of people) {
    const told = await act("check", person);
    const answer = told?.kind === "expired" ? await act("check", person) : told;
    holds("Q6", answer?.kind === "arriving", () => `${PEOPLE[person]} can't join again: ${answer?.kind}`);
  }
  await numberAll(player);
  const { lanes } = player.snapshot.line;
  await tick(player);
  for (const lane of LANE_NAMES) {
    const { settledTo } = player.snapshot.line.lanes[lane];
    holds(
      "Q5",
      settledTo === lanes[lane].served,
      () => `cohorts of ${lane} from ${settledTo + 1} on are never settled`,
    );
  }
  for (const person of people) {
    const answer = await act("check", person);
    holds("Q5", answer?.kind === "admitted", () => `${PEOPLE[person]} is ${answer?.kind} in an empty hall`);
  }
  for (const person of people) await act("leave", person);
  holds("Q8", player.active === 0, () => `all have gone, but ${player.active} are counted`);
};
