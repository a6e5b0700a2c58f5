/** The only file that writes expressions on the position of the sweep of sections. */
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { dynamo, tableNamed } from "#functions/shared/dynamodb.ts";
import { stored } from "#functions/shared/stored.ts";

const table = tableNamed("seats");
const POSITION_KEY = { pk: "SWEEP", sk: "POSITION" };

const toPosition = stored("sweep position", z.object({ after: z.string() }));

/** The section after which the next run goes on, in the form that the sweep has given it; "" for the first one. */
export const readSweepPosition = async (): Promise<string> => {
  const { Item: item } = await dynamo.send(new GetCommand({ TableName: table, Key: POSITION_KEY }));
  return item === undefined ? "" : toPosition(item).after;
};

export const saveSweepPosition = async (after: string): Promise<void> => {
  await dynamo.send(new PutCommand({ TableName: table, Item: { ...POSITION_KEY, after } }));
};
