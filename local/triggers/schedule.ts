import type { LocalSchedule } from "#local/stack/triggers.ts";
import type { InvokeFunction, Reader } from "#local/triggers/invoke.ts";

/** Invokes a function at once and then at each interval, even if the last invocation is still running. */
export const runSchedule = ({ everySeconds, input }: LocalSchedule, invoke: InvokeFunction): Reader => {
  const fire = (): void => void invoke(input);
  fire();
  const timer = setInterval(fire, everySeconds * 1000);
  return { stop: () => clearInterval(timer) };
};
