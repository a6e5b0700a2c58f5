/** What may go wrong at one call of an invocation. */

export const FAULTS = {
  "crash before": "the machine is lost before the call",
  "crash after": "the machine is lost after the call, before anything is made of its answer",
  "no answer": "the call arrives, but the function waits for its answer in vain",
  "sent twice": "the SDK repeats the call, because the first answer was lost",
} as const;

export type FaultKind = keyof typeof FAULTS;

export interface Fault {
  readonly kind: FaultKind;
  /** The call that it happens to; the first is 1. */
  readonly nth: number;
}

/** A read changes nothing: lost after it is lost before the next call, and reading twice is reading. */
export const READ_FAULTS: readonly FaultKind[] = ["crash before", "no answer"];

export const FAULT_KINDS = Object.keys(FAULTS) as readonly FaultKind[];

/** What the SDK throws when it has waited long enough. */
export const noAnswer = (): Error =>
  Object.assign(new Error("The call was not answered in time."), { name: "TimeoutError" });

export const faultText = ({ kind, nth }: Fault): string => `${kind} call ${nth}`;
