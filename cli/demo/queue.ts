import { setTimeout as delay } from "node:timers/promises";
import { type Narrator, timeOfDay } from "#cli/demo/narrator.ts";
import { type Place, type WaitingCalls, type WaitingState, waitForTurn as waiting } from "#client/wait-for-turn.ts";

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

const stateLine = ({ number, outlook, nextPollSeconds }: WaitingState): string => {
  const place = number === null ? "" : `number ${number}, ${outlook?.ahead ?? 0} ahead; `;
  return `… ${place}asking again in ${nextPollSeconds} s`;
};

/** The typed client's calls, each told as a step of the story. */
const narrated = (narrator: Narrator, concertId: string): WaitingCalls => {
  const params = { concertId };
  return {
    pause: (seconds) => delay(seconds * 1000),
    random: Math.random,
    join: async (queueToken) => {
      const { body } = await narrator.show({
        name: "joinQueue",
        act: "Join the queue",
        call: (encore) => encore.call("joinQueue", { params, queueToken }),
        meaning: (result) => placeLines(result.body),
      });
      return body;
    },
    readPlace: async (queueToken) => {
      const { body } = await narrator.show({
        name: "readQueueToken",
        act: "Read my place, and claim my turn if it has come",
        call: (encore) => encore.call("readQueueToken", { params, queueToken }),
        meaning: (result) => placeLines(result.body),
      });
      return body;
    },
    readQueue: async () => {
      const { body } = await narrator.show({
        name: "readQueue",
        act: "Watch the queue",
        call: (encore) => encore.call("readQueue", { params }),
        meaning: ({ body: { served, issued } }) => [`Numbers up to ${served} of ${issued} are served.`],
      });
      return body;
    },
  };
};

/** Joins the queue and waits until it is admitted. @returns The ADMITTED queue token. */
export const waitForTurn = async (narrator: Narrator, concertId: string): Promise<string> => {
  const giveUpAtMs = Date.now() + WAIT_SECONDS_MAX * 1000;
  const steps = waiting(narrated(narrator, concertId));
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value.token;
    if (Date.now() > giveUpAtMs) throw new Error(`This user was not admitted within ${WAIT_SECONDS_MAX} s.`);
    narrator.remark(stateLine(step.value));
  }
};
