/**
 * Who does something at which second: a calendar queue (R. Brown, 1988) with a bucket for each second, in which each
 * person has at most one entry. Each entry is a link to the next, whatever the size of the crowd.
 */
export class Calendar {
  private readonly first: Int32Array;
  private readonly links: Links;
  /** How many entries there are. */
  size = 0;

  /** @param seconds how far it reaches; later entries are put at the end */
  constructor(seconds: number, links: Links) {
    this.first = new Int32Array(seconds).fill(-1);
    this.links = links;
  }

  add(second: number, person: number): void {
    const bucket = Math.min(second, this.first.length - 1);
    this.links.setFollowing(person, this.first[bucket] ?? -1);
    this.first[bucket] = person;
    this.size += 1;
  }

  /** Takes somebody out of a second; -1 if there is nobody. */
  take(second: number): number {
    const person = this.first[second] ?? -1;
    if (person < 0) return -1;
    this.first[second] = this.links.following(person);
    this.size -= 1;
    return person;
  }
}

/** Who comes after whom in a bucket. */
export interface Links {
  readonly following: (person: number) => number;
  readonly setFollowing: (person: number, other: number) => void;
}

export const newLinks = (people: number): Links => {
  const following = new Int32Array(people);
  return {
    following: (person) => following[person] ?? -1,
    setFollowing: (person, other) => {
      following[person] = other;
    },
  };
};
