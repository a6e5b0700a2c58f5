/** The pass of somebody whose turn has come. */
import { type Pass, passOf } from "#web/booking/pass/pass-token.ts";
import { call } from "#web/shared/api/client.ts";
import { serverNow } from "#web/shared/clock/clock.ts";
import { queueTokenOf } from "#web/shared/storage/queue-token.ts";

const isGood = (pass: Pass | undefined): pass is Pass =>
  pass?.isAdmitted === true && (pass.endsAtMs ?? 0) > serverNow();

/**
 * The pass for a concert: as stored, else from the account, so that another device or a cleared browser finds it too.
 * Undefined if the turn has not come.
 * @throws ProblemError QUEUE_TOKEN_NOT_FOUND or QUEUE_TOKEN_EXPIRED without a place; SignInNeeded
 */
export const readPass = async (concertId: string): Promise<Pass | undefined> => {
  const stored = queueTokenOf(concertId);
  const known = stored.read();
  const pass = known === undefined ? undefined : passOf(known);
  if (isGood(pass)) return pass;
  const { body } = await call("readQueueToken", {
    params: { concertId },
    ...(known === undefined ? {} : { queueToken: known }),
  });
  stored.write(body.token);
  return body.status === "ADMITTED" ? passOf(body.token) : undefined;
};
