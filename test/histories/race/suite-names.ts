/** What each suite of `npm run test:race` does. */
export const SUITE_TEXTS = {
  histories: "random histories, the calls of everything under way in random order",
  "crash-points": "every fault at every call of every use case, then the same again",
  duplicates: "everything twice at once, one copy stopped before each of its calls",
  "hold-end-races": "a payment races the end of its hold, each side stopped before each of its calls",
  contention: "simulated conflicts, and real crowds",
  "mutation-checks": "switches off each guard of the invariants in turn: the suites have to notice",
} as const;

export type SuiteName = keyof typeof SUITE_TEXTS;
export const SUITE_NAMES = Object.keys(SUITE_TEXTS) as readonly SuiteName[];
