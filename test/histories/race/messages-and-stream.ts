/** What is in transit between functions: the messages of the SQS queues, and the stream of the reservation table. */
import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { tableNamed } from "#functions/shared/dynamodb.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { ItemChange } from "#test/histories/race/stored-items.ts";

export interface Message {
  readonly messageId: string;
  readonly queueUrl: string;
  readonly body: string;
  readonly dueAt: Seconds;
  /** Whether it has been handled. It may be delivered again all the same. */
  isDone: boolean;
}

const reservations = tableNamed("reservations");

export class MessagesAndStream {
  /** All that were ever sent. */
  readonly messages: Message[] = [];
  /** Every change of the table, in order. */
  readonly changes: DynamoDBRecord[] = [];
  /** The number of changes that have been handled. */
  checkpoint = 0;

  get undelivered(): readonly Message[] {
    return this.messages.filter(({ isDone }) => !isDone);
  }

  send(input: object, now: Seconds): Promise<unknown> {
    const {
      QueueUrl: queueUrl,
      MessageBody: body,
      DelaySeconds: delay = 0,
    } = input as Readonly<{
      QueueUrl: string;
      MessageBody: string;
      DelaySeconds?: number;
    }>;
    const messageId = `m${this.messages.length + 1}`;
    this.messages.push({ messageId, queueUrl, body, dueAt: now + delay, isDone: false });
    return Promise.resolve({ MessageId: messageId });
  }

  addToStream(changes: readonly ItemChange[], now: Seconds): void {
    for (const { key, before, after } of changes) {
      if (key.table !== reservations) continue;
      const sequence = String(this.changes.length + 1);
      this.changes.push({
        eventID: `e${sequence}`,
        eventName: before === undefined ? "INSERT" : after === undefined ? "REMOVE" : "MODIFY",
        dynamodb: {
          SequenceNumber: sequence,
          ApproximateCreationDateTime: now,
          ...(before && { OldImage: marshall(before) }),
          ...(after && { NewImage: marshall(after) }),
        },
      } as DynamoDBRecord);
    }
  }
}
