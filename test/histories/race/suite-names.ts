/** What each part of the suite does. */
export const PART_NAMES = {
  histories: "random histories, the calls of all that is under way in random order",
  "crash-points": "every fault at every call of every use case, then the same again",
  duplicates: "everything twice at once, one copy stopped before each of its calls",
  boundary: "a payment meets the end of its hold, each side stopped before each of its calls",
  storms: "conflicts, and crowds for real",
  controls: "what keeps the promises is taken away: each part has to see it",
} as const;

export type PartName = keyof typeof PART_NAMES;
