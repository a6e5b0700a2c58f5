type Undo = () => Promise<void> | void;

/** What has been started, to be stopped last first. */
export class Cleanup {
  readonly #steps: Undo[] = [];
  #done: Promise<void> | undefined;

  /** If everything is being stopped already, the step is taken at once. */
  add(undo: Undo): void {
    if (this.#done) void undo();
    else this.#steps.push(undo);
  }

  /** Stops everything, once. A step that fails does not keep the others from being taken. */
  run(): Promise<void> {
    this.#done ??= this.#undoAll();
    return this.#done;
  }

  async #undoAll(): Promise<void> {
    for (const undo of this.#steps.toReversed()) {
      try {
        await undo();
      } catch (error) {
        console.error(`Stopping: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
}
