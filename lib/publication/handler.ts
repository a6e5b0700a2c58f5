/** The function that CloudFormation calls when the pages of a stage are new, have changed, or go. */
import { fileURLToPath } from "node:url";
import { S3Client } from "@aws-sdk/client-s3";
import type { CloudFormationCustomResourceEvent } from "aws-lambda";
import { log } from "#functions/shared/log.ts";
import { emptyBucket, publishPages } from "#lib/publication/publish.ts";

/** The pages lie beside the function's code. */
const PAGES_FOLDER = fileURLToPath(new URL("pages", import.meta.url));

const client = new S3Client({});

interface PublicationProperties {
  readonly Bucket: string;
  /** `config.json`, whole. */
  readonly Config: string;
}

const carryOut = async (event: CloudFormationCustomResourceEvent): Promise<void> => {
  const { Bucket: bucket, Config } = event.ResourceProperties as unknown as PublicationProperties;
  if (event.RequestType === "Delete") return emptyBucket({ client, bucket });
  const count = await publishPages({ client, bucket }, PAGES_FOLDER, Config);
  log.info("Pages published.", { bucket, files: count });
};

/** CloudFormation waits for this for an hour, so every end of the work is reported. */
const report = async (event: CloudFormationCustomResourceEvent, failure: unknown): Promise<void> => {
  const { StackId, RequestId, LogicalResourceId, ResponseURL } = event;
  const response = await fetch(ResponseURL, {
    method: "PUT",
    headers: { "content-type": "" },
    body: JSON.stringify({
      Status: failure === undefined ? "SUCCESS" : "FAILED",
      Reason: failure instanceof Error ? failure.message : failure,
      PhysicalResourceId: "pages",
      StackId,
      RequestId,
      LogicalResourceId,
    }),
  });
  if (!response.ok) throw new Error(`CloudFormation took no report: ${response.status}`);
};

export const handler = async (event: CloudFormationCustomResourceEvent): Promise<void> => {
  let failure: unknown;
  try {
    await carryOut(event);
  } catch (error) {
    log.error("The pages could not be published.", error);
    failure = error;
  }
  await report(event, failure);
};
