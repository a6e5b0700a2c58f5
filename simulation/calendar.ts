/**
 * Which person acts at which second: a calendar queue (R. Brown, 1988) with a bucket for each second, in which each person
 * has at most one entry. Each entry is a link to the next, so adding and taking cost the same for a crowd of any size.
 */
export class Calendar {
  private readonly first: Int32Array;
  private readonly links: Links;
  /** Number of entries. */
  size = 0;

  /** @param seconds its length; later entries are put at its end */
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

  /** Takes one person out of a second; -1 if it is empty. */
  take(second: number): number {
    const person = this.first[second] ?? -1;
    if (person < 0) return -1;
    this.first[second] = this.links.following(person);
    this.size -= 1;
    return person;
  }
}

/** The order of people in a bucket. */
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
