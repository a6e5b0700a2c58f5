/**
 * How much of a stage's requests each route may use. API Gateway counts routes apart, so what the table gives to claims,
 * holds and payments is theirs, however many people join or watch at the same time.
 */
import type { RouteName } from "#contract/routes.ts";

/** Parts of a thousand. Together they are no more than the whole, so that every route can use its part at any time. */
const PARTS: Readonly<Record<RouteName, number>> = {
  // Numbers and claims. People join by another route, so a rush of them refuses no claim.
  readQueueToken: 200,
  joinQueue: 161,
  // A CDN in front of the API leaves one request a second and concert of these.
  readQueue: 90,
  leaveQueue: 30,

  // A CDN in front of the API leaves one request each two seconds, concert and page of these.
  readSchedule: 8,
  listPerformances: 50,
  // A CDN in front of the API leaves one request each two seconds and performance of these.
  readAvailability: 15,
  readSeats: 80,
  holdSeats: 50,
  payReservation: 40,
  topUpBalance: 30,
  extendHold: 8,
  changeReservation: 10,
  releaseReservation: 16,
  quoteCancellation: 8,
  cancelReservation: 8,

  readReservation: 12,
  listReservations: 8,
  readPayment: 5,
  readBalance: 8,
  listEntries: 5,

  listConcerts: 10,
  readConcert: 10,
  readSigningKeys: 20,
  readHealth: 5,
  readOpenApi: 5,
  readDocs: 5,
  readDocsFile: 10,

  // Published charts are cached for a year, at the edge and by browsers.
  readChart: 5,
  readChartSection: 10,

  createConcert: 3,
  createPerformance: 3,
  createChart: 1,
  listCharts: 1,
  putChartSection: 2,
  publishChart: 1,
  createPromotion: 1,
  listPromotions: 1,
  changePerformance: 2,
  listPerformanceChanges: 2,
  changeBlockedSeats: 3,
  callOffPerformance: 2,
  readCallOff: 3,
  refundReservation: 3,
  readQueueStats: 5,
  changeQueue: 5,
  listQueueChanges: 5,
  auditConcert: 5,
  createWebhook: 5,
  listWebhooks: 5,
  deleteWebhook: 5,
  replayWebhook: 5,
};

/** For requests that match no route. */
const UNMATCHED_PARTS = 10;
const WHOLE = 1000;

export interface StageCapacity {
  readonly requestsPerSecondMax: number;
  readonly requestsBurstMax: number;
}

/** The capacity of a route: a bucket of `burst` requests that is refilled at `perSecond`. */
export interface RouteCapacity {
  readonly perSecond: number;
  readonly burst: number;
}

const capacityOf = (parts: number, { requestsPerSecondMax, requestsBurstMax }: StageCapacity): RouteCapacity => ({
  perSecond: (parts * requestsPerSecondMax) / WHOLE,
  burst: Math.floor((parts * requestsBurstMax) / WHOLE),
});

export const routeCapacity = (route: RouteName, stage: StageCapacity): RouteCapacity => capacityOf(PARTS[route], stage);

export const unmatchedCapacity = (stage: StageCapacity): RouteCapacity => capacityOf(UNMATCHED_PARTS, stage);
