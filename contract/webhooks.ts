/** Webhooks: where operators have events sent. */
import * as z from "zod/mini";
import { ConcertId, Id, ServerTime, Time } from "#contract/common.ts";
import { EVENT_TYPE_NAMES } from "#contract/event-type-names.ts";
import { type Routes, route } from "#contract/route.ts";

const URL_LENGTH_MAX = 1000;

export const WebhookId = Id.check(z.describe("Opaque id of a webhook."), z.meta({ examples: ["whk_4kD0aP7cQz1R"] }));

const EventType = z.enum(EVENT_TYPE_NAMES);

const unique = (names: readonly string[]): boolean => new Set(names).size === names.length;

export const NewWebhookSchema = z
  .strictObject({
    url: z
      .string()
      .check(
        z.minLength(1),
        z.maxLength(URL_LENGTH_MAX),
        z.describe("Where events are posted to: https, at a public address, without user name and password."),
      ),
    eventTypes: z
      .optional(z.array(EventType).check(z.minLength(1), z.refine(unique, "An event type may be named once only.")))
      .check(z.describe("The events wanted; if absent all, also those that there will be.")),
    concertId: z.optional(ConcertId).check(z.describe("The concert whose events are wanted; if absent those of all.")),
  })
  .register(z.globalRegistry, {
    id: "NewWebhook",
    examples: [{ url: "https://example.com/encore/events", eventTypes: ["reservation.paid", "reservation.cancelled"] }],
  });

const webhook = {
  webhookId: WebhookId,
  url: z.string(),
  eventTypes: z.nullable(z.array(EventType)).check(z.describe("null: all.")),
  concertId: z.nullable(ConcertId).check(z.describe("null: of all concerts.")),
  createdAt: Time,
  createdBy: z.string().check(z.describe("User id of the operator.")),
  disabledAt: z
    .nullable(Time)
    .check(z.describe("When its receiver answered 410 Gone: nothing is sent there since. null: it is in use.")),
};

const example = {
  webhookId: "whk_4kD0aP7cQz1R",
  url: "https://example.com/encore/events",
  eventTypes: ["reservation.paid", "reservation.cancelled"],
  concertId: null,
  createdAt: "2026-12-01T11:02:30.000Z",
  createdBy: "operator",
  disabledAt: null,
};

/** The only answer with the secret. */
export const CreatedWebhookSchema = z
  .object({
    ...webhook,
    secret: z
      .string()
      .check(
        z.describe("What its messages are signed with. Keep it where your receiver finds it: it is not told again."),
      ),
  })
  .register(z.globalRegistry, {
    id: "MadeWebhook",
    examples: [{ ...example, secret: "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD0Sm8q2sv5Vk=" }],
  });

export const WebhookListSchema = z
  .object({ items: z.array(z.object(webhook)) })
  .register(z.globalRegistry, { id: "WebhookList", examples: [{ items: [example] }] });

export const ReplaySchema = z
  .strictObject({
    from: Time.check(z.describe("The first moment of the period, at most 7 days ago.")),
    to: z.optional(Time).check(z.describe("The moment after the period; now if absent.")),
  })
  .register(z.globalRegistry, {
    id: "ReplayRequest",
    examples: [{ from: "2026-12-01T11:00:00Z", to: "2026-12-01T12:00:00Z" }],
  });

export const ReplayStartedSchema = z
  .object({ webhookId: WebhookId, from: Time, to: Time, serverTime: ServerTime })
  .register(z.globalRegistry, { id: "ReplayStarted" });

const ofWebhook = z.object({ webhookId: WebhookId });

export const webhookRoutes = {
  createWebhook: route({
    method: "POST",
    path: "/v1/admin/webhooks",
    summary: "Have events sent to a URL",
    description:
      "Every event from now on is posted there, signed. The answer has the signing secret, once. With an Idempotency-Key, a repeat returns the webhook made first.",
    caller: "operator",
    idempotencyKey: "optional",
    body: NewWebhookSchema,
    responses: { 201: { description: "The webhook and its secret.", body: CreatedWebhookSchema } },
    errors: ["CONCERT_NOT_FOUND", "WEBHOOK_LIMIT_REACHED"],
  }),
  listWebhooks: route({
    method: "GET",
    path: "/v1/admin/webhooks",
    summary: "List the webhooks, the oldest first",
    caller: "operator",
    responses: { 200: { description: "Webhooks, without their secrets.", body: WebhookListSchema } },
    errors: [],
  }),
  deleteWebhook: route({
    method: "DELETE",
    path: "/v1/admin/webhooks/{webhookId}",
    summary: "Delete a webhook",
    description: "Nothing more is sent there, also nothing of what waits to be tried again.",
    caller: "operator",
    params: ofWebhook,
    responses: { 204: { description: "It is gone." } },
    errors: ["WEBHOOK_NOT_FOUND", "REQUEST_IN_PROGRESS"],
  }),
  replayWebhook: route({
    method: "POST",
    path: "/v1/admin/webhooks/{webhookId}/replay",
    summary: "Send the events of a period again",
    description:
      "Those of the last 7 days, also from before the webhook was made. Each has the id it had before, so a receiver that has it already can tell.",
    caller: "operator",
    params: ofWebhook,
    body: ReplaySchema,
    responses: {
      202: { description: "The replay has begun; its events follow within minutes.", body: ReplayStartedSchema },
    },
    errors: ["WEBHOOK_NOT_FOUND", "WEBHOOK_DISABLED"],
  }),
} as const satisfies Routes;
