/** The conditions of the queue's writes and of its pace, and what each ensures. A mutation check switches one off. */
export const GUARDS = {
  decision: "a decision is written on the queue that it was made for",
  draw: "a lobby is drawn once",
  place: "a join starts the next place only, and only once the one before has ended",
  claim: "a turn is claimed once, and only for a place that is live",
  deadline: "a claim is made while its shard is open",
  end: "a place ends once",
  pace: "a tick admits only what the stored pace leaves of its window",
  gone: "whoever ends a place that was never claimed writes its arrival off",
  lobby: "an arrival is taken back only before the draw",
  reserve: "a drawn number is given to a late join only while it is not served",
  lateJoin: "people who joined before the opening get a drawn number",
} as const;

export type Guard = keyof typeof GUARDS;
