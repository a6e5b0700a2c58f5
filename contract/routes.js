/**
 * The contract: what callers of Encore see, and nothing about how it is built. This folder imports zod and nothing else
 * of the project, so a browser can load it.
 *
 * - One file for each part of the API (queue.ts, reservations.ts …): its schemas, then its routes.
 * - common.ts: schemas that several parts use. route.ts: what a route is.
 * - problems.ts: every error. events.ts: every published event.
 * - routes.ts, this file: all routes, for the OpenAPI document, the stack and the client. A handler imports only the
 *   file of its own part, so that its bundle has only those schemas.
 *
 * Handlers check requests and responses against it; docs/reference/ and client/ are made from it.
 */
import { auditRoutes } from "#contract/audit.ts";
import { availabilityRoutes } from "#contract/availability.ts";
import { balanceRoutes } from "#contract/balance.ts";
import { blockedSeatRoutes } from "#contract/blocked-seats.ts";
import { callOffRoutes } from "#contract/call-offs.ts";
import { chartRoutes } from "#contract/charts.ts";
import { concertRoutes } from "#contract/concerts.ts";
import { paymentRoutes } from "#contract/payments.ts";
import { performanceControlRoutes } from "#contract/performance-control.ts";
import { performanceRoutes } from "#contract/performances.ts";
import { promotionRoutes } from "#contract/promotions.ts";
import { queueRoutes } from "#contract/queue.ts";
import { queueControlRoutes } from "#contract/queue-control.ts";
import { refundRoutes } from "#contract/refunds.ts";
import { reservationRoutes } from "#contract/reservations.ts";
import { seatRoutes } from "#contract/seats.ts";
import { serviceRoutes } from "#contract/service.ts";
import { signingRoutes } from "#contract/signing.ts";
import { webhookRoutes } from "#contract/webhooks.ts";
/** In the order of the documentation, which has one tag for each system. */
export const ROUTES_BY_SYSTEM = {
    queue: queueRoutes,
    concerts: { ...concertRoutes, ...performanceRoutes, ...availabilityRoutes, ...seatRoutes },
    charts: chartRoutes,
    reservations: reservationRoutes,
    payments: paymentRoutes,
    promotions: promotionRoutes,
    balance: balanceRoutes,
    "queue control": queueControlRoutes,
    "performance control": { ...performanceControlRoutes, ...blockedSeatRoutes, ...callOffRoutes, ...refundRoutes },
    webhooks: webhookRoutes,
    audit: auditRoutes,
    service: { ...serviceRoutes, ...signingRoutes },
};
export const routes = {
    ...queueRoutes,
    ...concertRoutes,
    ...performanceRoutes,
    ...availabilityRoutes,
    ...seatRoutes,
    ...chartRoutes,
    ...reservationRoutes,
    ...paymentRoutes,
    ...promotionRoutes,
    ...balanceRoutes,
    ...queueControlRoutes,
    ...performanceControlRoutes,
    ...blockedSeatRoutes,
    ...callOffRoutes,
    ...refundRoutes,
    ...webhookRoutes,
    ...auditRoutes,
    ...serviceRoutes,
    ...signingRoutes,
};
