/**
 * The people inside, as they see it themselves. Each is counted for less time than the admission lasts, so the largest
 * number is never more than there really were.
 */
export class Inside {
  #now = 0;
  #most = 0;

  get most(): number {
    return this.#most;
  }

  enter(): void {
    this.#now += 1;
    this.#most = Math.max(this.#most, this.#now);
  }

  /** Call it before the service can know. */
  leave(): void {
    this.#now -= 1;
  }
}
