/**
 * The way from a join to a queue token beside the one of Virtual Waiting Room on AWS, an AWS solution that has been retired.
 * Its figures were counted in its source at commit e43fb92, for the default settings (docs/guides/other-waiting-rooms.md).
 */
import { looksWhileWaiting } from "#bench/budgets/looks.ts";
import type { CountedStep } from "#bench/budgets/step-counter.ts";
import { JOIN_STEPS } from "#bench/budgets/steps.ts";
import type { ResultTable } from "#bench/frame/part.ts";

const WAIT_SECONDS = 600;
/** Half of the jitter. */
const RANDOM = 0.5;

/** Joins, learns the number, claims. */
const API_CALLS = 3;
/** Each of these responses carries a token, signed with ES256. */
const SIGNATURES = API_CALLS;

const AWS = {
  apiCalls: "about 3",
  dynamoCalls: "7",
  writeUnits: "5",
  readUnits: "2",
  redisCalls: "3 to 4",
  signatures: "3, RSA",
  polls: "400",
} as const;

export const joinToToken = (steps: readonly CountedStep[]): ResultTable => {
  const way = steps.filter(({ step }) => (JOIN_STEPS as readonly string[]).includes(step));
  if (way.length !== JOIN_STEPS.length) throw new Error("A step from join to token was not counted.");
  const sum = (of: (step: CountedStep) => number): number => way.reduce((total, step) => total + of(step), 0);
  return {
    caption: "From a join to a queue token, for one person",
    columns: ["Figure", "Encore", "AWS's retired waiting room"],
    rows: [
      ["API calls", String(API_CALLS), AWS.apiCalls],
      ["DynamoDB calls", String(sum(({ calls }) => calls)), AWS.dynamoCalls],
      ["write units", `${sum(({ write }) => write)}, of which 1 is shared by a batch of joins`, AWS.writeUnits],
      ["read units", String(sum(({ read }) => read)), AWS.readUnits],
      ["Redis calls", "0", AWS.redisCalls],
      ["signatures", `${SIGNATURES}, ES256`, AWS.signatures],
      [
        "polls in ten minutes of waiting",
        `${looksWhileWaiting(WAIT_SECONDS, RANDOM)}, all of them answered by the edge`,
        AWS.polls,
      ],
    ],
  };
};
