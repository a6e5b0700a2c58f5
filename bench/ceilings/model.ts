/**
 * Which key, quota or setting ends the growth of a step first, and at which rate. Pure: from what an operation asks of each
 * key, and from what each key, quota and setting takes.
 */
import { KEYS, type KeyName, type SaleShape } from "#bench/ceilings/keys.ts";
import { LIMITS } from "#bench/ceilings/limits.ts";
import type { Load, Step } from "#bench/ceilings/steps.ts";
import { deployment } from "#functions/deployment.ts";
import { ADMITTED_PER_TICK_MAX } from "#functions/queue/rules/admission.ts";
import type { TableName } from "#functions/shared/grants.ts";
import { reservedCalls } from "#lib/concurrency.ts";
import { routeCapacity } from "#lib/route-capacity.ts";
import type { StageSettings } from "#lib/stages.ts";

/**
 * How hard a ceiling is: a setting of the stage can be raised by a deployment or by preparing it, a quota by asking AWS, a
 * key or a rule only by changing the code.
 */
export type Level = "setting" | "quota" | "key" | "rule";

export interface Ceiling {
  readonly what: string;
  readonly level: Level;
  /** Operations a second of one sale that has the stage for itself. */
  readonly perSecond: number;
  /** Whether each sale has one of its own, or all sales share it. */
  readonly each: "sale" | "stage";
}

export interface Units {
  readonly read: number;
  readonly write: number;
}

const NOTHING: Units = { read: 0, write: 0 };

/** Units of one operation. What a function keeps, it reads once in that time while calls follow each other. */
const unitsOf = ({ read = 0, write = 0, sharedBy = 1, keptSeconds }: Load, callSeconds: number): Units => {
  const share = keptSeconds === undefined ? 1 : Math.min(1, callSeconds / keptSeconds);
  return { read: (read * share) / sharedBy, write: (write * share) / sharedBy };
};

const plus = (a: Units, b: Units): Units => ({ read: a.read + b.read, write: a.write + b.write });

/** Units by kind of key, each load as `of` counts it. */
const summed = (loads: readonly Load[], of: (load: Load) => Units): ReadonlyMap<KeyName, Units> => {
  const sums = new Map<KeyName, Units>();
  for (const load of loads) sums.set(load.key, plus(sums.get(load.key) ?? NOTHING, of(load)));
  return sums;
};

/** What one operation of a step costs each kind of key, in the mean of many. */
export const unitsByKey = (step: Step, shape: SaleShape): ReadonlyMap<KeyName, Units> =>
  summed(step.loads(shape), (load) => unitsOf(load, step.callMs / 1000));

/** What some operations cost a function that has kept nothing yet: what a test can count. */
export const freshUnitsByKey = (step: Step, shape: SaleShape, operations: number): ReadonlyMap<KeyName, Units> =>
  summed(step.loads(shape), ({ read = 0, write = 0, sharedBy = 1 }) => ({
    read: (read * operations) / sharedBy,
    write: (write * operations) / sharedBy,
  }));

/** Units of each table. An index has throughput of its own. */
const unitsByTable = (step: Step, shape: SaleShape): ReadonlyMap<TableName, Units> => {
  const sums = new Map<TableName, Units>();
  for (const [key, units] of unitsByKey(step, shape)) {
    const { table, pattern } = KEYS[key];
    if (pattern.source.includes("\\/")) continue;
    sums.set(table, plus(sums.get(table) ?? NOTHING, units));
  }
  return sums;
};

/** The rate at which either kind of unit is used up. */
const rateOf = (takes: Units, { read, write }: Units): number =>
  Math.min(
    read === 0 ? Number.POSITIVE_INFINITY : takes.read / read,
    write === 0 ? Number.POSITIVE_INFINITY : takes.write / write,
  );

const PARTITION: Units = { read: LIMITS.partitionReads.value, write: LIMITS.partitionWrites.value };

const keyCeilings = (step: Step, shape: SaleShape): readonly Ceiling[] =>
  [...unitsByKey(step, shape)].flatMap(([name, units]) => {
    const { what, of, keysIn } = KEYS[name];
    if (of === "person") return [];
    const keys = keysIn(shape);
    const counted = keys === 1 ? what : `${what}, ${keys} keys`;
    return [{ what: `key: ${counted}`, level: "key", each: of, perSecond: keys * rateOf(PARTITION, units) } as const];
  });

const tableCeilings = (step: Step, shape: SaleShape): readonly Ceiling[] => {
  const fresh: Units = { read: LIMITS.newTableReads.value, write: LIMITS.newTableWrites.value };
  const most: Units = { read: LIMITS.tableReads.value, write: LIMITS.tableWrites.value };
  return [...unitsByTable(step, shape)].flatMap(([table, units]) => [
    {
      what: `table ${table}, while it is new`,
      level: "setting",
      each: "stage",
      perSecond: rateOf(fresh, units),
    } as const,
    { what: `table ${table}`, level: "quota", each: "stage", perSecond: rateOf(most, units) } as const,
  ]);
};

/** Operations a second of a number of calls at once. */
const rateOfCalls = (calls: number, { callMs, operationsACall }: Step, shape: SaleShape): number =>
  (calls * (operationsACall?.(shape) ?? 1)) / (callMs / 1000);

const functionCeilings = (step: Step, shape: SaleShape, { concurrencyMax }: StageSettings): readonly Ceiling[] => {
  if (step.functionName === undefined) return [];
  const reserved = reservedCalls(step.functionName, concurrencyMax);
  return [
    ...(reserved === undefined
      ? []
      : [
          {
            what: `${reserved} calls of ${step.functionName} at once`,
            level: "setting",
            each: "stage",
            perSecond: rateOfCalls(reserved, step, shape),
          } as const,
        ]),
    {
      what: LIMITS.concurrency.what,
      level: "quota",
      each: "stage",
      perSecond: rateOfCalls(LIMITS.concurrency.value, step, shape),
    },
  ];
};

const gatewayCeilings = ({ route }: Step, stage: StageSettings): readonly Ceiling[] =>
  route === undefined
    ? []
    : [
        {
          what: `capacity of the route ${route}`,
          level: "setting",
          each: "stage",
          perSecond: routeCapacity(route, stage).perSecond,
        },
        { what: LIMITS.apiRequests.what, level: "quota", each: "stage", perSecond: LIMITS.apiRequests.value },
      ];

/** A stream has a shard for each partition of its table, and a batch of a shard at a time. */
const streamCeilings = (step: Step, shape: SaleShape): readonly Ceiling[] => {
  if (step.events === undefined) return [];
  const shards = LIMITS.newTableWrites.value / LIMITS.partitionWrites.value;
  return [
    {
      what: `${shards} shards of the stream of a new table`,
      level: "setting",
      each: "stage",
      perSecond: rateOfCalls(shards, step, shape),
    },
    {
      what: LIMITS.putEvents.what,
      level: "quota",
      each: "stage",
      perSecond: (LIMITS.putEvents.value * LIMITS.putEventsEntries.value) / step.events,
    },
  ];
};

/** Messages that a function is working on count until they are deleted. */
const messageCeilings = ({ functionName, callMs }: Step): readonly Ceiling[] =>
  functionName === undefined || deployment[functionName].trigger.kind !== "sqs"
    ? []
    : [
        {
          what: LIMITS.sqsInFlight.what,
          level: "quota",
          each: "stage",
          perSecond: LIMITS.sqsInFlight.value / (callMs / 1000),
        },
      ];

const quotaCeilings = ({ quota }: Step): readonly Ceiling[] =>
  quota === undefined
    ? []
    : [{ what: LIMITS[quota].what, level: "quota", each: "stage", perSecond: LIMITS[quota].value }];

/** No tick admits more than this, whatever the settings of the queue. */
const ruleCeilings = (step: Step, { functions: { tickSeconds } }: StageSettings): readonly Ceiling[] =>
  step.name === "admit"
    ? [
        {
          what: `rule: ${ADMITTED_PER_TICK_MAX.toLocaleString("en")} people a tick`,
          level: "rule",
          each: "sale",
          perSecond: ADMITTED_PER_TICK_MAX / tickSeconds,
        },
      ]
    : [];

/** Every ceiling of a step, the lowest first. */
export const ceilingsOf = (step: Step, shape: SaleShape, stage: StageSettings): readonly Ceiling[] =>
  [
    ...keyCeilings(step, shape),
    ...ruleCeilings(step, stage),
    ...tableCeilings(step, shape),
    ...functionCeilings(step, shape, stage),
    ...gatewayCeilings(step, stage),
    ...streamCeilings(step, shape),
    ...messageCeilings(step),
    ...quotaCeilings(step),
  ]
    .filter(({ perSecond }) => Number.isFinite(perSecond))
    .toSorted((a, b) => a.perSecond - b.perSecond);

/** Operations a second of all sales together that a ceiling allows. */
export const rateForSales = ({ perSecond, each }: Ceiling, sales: number): number =>
  each === "sale" ? perSecond * sales : perSecond;

/** The lowest of the ceilings of some levels for a number of sales at once; undefined if there is none. */
export const lowestOf = (ceilings: readonly Ceiling[], levels: readonly Level[], sales: number): Ceiling | undefined =>
  ceilings
    .filter(({ level }) => levels.includes(level))
    .toSorted((a, b) => rateForSales(a, sales) - rateForSales(b, sales))[0];
