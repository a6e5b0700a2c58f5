/**
 * People who wait in a queue, without browsers, as the typed client does: `node simulated-crowd.ts URL ISSUER CONCERT COUNT`.
 * It is a process of its own, so that it takes no time from the tests. It prints a line when everybody waits.
 */
import { createEncoreClient } from "#client/encore-client.ts";
import { waitForTurn, waitingCalls } from "#client/wait-for-turn.ts";
import { fetchAccessToken } from "#local/identity/access-token.ts";

const [url = "", issuer = "", concertId = "", count = "0"] = process.argv.slice(2);
const JOINS_AT_ONCE = 10;

let left = Number(count);

/** Joins, and has been told something of its place once. The rest of the wait goes on by itself. */
const begin = async (): Promise<void> => {
  const userToken = await fetchAccessToken(issuer, { user: `crowd-${left}` });
  const waiting = waitForTurn(waitingCalls(createEncoreClient({ url, userToken }), concertId));
  await waiting.next();
  void goOn(waiting);
};

const goOn = async (waiting: ReturnType<typeof waitForTurn>): Promise<void> => {
  try {
    while ((await waiting.next()).done !== true);
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
};

const joinSome = async (): Promise<void> => {
  while (left > 0) {
    left -= 1;
    await begin();
  }
};

await Promise.all(Array.from({ length: JOINS_AT_ONCE }, joinSome));
console.log("Everybody waits.");
