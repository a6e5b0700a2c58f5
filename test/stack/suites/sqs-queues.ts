import { describe, expect, test } from "@jest/globals";
import { RESERVATION_SORT_KEY } from "#functions/reservations/reservation-item.ts";
import { GIVE_UP_SECONDS } from "#functions/reservations/reservation-stream.ts";
import type { StageName } from "#lib/stages.ts";
import { eventFilter } from "#local/stack/event-filter.ts";
import { referencedFunctionId } from "#local/stack/template.ts";
import { operatorsAlarms, resourceAt, resourcesOf, STAGE_NAMES, stackOf } from "#test/stack/support/stages.ts";

const templateOf = (stageName: StageName) => stackOf(stageName).template;
const HOUR = 3600;
const DAY = 24 * HOUR;

describe.each(STAGE_NAMES)("the SQS queues in %s", (stageName) => {
  test.each([
    { queue: "Joins", worker: "NumberArrivals", retention: HOUR, batchSize: 500, windowSeconds: 1 },
    { queue: "HoldExpiry", worker: "ExpireHold", retention: DAY, batchSize: 10, windowSeconds: 0 },
    { queue: "WebhookDelivery", worker: "DeliverWebhook", retention: 4 * DAY, batchSize: 10, batchesMax: 20 },
    { queue: "WebhookReplay", worker: "SendReplay", retention: DAY, batchSize: 1, batchesMax: 2 },
    { queue: "CallOffs", worker: "CarryOutCallOff", retention: 4 * DAY, batchSize: 1, batchesMax: 10 },
    { queue: "TopUpChecks", worker: "CheckTopUps", retention: 7 * DAY, batchSize: 10, windowSeconds: 0 },
  ])(
    "$queue moves a message to the dead letters after five attempts, and only the failed messages of a batch come back",
    (expected) => {
      // Prepare
      const template = templateOf(stageName);
      const worker = resourceAt(template, "AWS::Lambda::Function", `${expected.worker}/Function`);
      const deadLetters = resourceAt(template, "AWS::SQS::Queue", `SqsQueues/${expected.queue}/DeadLetters`);

      // Act
      const { id, properties } = resourceAt(template, "AWS::SQS::Queue", `SqsQueues/${expected.queue}/Queue`);
      const source = resourceAt(template, "AWS::Lambda::EventSourceMapping", `${expected.worker}/QueueSource`);

      // Assess
      expect(properties).toEqual({
        MessageRetentionPeriod: expected.retention,
        VisibilityTimeout: 6 * worker.properties["Timeout"],
        RedrivePolicy: { deadLetterTargetArn: { "Fn::GetAtt": [deadLetters.id, "Arn"] }, maxReceiveCount: 5 },
        SqsManagedSseEnabled: true,
      });
      expect(source.properties).toMatchObject({
        EventSourceArn: { "Fn::GetAtt": [id, "Arn"] },
        FunctionName: expect.anything(),
        BatchSize: expected.batchSize,
        MaximumBatchingWindowInSeconds: expected.windowSeconds ?? 0,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
      });
      expect(referencedFunctionId(template, source.properties["FunctionName"])).toBe(worker.id);
      // Never more batches than the function has calls: those refused would be dead letters in the end.
      const reserved = worker.properties["ReservedConcurrentExecutions"] ?? Number.POSITIVE_INFINITY;
      const batchesMax = Math.min(expected.batchesMax ?? reserved, reserved);
      const scaling = Number.isFinite(batchesMax) ? { MaximumConcurrency: batchesMax } : undefined;
      expect(source.properties["ScalingConfig"]).toEqual(scaling);
    },
  );

  test("for dead letters keep them for two weeks", () => {
    const template = templateOf(stageName);
    const deadLetters = [
      ...["Joins", "HoldExpiry", "TopUpChecks", "WebhookDelivery", "WebhookReplay", "CallOffs"].map(
        (queue) => `SqsQueues/${queue}`,
      ),
      "OnReservationChange",
    ].map((owner) => resourceAt(template, "AWS::SQS::Queue", `${owner}/DeadLetters`));
    for (const { properties } of deadLetters) {
      expect(properties).toEqual({ MessageRetentionPeriod: 14 * DAY, SqsManagedSseEnabled: true });
    }
  });

  test("refuse unencrypted connections, and have no fixed name", () => {
    const template = templateOf(stageName);
    const queues = resourcesOf(template, "AWS::SQS::Queue");
    const guarded = resourcesOf(template, "AWS::SQS::QueuePolicy").flatMap(({ properties }) => {
      expect(properties["PolicyDocument"]["Statement"]).toEqual([
        expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
      ]);
      return properties["Queues"].map((queue: { Ref: string }) => queue.Ref);
    });
    expect(guarded.toSorted()).toEqual(queues.map(({ id }) => id).toSorted());
    for (const { properties } of queues) expect(properties).not.toHaveProperty("QueueName");
  });

  test("of reservation changes: a failed batch is halved and tried for six hours, and its dead letter can still be read", () => {
    // Prepare
    const template = templateOf(stageName);
    const table = resourceAt(template, "AWS::DynamoDB::Table", "Tables/ReservationTable").id;
    const deadLetters = resourceAt(template, "AWS::SQS::Queue", "OnReservationChange/DeadLetters").id;

    // Act
    const { properties } = resourceAt(template, "AWS::Lambda::EventSourceMapping", "OnReservationChange/StreamSource");

    // Assess
    expect(properties).toMatchObject({
      EventSourceArn: { "Fn::GetAtt": [table, "StreamArn"] },
      StartingPosition: "TRIM_HORIZON",
      BatchSize: 100,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: -1,
      MaximumRecordAgeInSeconds: 6 * HOUR,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      DestinationConfig: { OnFailure: { Destination: { "Fn::GetAtt": [deadLetters, "Arn"] } } },
    });
    // The function keeps a record whole while it is still tried.
    expect(properties["MaximumRecordAgeInSeconds"]).toBeGreaterThanOrEqual(GIVE_UP_SECONDS + HOUR / 4);
  });

  test("of reservation changes: only reservations are followed, and every one of them", () => {
    // Prepare
    const { properties } = resourceAt(
      templateOf(stageName),
      "AWS::Lambda::EventSourceMapping",
      "OnReservationChange/StreamSource",
    );
    const item = (sk: string, attributes: object = {}) => ({
      Keys: { pk: { S: "RES#r" }, sk: { S: sk } },
      NewImage: { pk: { S: "RES#r" }, sk: { S: sk }, ...attributes },
    });
    const user = { userId: { S: "u" } };
    const reservation = item(RESERVATION_SORT_KEY, user);

    // Act
    const accepts = eventFilter(properties["FilterCriteria"]);

    // Assess
    const followed = [reservation, { ...reservation, OldImage: reservation.NewImage }];
    const deletion = { Keys: reservation.Keys, OldImage: reservation.NewImage };
    const others = [item("PAYMENT", user), item(RESERVATION_SORT_KEY, { refusal: { M: {} } }), deletion];
    expect(followed.map((dynamodb) => accepts({ eventName: "MODIFY", dynamodb }))).toEqual([true, true]);
    expect(others.map((dynamodb) => accepts({ eventName: "MODIFY", dynamodb }))).toEqual([false, false, false]);
  });

  test("and five schedules, of admission, the sweeps and the audit, are all that starts background work", () => {
    const template = templateOf(stageName);
    expect(resourcesOf(template, "AWS::Lambda::EventSourceMapping").length).toBe(7);
    const schedules = resourcesOf(template, "AWS::Scheduler::Schedule").map(({ properties }) => properties);
    const expected = [
      ["Admit", "rate(1 minute)"],
      ["SweepSections", "rate(5 minutes)"],
      ["SweepTopUps", "rate(5 minutes)"],
      ["SweepCallOffs", "rate(5 minutes)"],
      ["AuditRunningConcerts", "rate(15 minutes)"],
    ].map(([owner, expression]) => [resourceAt(template, "AWS::Lambda::Function", `${owner}/Function`).id, expression]);
    expect(
      schedules.map(({ Target, ScheduleExpression }) => [
        referencedFunctionId(template, Target.Arn),
        ScheduleExpression,
      ]),
    ).toEqual(expect.arrayContaining(expected));
    expect(schedules).toHaveLength(expected.length);
    for (const { FlexibleTimeWindow, Target } of schedules) {
      expect(FlexibleTimeWindow).toEqual({ Mode: "OFF" });
      expect(Target.RetryPolicy).toMatchObject({ MaximumRetryAttempts: 2 });
    }
  });

  test("raise an alarm for each dead letter, as failing ticks and responses do", () => {
    // Prepare
    const template = templateOf(stageName);
    const deadLetterQueues = resourcesOf(template, "AWS::SQS::Queue").filter(({ id }) => id.includes("DeadLetters"));

    // Act
    const alarms = operatorsAlarms(template).map(({ properties }) => properties);

    // Assess
    const watched = alarms
      .filter(({ MetricName }) => MetricName === "ApproximateNumberOfMessagesVisible")
      .map(({ Dimensions }) => Dimensions[0].Value["Fn::GetAtt"][0]);
    expect(watched.toSorted()).toEqual(deadLetterQueues.map(({ id }) => id).toSorted());
    const admit = resourceAt(template, "AWS::Lambda::Function", "Admit/Function").id;
    const sweeps = ["SweepSections", "SweepTopUps", "SweepCallOffs", "AuditRunningConcerts"].map(
      (owner) => resourceAt(template, "AWS::Lambda::Function", `${owner}/Function`).id,
    );
    const failing = alarms.filter(({ MetricName }) => MetricName === "Errors");
    expect(failing.map(({ Dimensions }) => Dimensions[0].Value.Ref).toSorted()).toEqual([admit, ...sweeps].toSorted());
    // Neither a sale that nobody decides nor a function that is never started fails.
    expect(alarms.filter(({ MetricName }) => MetricName === "SecondsSinceDecision")).toEqual([
      expect.objectContaining({
        Namespace: "Encore",
        Dimensions: [{ Name: "FunctionName", Value: { Ref: admit } }],
        Statistic: "Maximum",
        Threshold: 180,
        TreatMissingData: "breaching",
      }),
    ]);
    const api = resourceAt(template, "AWS::ApiGatewayV2::Api", "Api/Http").id;
    expect(alarms.filter(({ MetricName }) => MetricName === "5xx")).toEqual([
      expect.objectContaining({
        Statistic: "Average",
        Threshold: 0.01,
        Dimensions: [{ Name: "ApiId", Value: { Ref: api } }],
      }),
    ]);
  });
});
