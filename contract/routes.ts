/** The route table: every route of the HTTP API, by system and all together. */
import { auditRoutes } from "#contract/audit.ts";
import { balanceRoutes } from "#contract/balance.ts";
import { concertRoutes } from "#contract/concerts.ts";
import { paymentRoutes } from "#contract/payments.ts";
import { performanceRoutes } from "#contract/performances.ts";
import { queueRoutes } from "#contract/queue.ts";
import { queueControlRoutes } from "#contract/queue-control.ts";
import { reservationRoutes } from "#contract/reservations.ts";
import { seatRoutes } from "#contract/seats.ts";
import { serviceRoutes } from "#contract/service.ts";
import { signingRoutes } from "#contract/signing.ts";
import { webhookRoutes } from "#contract/webhooks.ts";

/** In the order in which the documentation lists them. */
export const ROUTES_BY_SYSTEM = {
  queue: queueRoutes,
  concerts: { ...concertRoutes, ...performanceRoutes, ...seatRoutes },
  reservations: reservationRoutes,
  payments: paymentRoutes,
  balance: balanceRoutes,
  "queue control": queueControlRoutes,
  webhooks: webhookRoutes,
  audit: auditRoutes,
  service: { ...serviceRoutes, ...signingRoutes },
} as const;

export type SystemName = keyof typeof ROUTES_BY_SYSTEM;

export const routes = {
  ...queueRoutes,
  ...concertRoutes,
  ...performanceRoutes,
  ...seatRoutes,
  ...reservationRoutes,
  ...paymentRoutes,
  ...balanceRoutes,
  ...queueControlRoutes,
  ...webhookRoutes,
  ...auditRoutes,
  ...serviceRoutes,
  ...signingRoutes,
} as const;

export type RouteName = keyof typeof routes;
