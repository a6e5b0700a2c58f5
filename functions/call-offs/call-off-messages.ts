import * as z from "zod/mini";
import { SQS_QUEUE_VARIABLES } from "#functions/shared/grants.ts";
import { sqsSender } from "#functions/shared/sqs.ts";

/** A step of a call-off. */
export const CallOffStepSchema = z.object({
  performanceId: z.string(),
  /** The section to refund; absent in the first message, which announces the call-off and sends one for each section. */
  sectionId: z.optional(z.string()),
  /** Messages for this section since the first one or the last sweep; none if absent. */
  steps: z.optional(z.int().check(z.gte(0))),
});

export type CallOffStep = z.infer<typeof CallOffStepSchema>;

export const { send: sendCallOffStep, sendAll: sendCallOffSteps } = sqsSender<CallOffStep>(SQS_QUEUE_VARIABLES.callOff);
