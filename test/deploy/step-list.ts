import { type Counts, sum } from "#test/runner/counts.ts";

/** Ends the gate: without what a step should have made, nothing after it would prove anything. */
export class NothingToTest extends Error {
  override readonly name = "NothingToTest";
}

/** What a step says about itself when it has passed, besides its seconds. */
export interface StepResult {
  readonly note?: string;
  /** Of the tests that it has run; without it the step counts as one. */
  readonly counts?: Counts;
}

type Act = () => Promise<StepResult> | Promise<void> | StepResult;

const NAME_WIDTH = 26;

/** Runs the steps of the gate, and prints a line for each. */
export class StepList {
  readonly #counts: Counts[] = [];

  get counts(): Counts {
    return sum(this.#counts);
  }

  /** Runs a step. A failed one is shown with the reason, and the gate goes on. @returns whether it has passed */
  async run(name: string, act: Act): Promise<boolean> {
    const started = performance.now();
    const line = (outcome: string, note: string): void => {
      const seconds = Math.round((performance.now() - started) / 1000);
      console.log(
        `${name.padEnd(NAME_WIDTH)} ${outcome.padEnd(6)} ${String(seconds).padStart(4)} s${note && `  ${note}`}`,
      );
    };
    try {
      const { note = "", counts = { passed: 1, failed: 0, skipped: 0 } } = (await act()) ?? {};
      this.#counts.push(counts);
      line(counts.failed === 0 ? "ok" : "FAILED", note);
      return counts.failed === 0;
    } catch (error) {
      this.#counts.push({ passed: 0, failed: 1, skipped: 0 });
      line("FAILED", "");
      console.log(error instanceof Error ? error.message : error);
      return false;
    }
  }

  /** Runs a step that all others need. @throws NothingToTest if it fails */
  async need(name: string, act: Act): Promise<void> {
    if (!(await this.run(name, act))) throw new NothingToTest(`Nothing else was checked, because it needs "${name}".`);
  }
}
