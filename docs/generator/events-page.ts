import { isDeepStrictEqual } from "node:util";
import * as z from "zod/mini";
import { EVENT_TYPE_NAMES, type EventType } from "#contract/event-type-names.ts";
import { EVENT_TYPES, eventSchema } from "#contract/events.ts";
import type { JsonSchema } from "#docs/generator/json-schema.ts";
import { heading, table } from "#docs/generator/markdown.ts";
import { exampleOf } from "#docs/generator/schema-example.ts";
import { STAGES } from "#lib/stages.ts";

type Described = JsonSchema & { readonly description?: string };

const schemaOf = (type: EventType): JsonSchema => z.toJSONSchema(eventSchema(type)) as JsonSchema;

const kindOf = ({ type, items, const: constant }: Described): string => {
  if (constant !== undefined) return JSON.stringify(constant);
  return type === "array" ? `list of ${String(items?.type)}s` : String(type);
};

const fields = ({ properties = {} }: JsonSchema): string =>
  table(
    ["field", "JSON", "meaning"],
    Object.entries(properties).map(([name, field]: [string, Described]) => [
      `\`${name}\``,
      kindOf(field),
      field.description ?? "",
    ]),
  );

const dataOf = (type: EventType): Readonly<Record<string, Described>> =>
  schemaOf(type).properties?.["data"]?.properties ?? {};

const RESERVATION_EVENTS = EVENT_TYPE_NAMES.filter((type) => type.startsWith("reservation."));

/** Whether every event of a reservation has this field in its `data`, with the same schema and description. */
const isShared = ([name, field]: [string, Described]): boolean =>
  RESERVATION_EVENTS.every((type) => isDeepStrictEqual(dataOf(type)[name], field));

const part = (type: EventType, wanted: (entry: [string, Described]) => boolean): JsonSchema => ({
  properties: Object.fromEntries(Object.entries(dataOf(type)).filter(wanted)),
});

const section = (type: EventType): string => {
  const schema = schemaOf(type);
  const { when, version } = EVENT_TYPES[type];
  const own = part(type, (entry) => !(RESERVATION_EVENTS.includes(type) && isShared(entry)));
  const ownFields = Object.keys(own.properties ?? {}).length === 0 ? "No further fields." : fields(own);
  return `## ${type}

Version ${version}. ${when}

${ownFields}

\`\`\`json
${JSON.stringify(exampleOf(schema, {}), null, 2)}
\`\`\`
`;
};

const keptDays = STAGES.prod.functions.eventKeptSeconds / 86_400;

/** docs/reference/events.md: every event, when it is published, its fields, and what receivers can rely on. */
export const eventsPage = (): string =>
  `${heading("Events", "contract/events.ts")}
Every reservation change is published as an event, and so is the calling off of a performance, in the same form in two places:

- on the **EventBridge bus** of the stack (output \`EventBusName\`), with source \`encore\`, the event's type as the detail type,
  and the whole event as the detail;
- as the body of a signed POST to every **webhook** that subscribes to it: [how to receive them](../guides/webhooks.md).

## Fields of every event

${fields({ properties: { ...schemaOf("reservation.held").properties, ...ENVELOPE } })}

\`data\` has the fields of its type, and in an event of a reservation these. Ignore fields that you do not know.

${fields(part("reservation.held", isShared))}

## What you can rely on

- **At least once.** Every committed change is published, usually within a second or two. An event may arrive more than once:
  a repeat has the same \`id\` and the same contents, even when it is replayed. Keep the ids of the events you have processed.
- **No order.** Events of one reservation may overtake each other. \`time\` is the moment of the change, to the second. To learn
  the current state, read the reservation.
- **Events do not decide about seats.** The seats of an expired hold are free at \`expiresAt\`, whether or not its event has arrived.
- **Kept for ${keptDays} days.** Until then, events can be [replayed](../guides/webhooks.md#replay) to a webhook.

## Versions

Each type has its own \`version\`, which starts at 1. A new field, or a new type, does not change it. Removing or renaming a field,
or changing what it means, makes a new version, which is announced before it is published. A test compares the built events of
every type and version with stored examples.

${EVENT_TYPE_NAMES.map(section).join("\n")}`;

/** The fields of the envelope that differ from type to type, described for all of them. */
const ENVELOPE: Readonly<Record<string, Described>> = {
  type: { type: "string", description: "What happened: one of the types below." },
  version: { type: "integer", description: "Schema version of this type." },
  data: { type: "object", description: "What changed." },
};
