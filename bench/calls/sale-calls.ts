/** Calls of the functions that a sale uses most, each with all that it needs. Import once the environment is set. */
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { type Caller, eventOf } from "#bench/calls/api-request.ts";
import { accountKey } from "#functions/balance/balance-store.ts";
import type { FunctionName } from "#functions/deployment.ts";
import { readQueueToken } from "#functions/queue/read-queue-token.ts";
import { dynamo, tableNamed } from "#functions/shared/dynamodb.ts";
import { systemClock } from "#functions/shared/time.ts";
import { countAll, performIn, publishHall } from "#test/integration/support/hall.ts";
import { createSale, holdNow, join, people, TICK_OPTIONS, tickNow } from "#test/integration/support/sale.ts";

export interface SaleCalls {
  readonly name: string;
  readonly functionName: FunctionName;
  /** Of its responses. */
  readonly status: number;
  /** Processor time of a call in milliseconds; undefined if nothing was promised. */
  readonly targetMs?: number;
  readonly events: readonly APIGatewayProxyEventV2[];
}

/** @returns the access token of a user */
export type SignIn = (userId: string) => Promise<string>;

const POINTS = 1_000_000;

/** People with queue tokens of a concert: waiting ones, or admitted ones after a tick. */
const callersOf = async (concertId: string, count: number, signIn: SignIn, isAdmitted: boolean): Promise<Caller[]> => {
  const users = people(count);
  await join(concertId, users);
  if (isAdmitted) await tickNow(concertId);
  const options = { ...TICK_OPTIONS, issuer: process.env["QUEUE_TOKEN_ISSUER"] ?? "", pollsPerSecondMax: 1000 };
  return Promise.all(
    users.map(async (userId) => {
      const user = { userId, groups: [], isOperator: false, issuedAt: 0 };
      const visit = { concertId, user, queueToken: undefined };
      const { token } = await readQueueToken(visit, options, systemClock());
      return { userId, accessToken: await signIn(userId), queueToken: token };
    }),
  );
};

/** @param count calls of each function */
export const prepareCalls = async (count: number, signIn: SignIn): Promise<readonly SaleCalls[]> => {
  const { concertId } = await createSale({ settings: { maxActive: 10_000, admitPerTick: 10_000 } });
  const chartId = await publishHall(1);
  const performance = await performIn(concertId, chartId, 1);
  await countAll(performance);
  const { performanceId } = performance;
  const buyers = await callersOf(concertId, 2 * count, signIn, true);
  const [holders, payers] = [buyers.slice(0, count), buyers.slice(count)];
  const waiting = await callersOf(concertId, count, signIn, false);
  const seatId = (index: number): string => `S1-${1 + Math.floor(index / 20)}-${1 + (index % 20)}`;
  const ofPerformance = (query: string) =>
    holders.map((caller) =>
      eventOf(caller, {
        method: "GET",
        path: `/v1/performances/${performanceId}/seats`,
        query,
        pathParameters: { performanceId },
      }),
    );
  const reservations: string[] = [];
  for (const [index, { userId }] of payers.entries()) {
    const Item = { ...accountKey(userId), balance: POINTS, seq: 1, updatedAt: systemClock() };
    await dynamo.send(new PutCommand({ TableName: tableNamed("balance"), Item }));
    const queueToken = {
      concertId,
      userId,
      generation: 1,
      status: "ADMITTED",
      issuedAt: systemClock(),
      joinedAt: systemClock(),
    } as const;
    const held = await holdNow({ performance, queueToken, seatIds: [seatId(count + index)] });
    reservations.push(held.reservation.reservationId);
  }
  return [
    {
      name: "a poll of one's own place",
      functionName: "readQueueToken",
      status: 200,
      targetMs: 0.8,
      events: waiting.map((caller) =>
        eventOf(caller, {
          method: "GET",
          path: `/v1/concerts/${concertId}/queue-token`,
          pathParameters: { concertId },
        }),
      ),
    },
    {
      name: "a hold of a seat",
      functionName: "holdSeats",
      status: 201,
      targetMs: 0.9,
      events: holders.map((caller, index) =>
        eventOf(caller, {
          method: "POST",
          path: `/v1/performances/${performanceId}/reservations`,
          pathParameters: { performanceId },
          body: { seatIds: [seatId(index)] },
        }),
      ),
    },
    {
      name: "a payment",
      functionName: "payReservation",
      status: 201,
      targetMs: 1.8,
      events: payers.map((caller, index) =>
        eventOf(caller, {
          method: "POST",
          path: `/v1/reservations/${reservations[index]}/payment`,
          pathParameters: { reservationId: reservations[index] ?? "" },
        }),
      ),
    },
    {
      name: "the state of a section of 1,000 seats",
      functionName: "readSeats",
      status: 200,
      targetMs: 0.3,
      events: ofPerformance("section=S1&form=state"),
    },
    {
      name: "the seats of a section of 1,000, one by one",
      functionName: "readSeats",
      status: 200,
      events: ofPerformance("section=S1"),
    },
  ];
};
