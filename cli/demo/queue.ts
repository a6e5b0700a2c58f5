import { setTimeout as delay } from "node:timers/promises";
import { type Narrator, timeOfDay } from "#cli/demo/narrator.ts";
import type { CallResult } from "#client/call-types.ts";

type Place = CallResult<"joinQueue">["body"];

const WAIT_SECONDS_MAX = 120;

const placeLines = ({ status, number, ahead, estimatedWaitSeconds: wait, expiresAt }: Place): readonly string[] => {
  if (status === "ADMITTED")
    return [
      `ADMITTED with number ${number}. My pass is valid until ${expiresAt === null ? "the sale ends" : timeOfDay(expiresAt)}.`,
    ];
  if (number === null) return ["WAITING: my number is not assigned yet."];
  const estimate = wait === null ? "" : `, about ${wait.low} to ${wait.high} s`;
  return [`WAITING with number ${number}, ${ahead} ahead${estimate}.`];
};

/** Joins the queue and waits until it is admitted. @returns The ADMITTED queue token. */
export const waitForTurn = async (narrator: Narrator, concertId: string): Promise<string> => {
  const params = { concertId };
  let { body: place }: { body: Place } = await narrator.show({
    name: "joinQueue",
    act: "Join the queue",
    call: (encore) => encore.call("joinQueue", { params }),
    meaning: ({ body }) => placeLines(body),
  });
  const giveUpAtMs = Date.now() + WAIT_SECONDS_MAX * 1000;
  while (place.status !== "ADMITTED") {
    if (Date.now() > giveUpAtMs) throw new Error(`This user was not admitted within ${WAIT_SECONDS_MAX} s.`);
    narrator.remark(`… asking again in ${place.nextPollSeconds} s`);
    await delay(place.nextPollSeconds * 1000);
    const queueToken = place.token;
    ({ body: place } = await narrator.show({
      name: "joinQueue",
      act: "Ask whether it is my turn",
      call: (encore) => encore.call("joinQueue", { params, queueToken }),
      meaning: ({ body }) => placeLines(body),
    }));
  }
  return place.token;
};
