/**
 * The functions that no HTTP route calls, once: what starts each, what it may use, how long it may take.
 * The stack makes them from this table as it makes the others from routes.ts.
 */
import { COOL_DOWN_SETTINGS } from "#functions/reservations/cool-down-settings.ts";
import type { Grants, QueueName, TableName } from "#functions/shared/grants.ts";
import type { SettingName } from "#functions/shared/settings.ts";

type Trigger =
  /** Every request that no route of the table matches. */
  | { readonly kind: "unmatched-request" }
  | {
      /** A queue, read in batches; the batch is collected for at most `windowSeconds`. */
      readonly kind: "queue";
      readonly queue: QueueName;
      readonly batchSize: number;
      readonly windowSeconds: number;
      /** Batches under way at one time, so that a slow receiver can't take up every function of the account. */
      readonly batchesMax?: number;
    }
  /** Every change of a table. */
  | { readonly kind: "stream"; readonly table: TableName; readonly batchSize: number }
  /** EventBridge Scheduler. */
  | { readonly kind: "schedule"; readonly everyMinutes: number };

export interface BackgroundFunction {
  /** File under functions/, without extension; it exports `handler`. */
  readonly handler: string;
  readonly summary: string;
  readonly trigger: Trigger;
  readonly timeoutSeconds: number;
  readonly settings?: readonly SettingName[];
  readonly grants: Grants;
}

export const background = {
  refuseUnmatched: {
    handler: "service/handlers/refuse-unmatched",
    summary: "Answers NOT_FOUND and METHOD_NOT_ALLOWED",
    trigger: { kind: "unmatched-request" },
    timeoutSeconds: 10,
    grants: {},
  },
  numberArrivals: {
    handler: "queue/handlers/number-arrivals",
    summary: "Gives each arrival its number",
    trigger: { kind: "queue", queue: "join", batchSize: 500, windowSeconds: 1 },
    // A batch takes about a second. What failed comes back after six times this, so it is kept short.
    timeoutSeconds: 10,
    grants: { tables: { queue: ["UpdateItem"] } },
  },
  admit: {
    handler: "queue/handlers/admit",
    summary: "Draws lobbies and admits the line, a tick every tickSeconds",
    trigger: { kind: "schedule", everyMinutes: 1 },
    timeoutSeconds: 75,
    settings: ["tickSeconds", "drawSettleSeconds", "clockSkewSeconds", "stockPercent"],
    grants: {
      tables: {
        queue: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"],
        catalog: ["Query"],
        seats: ["Query", "GetItem", "PutItem"],
      },
    },
  },
  expireHold: {
    handler: "reservations/handlers/expire-hold",
    summary: "Ends a hold at its time",
    trigger: { kind: "queue", queue: "holdExpiry", batchSize: 10, windowSeconds: 0 },
    timeoutSeconds: 30,
    settings: COOL_DOWN_SETTINGS,
    grants: {
      tables: { reservations: ["GetItem", "UpdateItem"], seats: ["DeleteItem"], queue: ["UpdateItem"] },
      sends: ["holdExpiry"],
    },
  },
  settleCharge: {
    handler: "balance/handlers/check-top-ups",
    summary: "Settles charges whose outcome was lost, and those that the gateway calls back about",
    trigger: { kind: "queue", queue: "chargeSettlement", batchSize: 10, windowSeconds: 0 },
    timeoutSeconds: 30,
    settings: ["chargeCheckSeconds"],
    grants: { tables: { balance: ["GetItem", "PutItem", "UpdateItem"] }, sends: ["chargeSettlement"] },
  },
  followReservations: {
    handler: "reservations/handlers/on-reservation-change",
    summary: "After each change of a reservation: sets its expiry, recounts its sections, tells the event",
    trigger: { kind: "stream", table: "reservations", batchSize: 100 },
    timeoutSeconds: 30,
    settings: ["eventKeptSeconds"],
    grants: {
      tables: { seats: ["Query", "GetItem", "PutItem"], events: ["Query", "PutItem"] },
      sends: ["holdExpiry", "webhookDelivery"],
      events: true,
    },
  },
  deliverWebhook: {
    handler: "webhooks/handlers/deliver-webhook",
    summary: "Sends events to webhooks, and again until they arrive",
    trigger: { kind: "queue", queue: "webhookDelivery", batchSize: 10, windowSeconds: 0, batchesMax: 20 },
    timeoutSeconds: 30,
    settings: ["webhookTimeoutSeconds", "webhookAttemptsMax", "webhookRetrySeconds", "webhookToLocal"],
    grants: {
      tables: { events: ["GetItem", "UpdateItem"] },
      sends: ["webhookDelivery"],
      givesUp: ["webhookDelivery"],
      webhookSecret: true,
    },
  },
  sendReplay: {
    handler: "webhooks/handlers/send-replay",
    summary: "Sends the events of a period to a webhook again",
    trigger: { kind: "queue", queue: "webhookReplay", batchSize: 1, windowSeconds: 0, batchesMax: 2 },
    timeoutSeconds: 30,
    grants: {
      tables: { events: ["GetItem", "Query"] },
      sends: ["webhookDelivery", "webhookReplay"],
    },
  },
} as const satisfies Record<string, BackgroundFunction>;

export type BackgroundName = keyof typeof background;
