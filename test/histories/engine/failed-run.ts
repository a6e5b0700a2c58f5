export interface RunDetails {
  /** Which run it was, if its setup does not say so. */
  readonly what?: string;
  /** What it started from, for the report. */
  readonly setup?: Readonly<Record<string, string | number | null>>;
}

/** A run that broke an invariant or failed in another way, with everything that happened in it. */
export class FailedRun extends Error {
  readonly setup: NonNullable<RunDetails["setup"]>;
  /** A queue for each event; the last one is where it went wrong. */
  readonly story: readonly string[];
  override readonly cause: Error;

  constructor(story: readonly string[], error: unknown, { what, setup = {} }: RunDetails = {}) {
    const cause = error instanceof Error ? error : new Error(String(error));
    super(what === undefined ? cause.message : `${what}: ${cause.message}`, { cause });
    this.name = "FailedRun";
    this.setup = setup;
    this.story = story;
    this.cause = cause;
  }
}
