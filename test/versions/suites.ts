import type { Counts } from "#test/runner/counts.ts";
import { isTooSlow, playCrossing } from "#test/versions/crossing.ts";
import { type Plant, renamedAttribute, renamedMessageField } from "#test/versions/planted.ts";
import type { TwoVersions } from "#test/versions/two-versions.ts";
import type { Version } from "#test/versions/version-choice.ts";

const WRITERS: readonly Version[] = ["earlier", "this"];
const STEP_SECONDS_MAX = 40;
const TRIES = 3;
/** Of reservations. */
const ATTRIBUTE = "seatIds";
/** A crossing that can't go on must not wait for long: what it waits for takes a few seconds otherwise. */
const PLANTED_SECONDS_MAX = 12;

/** Plays the sale in both directions. Each step counts, and what follows a failed one does not happen. */
export const playCrossings = async (versions: TwoVersions, folder: string): Promise<Counts> => {
  const { dynamodb } = versions.service;
  let [passed, failed] = [0, 0];
  const play = async (writer: Version, triesLeft: number): Promise<void> => {
    const steps: string[] = [];
    try {
      await playCrossing(versions, { writer, secondsMax: STEP_SECONDS_MAX }, (step) => steps.push(step));
    } catch (error) {
      // Functions that start for the first time on a busy machine take longer than a hold; the next time they run already.
      if (isTooSlow(error) && triesLeft > 1) return play(writer, triesLeft - 1);
      failed += 1;
      console.log(`FAILED  begun by ${writer}: ${error instanceof Error ? error.message : String(error)}`);
    }
    passed += steps.length;
    for (const step of steps) console.log(`ok      ${step}`);
  };
  for (const writer of WRITERS) {
    // The second time through what the plants are made of, but without a change.
    const harmless = writer === "this" ? await renamedAttribute(folder, dynamodb, ATTRIBUTE, ATTRIBUTE) : undefined;
    versions.versions.plant = harmless?.change ?? ((lambda) => lambda);
    await play(writer, TRIES);
  }
  return { passed, failed, skipped: 0 };
};

/** Each planted incompatibility has to stop a crossing. */
export const playPlants = async (versions: TwoVersions, folder: string): Promise<Counts> => {
  const plants: readonly Plant[] = [
    renamedMessageField(folder, "numberArrivals", "joinedAt"),
    await renamedAttribute(folder, versions.service.dynamodb, ATTRIBUTE, `${ATTRIBUTE}X`),
  ];
  let [passed, failed] = [0, 0];
  for (const { what, change } of plants) {
    versions.versions.plant = change;
    const steps: string[] = [];
    try {
      await playCrossing(versions, { writer: "this", secondsMax: PLANTED_SECONDS_MAX }, (step) => steps.push(step));
      failed += 1;
      console.log(`FAILED  planted, and not noticed: ${what}`);
    } catch (error) {
      passed += 1;
      const reason = error instanceof Error ? error.message.split("\n", 1).join() : String(error);
      console.log(`ok      noticed after ${steps.length} steps: ${what} (${reason})`);
    } finally {
      versions.versions.plant = (lambda) => lambda;
    }
  }
  return { passed, failed, skipped: 0 };
};
