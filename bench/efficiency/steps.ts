/** The steps of a sale that are measured: what a person asks for, and the function that answers. */
import type { ApiRequest } from "#bench/calls/api-request.ts";
import type { Buyer } from "#bench/efficiency/buyers.ts";
import type { FunctionName } from "#functions/deployment.ts";
import { derivedId } from "#functions/shared/ids.ts";

export type MeasuredFunction = Extract<
  FunctionName,
  "topUpBalance" | "holdSeats" | "payReservation" | "joinQueue" | "readSeats"
>;

export interface Step {
  readonly name: string;
  readonly functionName: MeasuredFunction;
  /** Of its response. */
  readonly status: number;
  /** Throughput over that of the bare requests; undefined if nothing was promised. */
  readonly target?: number;
  /** A function answers from what it keeps for a second, and sends nothing for most calls. */
  readonly isKept?: true;
  readonly requestOf: (buyer: Buyer) => ApiRequest;
}

const POINTS = 100_000;

export const reservationIdOf = ({ caller, keys }: Buyer, key: "hold" | "holdFour"): string =>
  derivedId("res", caller.userId, "hold", keys[key]);

const holdOf = ({ performance: { performanceId } }: Buyer, seatIds: readonly string[], key: string): ApiRequest => ({
  method: "POST",
  path: `/v1/performances/${performanceId}/reservations`,
  pathParameters: { performanceId },
  body: { seatIds },
  idempotencyKey: key,
});

/** In the order in which a person takes them. */
export const STEPS: readonly Step[] = [
  {
    name: "top-up",
    functionName: "topUpBalance",
    status: 201,
    target: 0.9,
    requestOf: ({ keys }) => ({
      method: "POST",
      path: "/v1/balance/top-ups",
      pathParameters: {},
      body: { amount: POINTS },
      idempotencyKey: keys.topUp,
    }),
  },
  {
    name: "hold of a seat",
    functionName: "holdSeats",
    status: 201,
    target: 0.9,
    requestOf: (buyer) => holdOf(buyer, buyer.seatIds.slice(0, 1), buyer.keys.hold),
  },
  {
    name: "hold of four seats",
    functionName: "holdSeats",
    status: 201,
    target: 0.9,
    requestOf: (buyer) => holdOf(buyer, buyer.seatIds.slice(1), buyer.keys.holdFour),
  },
  {
    name: "payment of a seat",
    functionName: "payReservation",
    status: 201,
    target: 0.9,
    requestOf: (buyer) => {
      const reservationId = reservationIdOf(buyer, "hold");
      return {
        method: "POST",
        path: `/v1/reservations/${reservationId}/payment`,
        pathParameters: { reservationId },
        idempotencyKey: buyer.keys.pay,
      };
    },
  },
  {
    name: "join",
    functionName: "joinQueue",
    status: 201,
    target: 0.6,
    requestOf: ({ otherConcertId: concertId }) => ({
      method: "POST",
      path: `/v1/concerts/${concertId}/queue-token`,
      pathParameters: { concertId },
    }),
  },
  {
    name: "state of a section of 1,000 seats",
    functionName: "readSeats",
    status: 200,
    isKept: true,
    requestOf: ({ performance: { performanceId }, sectionId }) => ({
      method: "GET",
      path: `/v1/performances/${performanceId}/seats`,
      query: `section=${sectionId}&form=state`,
      pathParameters: { performanceId },
    }),
  },
];
