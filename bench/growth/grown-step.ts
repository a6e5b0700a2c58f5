/** What an operation costs at one size of a sale, in units of the table and in processor time of the function. */
import { unitsOf } from "#test/integration/support/dynamo-traffic.ts";

export interface GrownStep {
  readonly step: string;
  /** Unless it is flat, why it grows. */
  readonly grows: string | undefined;
  /** People who wait, or seats. */
  readonly size: number;
  /** Read and write units of one operation. */
  readonly units: number;
  /** Of one operation, in the mean of some. */
  readonly cpuMs: number;
}

export interface StepAtSize {
  readonly step: string;
  readonly grows?: string;
  readonly size: number;
  /** Operations for the processor time, after one for the units. */
  readonly times: number;
  /** Before each operation, and not measured. */
  readonly before?: () => Promise<void> | void;
  readonly act: () => Promise<unknown>;
}

const MICROSECONDS = 1000;

const cpuMsOf = async (act: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / MICROSECONDS;
};

export const measureStep = async ({ step, grows, size, times, before, act }: StepAtSize): Promise<GrownStep> => {
  await before?.();
  const { read, write } = await unitsOf(act);
  let cpuMs = 0;
  for (let time = 0; time < times; time += 1) {
    await before?.();
    cpuMs += await cpuMsOf(act);
  }
  return { step, grows, size, units: read + write, cpuMs: cpuMs / times };
};
