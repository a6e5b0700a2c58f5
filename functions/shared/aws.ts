import { whileNeeded } from "#functions/shared/time-limit.ts";

/** Retries and timeouts of every AWS client: a call that hangs is aborted well before the function's own timeout. */
export const CLIENT_SETTINGS = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 3000, requestTimeout: 4000, throwOnRequestTimeout: true },
} as const;

/** As much of an AWS client as its middleware needs. */
interface Client {
  readonly middlewareStack: {
    readonly add: (
      middleware: <A, R>(next: (args: A) => Promise<R>) => (args: A) => Promise<R>,
      options: { readonly step: "finalizeRequest"; readonly priority: "low"; readonly name: string },
    ) => void;
  };
}

/** Has a client begin no request, nor another try of one, after the answer of the function. */
export const endWithAnswer = <C extends Client>(client: C): C => {
  client.middlewareStack.add((next) => (args) => whileNeeded(() => next(args)), {
    step: "finalizeRequest",
    priority: "low",
    name: "endWithAnswer",
  });
  return client;
};
