/** Stops a function at one of its calls of DynamoDB, as if it had crashed there. */
import { dynamo } from "#functions/shared/dynamodb.ts";

/** `before`: the call is never sent. `after`: a write was carried out, and its response is lost. */
export interface Crash {
  /** The call at which it happens, from 1; of those that write, if it happens after one. */
  readonly nth: number;
  readonly where: "before" | "after";
}

const isRead = (command: string): boolean => /^(Get|BatchGet|Query|Scan)/.test(command);

class Crashed extends Error {
  override readonly name = "AbortError";
}

/**
 * A crash at the nth call of all that is done inside `during`. It happens once; from then on, the calls go through. One at a time.
 * @returns `during`, which rejects when the crash happens, and whether it has happened
 */
export const crashing = ({ nth, where }: Crash) => {
  let calls = 0;
  let hasCrashed = false;
  const during = async <T>(act: () => Promise<T>): Promise<T> => {
    const { promise: crash, reject } = Promise.withResolvers<never>();
    crash.catch(() => undefined);
    let isDead = false;
    const name = "crash";
    dynamo.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (isDead) throw new Crashed();
          // A crash after a read is one before the next call.
          if (where === "after" && isRead(String(commandName))) return next(args);
          calls += 1;
          if (calls !== nth || hasCrashed) return next(args);
          hasCrashed = true;
          if (where === "after") await next(args);
          isDead = true;
          reject(new Crashed());
          throw new Crashed();
        },
      { step: "initialize", name, override: true },
    );
    try {
      // What catches its errors would go on after a crash; here nothing is waited for but the crash itself.
      return await Promise.race([act(), crash]);
    } finally {
      dynamo.middlewareStack.remove(name);
    }
  };
  return { during, hasCrashed: () => hasCrashed };
};
