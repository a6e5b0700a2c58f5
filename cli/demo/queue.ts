import { setTimeout as delay } from "node:timers/promises";
import { type Narrator, timeOfDay } from "#cli/demo/narrator.ts";
import type { CallResult } from "#client/call-types.ts";

type Place = CallResult<"joinQueue">["body"];

const WAIT_SECONDS_MAX = 120;

const placeLines = ({ status, number, ahead, estimatedWaitSeconds: wait, expiresAt }: Place): readonly string[] => {
  if (status === "ADMITTED")
    return [
      `ADMITTED with number ${number}. The place is mine until ${expiresAt === null ? "the sale ends" : timeOfDay(expiresAt)}.`,
    ];
  if (number === null) return ["WAITING: the arrival is not numbered yet."];
  const estimate = wait === null ? "" : `, about ${wait.low} to ${wait.high} s`;
  return [`WAITING with number ${number}, ${ahead} ahead${estimate}.`];
};

/** Joins the line and waits for its turn. @returns The admitted queue token. */
export const enterLine = async (narrator: Narrator, concertId: string): Promise<string> => {
  const params = { concertId };
  let { body: place }: { body: Place } = await narrator.tell({
    name: "joinQueue",
    act: "Join the line",
    call: (encore) => encore.call("joinQueue", { params }),
    meaning: ({ body }) => placeLines(body),
  });
  const giveUpAtMs = Date.now() + WAIT_SECONDS_MAX * 1000;
  while (place.status !== "ADMITTED") {
    if (Date.now() > giveUpAtMs) throw new Error(`Nobody was admitted within ${WAIT_SECONDS_MAX} s.`);
    narrator.remark(`… asking again in ${place.nextPollSeconds} s`);
    await delay(place.nextPollSeconds * 1000);
    const queueToken = place.token;
    ({ body: place } = await narrator.tell({
      name: "joinQueue",
      act: "Ask whether it is my turn",
      call: (encore) => encore.call("joinQueue", { params, queueToken }),
      meaning: ({ body }) => placeLines(body),
    }));
  }
  return place.token;
};
