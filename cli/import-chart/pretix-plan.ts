/**
 * pretix's seating-plan format, as far as a chart needs it: https://github.com/pretix/pretix, seating-plan.schema.json.
 * A plan has zones, a zone rows, a row seats. Positions of seats are relative to their row, those of rows and areas to
 * their zone, in pixels.
 */
import * as z from "zod/mini";
import { InvalidChartFile } from "#cli/import-chart/invalid-chart-file.ts";

const text = z.pipe(
  z.union([z.string(), z.number()], { error: "must be a text" }),
  z.transform((value) => String(value).trim()),
);
const optionalText = z._default(z.nullable(text), null);
const number = z.number({ error: "must be a number" });

const Position = z.object({ x: number, y: number }, { error: 'must be {"x": number, "y": number}' });
const PositionOrOrigin = z._default(Position, { x: 0, y: 0 });

const Seat = z.object(
  { seat_number: optionalText, category: optionalText, position: PositionOrOrigin },
  { error: "must be a seat: an object" },
);

const Row = z.object(
  {
    row_number: optionalText,
    row_label: optionalText,
    seat_label: optionalText,
    position: PositionOrOrigin,
    seats: z.array(Seat, { error: "must be the list of the row's seats" }),
  },
  { error: "must be a row: an object" },
);

const Size = z.object({ width: number, height: number });

const Area = z.object(
  {
    rotation: z._default(z.nullable(number), 0),
    position: PositionOrOrigin,
    polygon: z.optional(z.nullable(z.object({ points: z.array(Position) }))),
    rectangle: z.optional(z.nullable(Size)),
    ellipse: z.optional(z.nullable(z.object({ radius: Position }))),
    circle: z.optional(z.nullable(z.object({ radius: number }))),
    // In plans of before 2019, an area is a rectangle and its text nothing but a text.
    width: z.optional(number),
    height: z.optional(number),
    text: z.optional(
      z.nullable(
        z.union([z.string(), z.object({ text: z._default(z.nullable(z.string()), ""), position: PositionOrOrigin })]),
      ),
    ),
  },
  { error: "must be an area: an object" },
);

const Zone = z.object(
  {
    name: optionalText,
    zone_id: optionalText,
    position: PositionOrOrigin,
    rows: z._default(z.array(Row, { error: "must be the list of the zone's rows" }), []),
    areas: z._default(z.nullable(z.array(Area, { error: "must be the list of the zone's areas" })), []),
  },
  { error: "must be a zone: an object" },
);

const Plan = z.object({
  name: optionalText,
  zones: z.array(Zone, { error: "must be the list of zones" }),
  categories: z._default(
    z.array(z.object({ name: text, color: optionalText }), { error: "must be the list of categories" }),
    [],
  ),
});

export type PretixPlan = z.infer<typeof Plan>;
export type PretixZone = PretixPlan["zones"][number];
export type PretixRow = PretixZone["rows"][number];
export type PretixSeat = PretixRow["seats"][number];
export type PretixArea = NonNullable<PretixZone["areas"]>[number];
export type PretixPosition = PretixSeat["position"];

const PLACES_MAX = 5;

const NAMED: Readonly<Record<string, { readonly word: string; readonly name: string }>> = {
  zones: { word: "zone", name: "name" },
  rows: { word: "row", name: "row_number" },
  seats: { word: "seat", name: "seat_number" },
  areas: { word: "area", name: "text" },
  categories: { word: "category", name: "name" },
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const nameOf = (item: unknown, key: string): string => {
  const name = isRecord(item) ? item[key] : undefined;
  return typeof name === "string" && name !== "" ? ` "${name}"` : "";
};

/** zones, 2, rows, 0, position, x: `zone 3 "Balcony", row 1 "A", position.x`. */
const placeOf = (path: readonly PropertyKey[], plan: unknown): string => {
  const places: string[] = [];
  const rest: string[] = [];
  let value: unknown = plan;
  let list: string | undefined;
  for (const key of path) {
    value = isRecord(value) ? value[String(key)] : undefined;
    const named = list === undefined ? undefined : NAMED[list];
    if (typeof key === "number" && named !== undefined) {
      rest.pop();
      places.push(`${named.word} ${key + 1}${nameOf(value, named.name)}`);
    } else rest.push(String(key));
    list = typeof key === "string" ? key : undefined;
  }
  return [...places, ...(rest.length > 0 ? [rest.join(".")] : [])].join(", ");
};

/** Whether a file looks like a plan of pretix, whatever is wrong with it. */
export const isPretixPlan = (content: unknown): boolean => isRecord(content) && "zones" in content;

/** @throws InvalidChartFile naming the first places that are not as the format has them */
export const parsePretixPlan = (content: unknown): PretixPlan => {
  const result = Plan.safeParse(content);
  if (result.success) return result.data;
  const { issues } = result.error;
  const places = issues.slice(0, PLACES_MAX).map(({ path, message }) => `  ${placeOf(path, content)} ${message}`);
  const more = issues.length > PLACES_MAX ? [`  and ${issues.length - PLACES_MAX} more`] : [];
  throw new InvalidChartFile(
    [
      "The file is not a seating plan as pretix writes it:",
      ...places,
      ...more,
      "Export the plan again, or correct these places in the file.",
    ].join("\n"),
  );
};
