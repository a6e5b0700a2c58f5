/** Messages that are redelivered, duplicated, malformed, early or out of order do no harm. */

import { randomUUID } from "node:crypto";
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import type { DynamoDBRecord, SQSEvent } from "aws-lambda";
import type { EncoreEvent } from "#functions/events/rules/event.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import { startAwsEndpoint } from "#local/aws/aws-endpoint.ts";
import { SecretValues } from "#local/aws/secret-values.ts";
import { startSqs } from "#local/sqs/sqs-server.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";
import { eventually } from "#test/support/eventually.ts";
import { standardRate } from "#test/support/sections.ts";
import { waitUntil } from "#test/support/wait-until.ts";

const [environment, sqsServer, aws] = await Promise.all([
  startTestEnvironment(),
  startSqs(),
  startAwsEndpoint(new SecretValues()),
]);
process.env["AWS_ENDPOINT_URL_SQS"] = sqsServer.endpoint;
process.env["AWS_ENDPOINT_URL_EVENTBRIDGE"] = aws.endpoint;
const { sqs } = await import("#functions/shared/sqs.ts");
await sqs.send(new CreateQueueCommand({ QueueName: "hold-expiry" }));
// The server names its queues by a host that only AWS's own names resolve to.
const expiryQueue = `${sqsServer.endpoint}/000000000000/hold-expiry`;
process.env["HOLD_EXPIRY_QUEUE_URL"] = expiryQueue;
await sqs.send(new CreateQueueCommand({ QueueName: "changes-dead" }));
const changesDead = `${sqsServer.endpoint}/000000000000/changes-dead`;
process.env["STREAM_DEAD_LETTERS_URL"] = changesDead;

const { admit, createSale, queueOf, people, holdNow } = await import("#test/integration/support/sale.ts");
const { topUpBalance } = await import("#functions/balance/top-up-balance.ts");
const { availabilityKey, readAvailability, readTaken, watchAvailability } = await import(
  "#functions/seats/seat-store.ts"
);
const { payReservation } = await import("#functions/payments/pay-reservation.ts");
const { handler: numberArrivals } = await import("#functions/queue/handlers/number-arrivals.ts");
const { endPlace, readPlace } = await import("#functions/queue/place-store.ts");
const { REMINDERS_MAX } = await import("#functions/reservations/hold-expiry-messages.ts");
const { handler: expireHold } = await import("#functions/reservations/handlers/expire-hold.ts");
const { handler: onReservationChange } = await import("#functions/reservations/handlers/on-reservation-change.ts");
const { GIVE_UP_SECONDS } = await import("#functions/reservations/reservation-stream.ts");
const { dynamo, tableNamed } = await import("#functions/shared/dynamodb.ts");
const { fromReservation } = await import("#functions/reservations/reservation-item.ts");
const { markExpired, readReservation } = await import("#functions/reservations/reservation-store.ts");
const { causedBy } = await import("#functions/shared/cause.ts");
const { isoTime, systemClock } = await import("#functions/shared/time.ts");
const { transact } = await import("#functions/shared/transaction.ts");

jest.setTimeout(60_000);
afterAll(async () => {
  sqs.destroy();
  await Promise.all([environment.stop(), sqsServer.stop(), aws.stop()]);
});

/** Makes the calls of a client fail to which this applies, until its middleware "broken" is removed. */
const breakCalls = (
  client: { readonly middlewareStack: { readonly add: (middleware: never, options: never) => void } },
  isBroken: (input: Readonly<Record<string, unknown>>) => boolean,
): void => {
  const middleware =
    (next: (call: unknown) => Promise<unknown>) => (call: { readonly input: Readonly<Record<string, unknown>> }) =>
      isBroken(call.input) ? Promise.reject(new Error("out of reach")) : next(call);
  client.middlewareStack.add(middleware as never, { step: "initialize", name: "broken" } as never);
};

let sent = 0;
const record = (body: string, messageId: string = randomUUID()) => {
  sent += 1;
  return { messageId, body, attributes: { SentTimestamp: String(sent) } } as unknown as SQSEvent["Records"][number];
};

const joinOf = (concertId: string, userId: string, generation = 1) =>
  record(
    JSON.stringify({ concertId, userId, lane: "GENERAL", generation, joinedAt: systemClock() }),
    `${userId}-${randomUUID()}`,
  );

const failedIn = ({ batchItemFailures }: { batchItemFailures: { itemIdentifier: string }[] }) =>
  batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

const heldBy = async (userId: string, holdSeconds = 300) => {
  const sale = await createSale();
  const queueToken = (await admit(sale.concertId, [userId])).get(userId);
  if (!queueToken) throw new Error("no queue token");
  const { reservation } = await holdNow({
    performance: sale.performance,
    seatIds: ["A-1-1", "A-1-2"],
    queueToken,
    holdSeconds,
  });
  return { ...sale, reservation, queueToken };
};

const someone = (): string => people(1)[0] ?? "";

describe("a batch of joins", () => {
  it("Q1, Q2: numbers each person once, in the order sent, whatever comes twice", async () => {
    const { concertId } = await createSale();
    const [mina, jun, sora] = ["mina", "jun", "sora"].map((userId) => joinOf(concertId, userId));
    if (!mina || !jun || !sora) throw new Error("no records");

    const first = await numberArrivals({ Records: [jun, mina, { ...mina, messageId: "copy" }, sora] });
    const again = await numberArrivals({ Records: [sora, mina, jun] });

    expect([failedIn(first), failedIn(again)]).toEqual([[], []]);
    const places = await Promise.all(["mina", "jun", "sora"].map((userId) => readPlace(concertId, userId)));
    expect(places.map((place) => place?.arrival)).toEqual([1, 2, 3]);
  });

  it("Q5: a malformed message and one of an unknown concert fail by themselves", async () => {
    const { concertId } = await createSale();
    const mina = joinOf(concertId, "mina");
    const poison = [
      "{",
      "null",
      "{}",
      '{"concertId":1}',
      JSON.stringify({ concertId, userId: "x", generation: 0, joinedAt: 1 }),
    ];
    const unknown = joinOf("con_none", "jun");

    const result = await numberArrivals({
      Records: [...poison.map((body, index) => record(body, `p${index}`)), unknown, mina],
    });

    expect(failedIn(result).toSorted()).toEqual([unknown.messageId, "p0", "p1", "p2", "p3", "p4"].toSorted());
    expect((await readPlace(concertId, "mina"))?.arrival).toBe(1);
  });

  it("Q2: a join whose write fails keeps its arrival, and the batch is not delivered again for it", async () => {
    const { concertId } = await createSale();
    let failuresLeft = 2;
    dynamo.middlewareStack.add(
      (next) => (args) => {
        const { pk } = (args.input as { Key?: { pk?: string } }).Key ?? {};
        if (pk?.endsWith("#mina") && failuresLeft > 0) {
          failuresLeft -= 1;
          throw new Error("throttled");
        }
        return next(args);
      },
      { step: "initialize", name: "failing" },
    );

    const result = await numberArrivals({ Records: [joinOf(concertId, "mina"), joinOf(concertId, "jun")] });
    dynamo.middlewareStack.remove("failing");

    expect([failedIn(result), failuresLeft]).toEqual([[], 0]);
    expect((await readPlace(concertId, "mina"))?.arrival).toBe(1);
    expect((await readPlace(concertId, "jun"))?.arrival).toBe(2);
  });

  it("Q1: a join delivered again after the place has ended gives no new place", async () => {
    const { concertId } = await createSale();
    const mina = joinOf(concertId, "mina");
    await numberArrivals({ Records: [mina] });
    const place = await readPlace(concertId, "mina");
    if (place) await transact(endPlace(place, "LEFT", systemClock()));

    await numberArrivals({ Records: [mina] });

    expect((await readPlace(concertId, "mina"))?.endedAt).toBeDefined();
    // Nor does it take a number (Q10).
    expect((await queueOf(concertId)).lanes.GENERAL.issued).toBe(1);
  });
});

describe("the message about a hold's expiry", () => {
  const bodyOf = ({ reservationId, expiresAt }: Reservation) => ({ reservationId, expiresAt });
  const reminder = (reservation: Reservation) => record(JSON.stringify(bodyOf(reservation)));

  it("S3: ends the hold at its time, once, and frees its seats", async () => {
    const { reservation, performance } = await heldBy(someone(), 1);
    await waitUntil(reservation.expiresAt);

    const results = await Promise.all([1, 2, 3].map(() => expireHold({ Records: [reminder(reservation)] })));

    expect(results.flatMap(failedIn)).toEqual([]);
    expect((await readReservation(reservation.reservationId))?.status).toBe("EXPIRED");
    expect(await readTaken(performance.performanceId, reservation.seatIds, reservation.expiresAt - 1)).toEqual([]);
  });

  it("S3: that comes early is sent again, and the hold stays", async () => {
    const { reservation } = await heldBy(someone(), 4);

    await expireHold({ Records: [reminder(reservation)] });

    expect((await readReservation(reservation.reservationId))?.status).toBe("HELD");
    // It comes at the end of the hold; one wait may be no longer than the client's own patience.
    const receive = () => sqs.send(new ReceiveMessageCommand({ QueueUrl: expiryQueue, WaitTimeSeconds: 2 }));
    let { Messages: messages = [] } = await receive();
    for (let again = 0; again < 3 && messages.length === 0; again += 1) ({ Messages: messages = [] } = await receive());
    expect(messages.map(({ Body: body }) => JSON.parse(body ?? "") as unknown)).toEqual([
      { reservationId: reservation.reservationId, expiresAt: reservation.expiresAt, reminder: 2 },
    ]);
  });

  it("S3: that comes early is sent again up to a last reminder, and then fails and leaves the hold alone", async () => {
    const { reservation } = await heldBy(someone(), 60);
    const numbered = (reminder: number) =>
      record(JSON.stringify({ ...bodyOf(reservation), reminder }), `reminder ${reminder}`);

    const results = await Promise.all(
      [REMINDERS_MAX - 1, REMINDERS_MAX].map((reminder) => expireHold({ Records: [numbered(reminder)] })),
    );

    expect(results.flatMap(failedIn)).toEqual([`reminder ${REMINDERS_MAX}`]);
    expect((await readReservation(reservation.reservationId))?.status).toBe("HELD");
  });

  it("S4: that comes after the payment changes nothing", async () => {
    const userId = someone();
    await topUpBalance({ userId, amount: 5000, idempotencyKey: "k", amountMax: 1e6, balanceMax: 1e6 });
    const { reservation, performance } = await heldBy(userId, 6);
    await payReservation({ reservationId: reservation.reservationId, userId, idempotencyKey: "k" });
    await waitUntil(reservation.expiresAt);

    await expireHold({ Records: [reminder(reservation)] });

    expect((await readReservation(reservation.reservationId))?.status).toBe("PAID");
    expect(await readTaken(performance.performanceId, reservation.seatIds, systemClock())).toHaveLength(2);
  });

  it("that stopped between the status and the seats is finished by its redelivery", async () => {
    const { reservation, performance } = await heldBy(someone(), 1);
    await waitUntil(reservation.expiresAt);
    await transact([markExpired(reservation.reservationId, systemClock())]);

    await expireHold({ Records: [reminder(reservation)] });

    expect(await readTaken(performance.performanceId, reservation.seatIds, reservation.expiresAt - 1)).toEqual([]);
  });

  it("of a reservation that is not there, or malformed, fails by itself", async () => {
    const { reservation } = await heldBy(someone(), 1);
    await waitUntil(reservation.expiresAt);
    const unknown = record('{"reservationId":"res_none","expiresAt":1}', "unknown");

    const result = await expireHold({ Records: [record("{", "poison"), unknown, reminder(reservation)] });

    expect(failedIn(result).toSorted()).toEqual(["poison", "unknown"]);
    expect((await readReservation(reservation.reservationId))?.status).toBe("EXPIRED");
  });
});

describe("the stream of reservations", () => {
  const image = (reservation: Reservation) =>
    marshall(
      { pk: `RES#${reservation.reservationId}`, sk: "RESERVATION", ...fromReservation(reservation) },
      { removeUndefinedValues: true },
    );
  const change = (after: Reservation, before?: Reservation, sequence = "1") =>
    ({
      eventID: randomUUID(),
      eventName: before ? "MODIFY" : "INSERT",
      dynamodb: { NewImage: image(after), ...(before && { OldImage: image(before) }), SequenceNumber: sequence },
    }) as unknown as DynamoDBRecord;
  const deliver = (...records: DynamoDBRecord[]) => onReservationChange({ Records: records });
  const isPublished = ({ reservationId }: Reservation): boolean =>
    aws.eventLog.events.some(({ Detail: detail }) => detail?.includes(reservationId));
  /** Takes what is in the dead letters out of them. */
  const deadLetters = async (): Promise<readonly DynamoDBRecord[]> => {
    const { Messages: letters = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: changesDead, WaitTimeSeconds: 5, MaxNumberOfMessages: 10 }),
    );
    for (const { ReceiptHandle } of letters) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl: changesDead, ReceiptHandle }));
    }
    return letters.map(({ Body: body }) => JSON.parse(body ?? "") as DynamoDBRecord);
  };
  /** Whether the reminder of a hold of a second has come. */
  const isReminded = async ({ reservationId }: Reservation, waitsMax: number): Promise<boolean> => {
    for (let waits = 0; waits < waitsMax; waits += 1) {
      const { Messages: messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: expiryQueue, WaitTimeSeconds: 2, MaxNumberOfMessages: 10 }),
      );
      if (messages.some(({ Body: body }) => body?.includes(reservationId))) return true;
    }
    return false;
  };

  it("S6: schedules the expiry, recounts the section and puts the event on the bus", async () => {
    const { reservation, performance } = await heldBy(someone(), 1);

    const result = await deliver(change(reservation));

    expect(result.batchItemFailures).toEqual([]);
    expect((await watchAvailability(performance.performanceId)).get("A")).toMatchObject({ occupied: 2 });
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: expiryQueue, WaitTimeSeconds: 5 }),
    );
    expect(messages).toHaveLength(1);
    const event = aws.eventLog.events.findLast(({ Detail: detail }) => detail?.includes(reservation.reservationId));
    expect(event).toMatchObject({ Source: "encore", DetailType: "reservation.held" });
  });

  it("carries the request that made a change to the reminder and to the bus, and none that did not", async () => {
    const imageOf = async ({ reservationId }: Reservation) => {
      const key = { pk: `RES#${reservationId}`, sk: "RESERVATION" };
      const { Item: item } = await dynamo.send(new GetCommand({ TableName: tableNamed("reservations"), Key: key }));
      return marshall(item ?? {});
    };
    const recordOf = (NewImage: unknown, OldImage?: unknown) =>
      ({ eventID: randomUUID(), dynamodb: { NewImage, OldImage, SequenceNumber: "1" } }) as unknown as DynamoDBRecord;
    const publishedOf = ({ reservationId }: Reservation) =>
      aws.eventLog.events.findLast(({ Detail: detail }) => detail?.includes(reservationId));
    const { reservation } = await causedBy("req-1", () => heldBy(someone(), 1));
    const held = await imageOf(reservation);

    await deliver(recordOf(held));

    expect(publishedOf(reservation)).toMatchObject({
      DetailType: "reservation.held",
      Resources: ["urn:request:req-1"],
    });
    const reminder = await eventually("the reminder", async () => {
      const { Messages: messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: expiryQueue,
          MaxNumberOfMessages: 10,
          MessageAttributeNames: ["All"],
        }),
      );
      return messages.find(({ Body: body }) => body?.includes(reservation.reservationId));
    });
    expect(reminder.MessageAttributes).toMatchObject({ httpRequestId: { StringValue: "req-1" } });
    await waitUntil(reservation.expiresAt);
    await transact([markExpired(reservation.reservationId, systemClock())]);
    const expired = await imageOf(reservation);
    await deliver(recordOf(expired, held));

    expect(held).toMatchObject({ causedBy: { S: "req-1" } });
    expect(expired).not.toHaveProperty("causedBy");
    expect(publishedOf(reservation)).toMatchObject({ DetailType: "reservation.expired" });
    expect(publishedOf(reservation)).not.toHaveProperty("Resources");
  });

  it("publishes a longer hold as an extension, not as another hold, and the same event each time", async () => {
    const { reservation } = await heldBy(someone(), 60);
    const longer = { ...reservation, expiresAt: reservation.expiresAt + 120 };
    const shorter = { ...reservation, expiresAt: reservation.expiresAt - 1 };
    const record = change(longer, reservation);

    await deliver(record, change(shorter, reservation), change({ ...reservation, amount: 1 }, reservation));
    await deliver(record);

    const published = aws.eventLog.events
      .filter(({ Detail: detail }) => detail?.includes(reservation.reservationId))
      .map(({ Detail: detail }) => JSON.parse(detail ?? "") as EncoreEvent);
    expect(published.map(({ type }) => type)).toEqual(["reservation.extended", "reservation.extended"]);
    expect(new Set(published.map(({ id }) => id)).size).toBe(1);
    expect(published[0]?.data).toMatchObject({ expiresAt: isoTime(longer.expiresAt), seatIds: reservation.seatIds });
  });

  it("ignores a write without a change, a refusal, and another item", async () => {
    const { reservation } = await heldBy(someone());
    const before = aws.eventLog.events.length;
    const refusal = {
      eventID: "e",
      dynamodb: { NewImage: marshall({ pk: "RES#r", sk: "RESERVATION", request: "x" }) },
    };
    const payment = { eventID: "e", dynamodb: { NewImage: marshall({ pk: "RES#r", sk: "PAYMENT", userId: "u" }) } };

    await deliver(
      change(reservation, reservation),
      refusal as unknown as DynamoDBRecord,
      payment as unknown as DynamoDBRecord,
    );

    expect(aws.eventLog.events.length).toBe(before);
  });

  it("keeps a reservation that is not as expected whole in the dead letters, and follows the others of its batch", async () => {
    const { reservation } = await heldBy(someone());
    const damaged = { ...reservation, reservationId: "res_damaged", seatIds: "A-1-1" } as unknown as Reservation;

    const poison = change(damaged, undefined, "2");

    const result = await deliver(change(reservation, undefined, "1"), poison);

    // No retry could help, so it must not keep the records behind it waiting for hours.
    expect(failedIn(result)).toEqual([]);
    expect(await deadLetters()).toEqual([poison]);
    const published = aws.eventLog.events.map(({ Detail: detail }) => detail ?? "");
    expect(published.some((detail) => detail.includes(reservation.reservationId))).toBe(true);
    expect(published.some((detail) => detail.includes("res_damaged"))).toBe(false);
  });

  it("fails a reservation that is not as expected by itself if the dead letters are out of reach", async () => {
    const { reservation } = await heldBy(someone());
    const damaged = { ...reservation, reservationId: "res_lost", seatIds: "A-1-1" } as unknown as Reservation;
    breakCalls(sqs, (input) => input["QueueUrl"] === changesDead);

    const result = await deliver(change(reservation, undefined, "1"), change(damaged, undefined, "2")).finally(() =>
      sqs.middlewareStack.remove("broken"),
    );

    expect(failedIn(result)).toEqual(["2"]);
    expect(isPublished(reservation)).toBe(true);
  });

  it.each([
    { poison: "recount", why: "the count of its section is damaged" },
    { poison: "event", why: "it has an amount that no event may have" },
  ] as const)(
    "keeps a change whole whose $poison can't succeed since $why, and does not keep others waiting",
    async ({ poison }) => {
      const { reservation, performance } = await heldBy(someone(), 1);
      const { reservation: other } = await heldBy(someone(), 1);
      const key = availabilityKey(performance.performanceId, "A");
      const damaged = { ...key, sectionId: "A", version: "one" };
      if (poison === "recount") await dynamo.send(new PutCommand({ TableName: tableNamed("seats"), Item: damaged }));
      const rates = poison === "event" ? [standardRate("R", -1000)] : reservation.rates;
      const record = change({ ...reservation, rates }, undefined, "1");

      const result = await deliver(record, change(other, undefined, "2"));

      expect(failedIn(result)).toEqual([]);
      expect(await deadLetters()).toEqual([record]);
      expect([isPublished(reservation), isPublished(other)]).toEqual([poison !== "event", true]);
      const isCounted = (await readAvailability(performance.performanceId)).get("A") !== "damaged";
      expect(isCounted).toBe(poison !== "recount");
    },
  );

  it("keeps a change whole that has failed for hours, lets the stream go on, and does all of it when it is invoked again", async () => {
    const { reservation } = await heldBy(someone(), 1);
    const fresh = (await heldBy(someone())).reservation;
    const hoursAgo = systemClock() - GIVE_UP_SECONDS;
    const record = change(reservation, undefined, "1");
    const old = { ...record, dynamodb: { ...record.dynamodb, ApproximateCreationDateTime: hoursAgo } };
    breakCalls(dynamo, (input) => input["TableName"] === process.env["EVENT_TABLE"]);

    const result = await deliver(old, change(fresh, undefined, "2")).finally(() =>
      dynamo.middlewareStack.remove("broken"),
    );
    const letters = await deadLetters();
    const again = await deliver(...letters);

    // The one that is not old yet is tried further.
    expect(failedIn(result)).toEqual(["2"]);
    expect(letters).toEqual([old]);
    expect(failedIn(again)).toEqual([]);
    expect(isPublished(reservation)).toBe(true);
  });

  it.each(["reminder", "recount", "event"] as const)(
    "reports a change whose %s failed, and carries out its other duties",
    async (failing) => {
      const { reservation, performance } = await heldBy(someone(), 1);
      if (failing === "reminder") breakCalls(sqs, (input) => input["QueueUrl"] === expiryQueue);
      if (failing === "recount") breakCalls(dynamo, (input) => input["TableName"] === process.env["SEAT_TABLE"]);
      if (failing === "event") breakCalls(dynamo, (input) => input["TableName"] === process.env["EVENT_TABLE"]);

      const result = await deliver(change(reservation)).finally(() => {
        sqs.middlewareStack.remove("broken");
        dynamo.middlewareStack.remove("broken");
      });

      expect(failedIn(result)).toEqual(["1"]);
      const isReminder = failing === "reminder";
      // What comes may take its time on a busy machine; what does not come can't be waited for.
      expect(await isReminded(reservation, isReminder ? 2 : 10)).toBe(!isReminder);
      const counted = (await watchAvailability(performance.performanceId)).get("A");
      expect(counted !== undefined).toBe(failing !== "recount");
      expect(isPublished(reservation)).toBe(true);
    },
  );
});
