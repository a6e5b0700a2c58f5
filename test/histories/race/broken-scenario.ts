import type { Scenario } from "#test/histories/race/scenarios.ts";

/** What went wrong in a scenario, and how it came about. */
export class BrokenScenario extends Error {
  readonly story: readonly string[];
  override readonly cause: Error;

  constructor(
    { useCase, what }: Pick<Scenario, "what"> & { readonly useCase: string },
    how: string,
    story: readonly string[],
    error: unknown,
  ) {
    const cause = error instanceof Error ? error : new Error(String(error));
    super(`${[useCase, what, how].filter((text) => text !== "").join(", ")}: ${cause.message}`, { cause });
    this.story = story;
    this.cause = cause;
  }
}
