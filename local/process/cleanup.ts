type Undo = () => Promise<void> | void;

/** Stops what has been started, in reverse order. */
export class Cleanup {
  readonly #steps: Undo[] = [];
  #done: Promise<void> | undefined;

  /** Adds a step. If everything is being stopped already, the step is taken at once. */
  add(undo: Undo): void {
    if (this.#done) void undo();
    else this.#steps.push(undo);
  }

  /** Stops everything, once. A failed step does not prevent the others. */
  run(): Promise<void> {
    this.#done ??= this.#undoAll();
    return this.#done;
  }

  async #undoAll(): Promise<void> {
    for (const undo of this.#steps.toReversed()) {
      try {
        await undo();
      } catch (error) {
        console.error(`Failed while stopping: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
}
