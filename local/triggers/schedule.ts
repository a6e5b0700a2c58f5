import type { LocalSchedule } from "#local/stack/triggers.ts";
import type { InvokeFunction, Reader } from "#local/triggers/invoke.ts";

/** Invokes a function now and then at each interval, whether the last invocation has ended or not, as a scheduler does. */
export const runSchedule = ({ everySeconds, input }: LocalSchedule, invoke: InvokeFunction): Reader => {
  const fire = (): void => void invoke(input);
  fire();
  const timer = setInterval(fire, everySeconds * 1000);
  return { stop: () => clearInterval(timer) };
};
