import type { StageName } from "#lib/stages.ts";

/** The stages that a workflow deploys, each from the GitHub environment of the same name. `dev` is deployed by hand. */
export const RELEASED_STAGES = ["staging", "prod"] as const satisfies readonly StageName[];
export type ReleasedStage = (typeof RELEASED_STAGES)[number];
