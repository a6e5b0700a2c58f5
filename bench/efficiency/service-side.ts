/** The service's side: calls over HTTP, and what they take of the function that answers them. */
import { httpRequestOf } from "#bench/calls/api-request.ts";
import { type Batch, type Call, runBatch } from "#bench/efficiency/batch.ts";
import type { Buyer } from "#bench/efficiency/buyers.ts";
import type { HttpSender } from "#bench/efficiency/http-sender.ts";
import type { ServiceProcess } from "#bench/efficiency/service-process.ts";
import { STEPS, type Step } from "#bench/efficiency/steps.ts";

export interface ServiceBatch extends Batch {
  /** Requests of the function, to DynamoDB and SQS. */
  readonly sent: number;
  /** Of the function's thread. */
  readonly functionCpuMs: number;
  /** Of the whole process: HTTP server, function, SQS server. */
  readonly processCpuMs: number;
}

/** @returns calls that throw if they are not answered as they should be */
export const serviceCalls = ({ send }: HttpSender, step: Step, buyers: readonly Buyer[]): readonly Call[] =>
  buyers.map((buyer) => {
    const request = httpRequestOf(buyer.caller, step.requestOf(buyer));
    return async () => {
      const { status, body } = await send(request);
      if (status !== step.status) throw new Error(`${step.name}: ${status} ${body}`);
    };
  });

export const runService = async (
  service: ServiceProcess,
  { functionName }: Step,
  calls: readonly Call[],
): Promise<ServiceBatch> => {
  const before = await service.workOf(functionName);
  const batch = await runBatch(calls);
  const after = await service.workOf(functionName);
  return {
    ...batch,
    sent: after.requests - before.requests,
    functionCpuMs: after.cpuMs - before.cpuMs,
    processCpuMs: after.processCpuMs - before.processCpuMs,
  };
};

/**
 * Has people take all steps, one call at a time.
 * @returns the requests of the call with the fewest, in which the function reads nothing that it keeps for others; without
 * steps that are answered from what is kept
 */
export const countSingleCalls = async (
  service: ServiceProcess,
  sender: HttpSender,
  buyers: readonly Buyer[],
): Promise<ReadonlyMap<Step, number>> => {
  const counts = new Map<Step, number>();
  for (const step of STEPS.filter(({ isKept }) => !isKept)) {
    const sent: number[] = [];
    for (const call of serviceCalls(sender, step, buyers)) sent.push((await runService(service, step, [call])).sent);
    counts.set(step, Math.min(...sent));
  }
  return counts;
};
