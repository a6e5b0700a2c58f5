import type { StageAlarm } from "#cli/release/stage-alarms.ts";

/** CloudFormation's limit. */
const TRIGGERS_MAX = 5;

/**
 * The alarms by which CloudFormation takes a deployment of the functions back by itself, by the ids of their constructs in
 * lib/operations/promise-alarms.ts: what buyers notice within minutes.
 */
export const ROLLBACK_ALARMS = ["ServerErrors", "AdmissionDecisions", "JoinsLate"] as const;

/**
 * @returns the ARNs of a stage's rollback triggers; none if it has no alarms at all, because it was never deployed
 * @throws Error if the stage has alarms, but not these: then a deployment would be watched by nothing
 */
export const rollbackTriggers = (alarms: readonly StageAlarm[]): readonly string[] => {
  if (alarms.length === 0) return [];
  const found = ROLLBACK_ALARMS.map((id) => [id, alarms.filter(({ name }) => name.includes(id))] as const);
  const missing = found.filter(([, some]) => some.length === 0).map(([id]) => id);
  if (missing.length > 0) throw new Error(`The stage has no alarm ${missing.join(", ")}.`);
  const arns = found.flatMap(([, some]) => some.map(({ arn }) => arn));
  if (arns.length > TRIGGERS_MAX) throw new Error(`CloudFormation watches ${TRIGGERS_MAX} alarms, not ${arns.length}.`);
  return arns;
};
