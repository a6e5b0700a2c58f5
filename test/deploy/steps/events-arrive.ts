import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import {
  DeleteRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from "@aws-sdk/client-sqs";
import type { AwsClients } from "#test/deploy/aws.ts";
import type { Sale } from "#test/deploy/sale.ts";
import type { StepResult } from "#test/deploy/step-list.ts";
import { eventually } from "#test/support/eventually.ts";

const RULE = "encore-gate";
const POLL_MS = 1000;
const ARRIVAL_SECONDS_MAX = 60;

interface BusEvent {
  readonly source: string;
  readonly "detail-type": string;
  readonly detail: { readonly id: string; readonly type: string; readonly data: { readonly reservationId: string } };
}

/** Holds and releases a seat. @returns the reservation */
const holdAndRelease = async ({ performanceId, admitted }: Sale): Promise<string> => {
  const [visitor] = admitted;
  if (visitor === undefined) throw new Error("Nobody was admitted.");
  const { body } = await visitor.client.call("holdSeats", {
    params: { performanceId },
    body: { seatIds: ["A-1-1"] },
    queueToken: visitor.queueToken,
    idempotencyKey: randomUUID(),
  });
  const { reservationId } = body;
  await visitor.client.call("releaseReservation", { params: { reservationId } });
  return reservationId;
};

/**
 * A rule on the deployed bus sends the events to a queue. A reservation is changed, and its events have to arrive: through the
 * table's stream, the function that follows it, the bus and the rule.
 */
export const eventsArrive = async (aws: AwsClients, busName: string, sale: Sale): Promise<StepResult> => {
  const { QueueUrl: url } = await aws.sqs.send(new CreateQueueCommand({ QueueName: RULE }));
  const { Attributes: { QueueArn: arn } = {} } = await aws.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["QueueArn"] }),
  );
  const rule = { EventBusName: busName, Rule: RULE };
  await aws.events.send(
    new PutRuleCommand({ EventBusName: busName, Name: RULE, EventPattern: JSON.stringify({ source: ["encore"] }) }),
  );
  await aws.events.send(new PutTargetsCommand({ ...rule, Targets: [{ Id: "queue", Arn: arn }] }));

  const arrived: BusEvent[] = [];
  try {
    const reservationId = await holdAndRelease(sale);
    await eventually(
      "both events of the reservation",
      async () => {
        const { Messages: messages = [] } = await aws.sqs.send(
          new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }),
        );
        arrived.push(...messages.map(({ Body: body }) => JSON.parse(body ?? "{}") as BusEvent));
        const ofReservation = arrived.filter(({ detail }) => detail.data.reservationId === reservationId);
        const types = new Set(ofReservation.map((event) => event["detail-type"]));
        return types.has("reservation.held") && types.has("reservation.released") ? true : undefined;
      },
      ARRIVAL_SECONDS_MAX,
      POLL_MS,
    );
  } finally {
    await aws.events.send(new RemoveTargetsCommand({ ...rule, Ids: ["queue"] }));
    await aws.events.send(new DeleteRuleCommand({ EventBusName: busName, Name: RULE }));
    await aws.sqs.send(new DeleteQueueCommand({ QueueUrl: url }));
  }
  for (const event of arrived) {
    assert.equal(event.source, "encore");
    assert.equal(event["detail-type"], event.detail.type);
  }
  return { note: `${arrived.length} events` };
};
