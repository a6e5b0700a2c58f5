import assert from "node:assert/strict";
import { GetObjectCommand, ListBucketsCommand, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import type { StageOutputs } from "#cli/stage/outputs.ts";
import type { AwsClients } from "#test/deploy/aws.ts";
import type { StepResult } from "#test/deploy/step-list.ts";

/** The deployment has put the pages into their bucket, with the settings of this stage. */
export const pagesArePublished = async (aws: AwsClients, outputs: StageOutputs): Promise<StepResult> => {
  const { Buckets: buckets = [] } = await aws.s3.send(new ListBucketsCommand({}));
  const bucket = buckets.find(({ Name: name = "" }) => name.startsWith("encore-dev"))?.Name;
  assert(bucket !== undefined, "the bucket of the pages");
  const keys: string[] = [];
  for await (const { Contents: objects = [] } of paginateListObjectsV2({ client: aws.s3 }, { Bucket: bucket })) {
    keys.push(...objects.map(({ Key: key = "" }) => key));
  }
  for (const prefix of ["index.html", "assets/"])
    assert(
      keys.some((key) => key.startsWith(prefix)),
      prefix,
    );
  const { Body: body } = await aws.s3.send(new GetObjectCommand({ Bucket: bucket, Key: "config.json" }));
  const config = JSON.parse((await body?.transformToString()) ?? "{}") as Readonly<Record<string, unknown>>;
  assert.equal(config["clientId"], outputs.value("UserPoolClientId"));
  assert(String(config["issuer"]).endsWith(`/${outputs.value("UserPoolId")}`), String(config["issuer"]));
  return { note: `${keys.length} files` };
};
