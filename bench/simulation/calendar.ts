/**
 * Who does something at which second: a calendar queue (R. Brown, 1988) with a bucket for each second, in which each
 * person has at most one entry. Two arrays hold it all, whatever the size of the crowd.
 */
export class Calendar {
  private readonly first: Int32Array;
  private readonly following: Int32Array;
  /** How many entries there are. */
  size = 0;

  /** @param seconds how far it reaches; later entries are put at the end */
  constructor(people: number, seconds: number) {
    this.first = new Int32Array(seconds).fill(-1);
    this.following = new Int32Array(people).fill(-1);
  }

  add(second: number, person: number): void {
    const bucket = Math.min(second, this.first.length - 1);
    this.following[person] = this.first[bucket] ?? -1;
    this.first[bucket] = person;
    this.size += 1;
  }

  /** Takes out everybody of a second. Who is added to it meanwhile comes as well. */
  *take(second: number): Generator<number> {
    for (let person = this.first[second] ?? -1; person >= 0; person = this.first[second] ?? -1) {
      this.first[second] = this.following[person] ?? -1;
      this.size -= 1;
      yield person;
    }
  }
}
