import { describe, expect, it } from "@jest/globals";
import { deadLettersIn, functionsIn, tablesIn, workQueuesIn } from "#cli/ops/stage-names.ts";

const AWS = [
  "Encore-prod-data-SqsQueuesTopUpChecksDeadLettersAED5E139-mR1bJ2xYzQ9t",
  "Encore-prod-data-SqsQueuesTopUpChecksQueue3001CA9F-Zt6vXh1nR3eW",
  "Encore-prod-OnReservationChangeDeadLetters1A2B3C4D-q0uBcLk5Yg12",
  "Encore-prod-data-TablesQueueTable2DEE67E0-1ABCDEFGHIJKL",
  "Encore-prod-HoldSeatsFunction965C5C7D-abcDEF123456",
  "Encore-prod-ReadQueueTokenFunction665CA68F-abcDEF123456",
  "Encore-prod-front-CustomFunction665CA68F-abcDEF123456",
];
const OTHERS = AWS.map((name) => name.replace("prod", "staging"));
const LOCAL = [
  "Encore-dev-SqsQueuesTopUpChecksDeadLettersAED5E139",
  "Encore-dev-SqsQueuesTopUpChecksQueue3001CA9F",
  "Encore-dev-TablesQueueTable2DEE67E0",
  "Encore-dev-HoldSeatsFunction965C5C7D",
];

describe("the resources of a stage", () => {
  it("are found by what CloudFormation names them", () => {
    const names = [...OTHERS, ...AWS];
    expect([...deadLettersIn(names, "prod")]).toEqual([
      ["TopUpChecks", AWS[0]],
      ["OnReservationChange", AWS[2]],
    ]);
    expect([...workQueuesIn(names, "prod")]).toEqual([["TopUpChecks", AWS[1]]]);
    expect([...tablesIn(names, "prod")]).toEqual([["QueueTable", AWS[3]]]);
    expect([...functionsIn(names, "prod")]).toEqual([
      ["HoldSeats", AWS[4]],
      ["ReadQueueToken", AWS[5]],
    ]);
  });

  it("are found on this machine, too", () => {
    expect([...deadLettersIn(LOCAL, "dev")]).toEqual([["TopUpChecks", LOCAL[0]]]);
    expect([...workQueuesIn(LOCAL, "dev")]).toEqual([["TopUpChecks", LOCAL[1]]]);
    expect([...tablesIn(LOCAL, "dev")]).toEqual([["QueueTable", LOCAL[2]]]);
    expect([...functionsIn(LOCAL, "dev")]).toEqual([["HoldSeats", LOCAL[3]]]);
  });
});
