/** The conditions of the queue's writes, and what each ensures. A mutation check switches one of them off. */
export const GUARDS = {
  decision: "a decision is written on the queue that it was made for",
  draw: "a lobby is drawn once",
  place: "a join starts the next place only, and only once the one before has ended",
  claim: "a turn is claimed once, and only for a place that is live",
  deadline: "a claim is made while its shard is open",
  end: "a place ends once",
} as const;

export type Guard = keyof typeof GUARDS;
