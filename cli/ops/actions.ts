/** The names of the actions; cli/ops.ts carries them out. */
export const ALL_ACTIONS = ["status", "pause", "resume", "drain", "redrive", "audit", "prepare", "relax"] as const;
export type Action = (typeof ALL_ACTIONS)[number];
