import type { _Record as StreamRecord, AttributeValue as StreamValue } from "@aws-sdk/client-dynamodb-streams";
import type { AttributeValue, DynamoDBStreamEvent } from "aws-lambda";

type Image = Readonly<Record<string, StreamValue>> | undefined;

/** In events, binary values are base64, as in DynamoDB's JSON. */
const jsonOf = (value: StreamValue): AttributeValue => {
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(base64) };
  if (value.L !== undefined) return { L: value.L.map(jsonOf) };
  if (value.M !== undefined) return { M: imageOf(value.M) ?? {} };
  return value as AttributeValue;
};

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

const imageOf = (image: Image): Record<string, AttributeValue> | undefined =>
  image && Object.fromEntries(Object.entries(image).map(([name, value]) => [name, jsonOf(value)]));

/** The event that Lambda passes to a function for records of a table's stream. */
export const streamEvent = (streamArn: string, records: readonly StreamRecord[]): DynamoDBStreamEvent => ({
  Records: records.map(({ dynamodb = {}, ...record }) => {
    const [keys, newImage, oldImage] = [dynamodb.Keys, dynamodb.NewImage, dynamodb.OldImage].map(imageOf);
    return {
      eventID: record.eventID ?? "",
      eventName: record.eventName ?? "MODIFY",
      eventVersion: record.eventVersion ?? "1.1",
      eventSource: "aws:dynamodb",
      eventSourceARN: streamArn,
      awsRegion: record.awsRegion ?? "",
      dynamodb: {
        ApproximateCreationDateTime: (dynamodb.ApproximateCreationDateTime?.getTime() ?? 0) / 1000,
        ...(keys && { Keys: keys }),
        ...(newImage && { NewImage: newImage }),
        ...(oldImage && { OldImage: oldImage }),
        SequenceNumber: sequenceNumberOf({ dynamodb }),
        SizeBytes: dynamodb.SizeBytes ?? 0,
        StreamViewType: dynamodb.StreamViewType ?? "KEYS_ONLY",
      },
      ...(record.userIdentity && { userIdentity: record.userIdentity }),
    };
  }),
});

export const sequenceNumberOf = ({ dynamodb }: Pick<StreamRecord, "dynamodb">): string =>
  dynamodb?.SequenceNumber ?? "";
