import type { DynamoDBRecord } from "aws-lambda";
import { STREAM_DEAD_LETTERS_VARIABLE } from "#functions/shared/grants.ts";
import { sqsSender } from "#functions/shared/sqs.ts";

/**
 * Puts records that no retry can help into the dead letters, whole: the stream forgets them after a day.
 * @returns those that SQS did not accept
 */
export const { sendAll: sendToDeadLetters } = sqsSender<DynamoDBRecord>(STREAM_DEAD_LETTERS_VARIABLE);
