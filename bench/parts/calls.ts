/** What a warm function computes for a call of a sale: processor time in a process of its own, one call at a time. */
import { callWarm, type Warm } from "#bench/calls/warm-function.ts";
import type { Check } from "#bench/frame/check.ts";
import type { Part, PartContext } from "#bench/frame/part.ts";
import { type Spread, spreadOf } from "#bench/frame/spread.ts";
import { USER_TOKEN_VARIABLES } from "#functions/shared/grants.ts";
import { bundleFunctions } from "#lib/build/function-bundles.ts";
import { functionList } from "#lib/function-list.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";
import { startKeyServer } from "#test/support/key-server.ts";

const CLIENT_ID = "bench";
/** Calls of a round, and how many of them come first and are not measured: until all code is compiled. */
const CALLS = { count: 450, warmUp: 250 } as const;
const CALLS_QUICK = { count: 30, warmUp: 10 } as const;
const ROUNDS = 3;

interface Measured {
  readonly name: string;
  readonly cpuMs: Spread;
  readonly targetMs: number | undefined;
  readonly rounds: readonly Warm[];
}

const checkOf = ({ name, cpuMs, targetMs }: Measured): readonly Check[] =>
  targetMs === undefined
    ? []
    : [
        {
          what: `processor time of ${name}`,
          unit: "ms",
          basis: "measured",
          better: "lower",
          value: cpuMs.median,
          target: targetMs,
        },
      ];

/** @throws Error if a call was refused: then another thing was measured than was meant */
const expectStatus = (name: string, status: number, { statuses }: Warm): void => {
  const others = Object.keys(statuses).filter((each) => each !== String(status));
  if (others.length > 0) throw new Error(`${name}: ${JSON.stringify(statuses)} instead of ${status}`);
};

const run = async ({ isQuick, progress }: PartContext) => {
  const keys = await startKeyServer("RS256");
  const environment = await startTestEnvironment();
  Object.assign(process.env, {
    [USER_TOKEN_VARIABLES.issuer]: keys.issuer,
    [USER_TOKEN_VARIABLES.clientId]: CLIENT_ID,
    [USER_TOKEN_VARIABLES.jwksUri]: keys.jwksUri,
  });
  try {
    progress("bundling every function");
    const bundles = await bundleFunctions();
    const { prepareCalls } = await import("#bench/calls/sale-calls.ts");
    const { count, warmUp } = isQuick ? CALLS_QUICK : CALLS;
    const rounds = new Map<string, { readonly targetMs: number | undefined; readonly warm: Warm[] }>();
    for (let round = 1; round <= (isQuick ? 1 : ROUNDS); round += 1) {
      progress(`preparing ${count} buyers, round ${round}`);
      const signIn = (userId: string) => keys.sign({ sub: userId, client_id: CLIENT_ID, token_use: "access" });
      for (const { name, functionName, status, targetMs, events } of await prepareCalls(count, signIn)) {
        progress(name);
        const handler = functionList().find((entry) => entry.name === functionName)?.handler ?? "";
        const warm = await callWarm(`${bundles.folderOf(handler)}/index.mjs`, events, warmUp);
        expectStatus(name, status, warm);
        const known = rounds.get(name) ?? { targetMs, warm: [] };
        known.warm.push(warm);
        rounds.set(name, known);
      }
    }
    const measured = [...rounds].map(
      ([name, { targetMs, warm }]): Measured => ({
        name,
        targetMs,
        rounds: warm,
        cpuMs: spreadOf(warm.map(({ cpuMs }) => cpuMs)),
      }),
    );
    return {
      tables: [
        {
          caption: "Processor time of a warm call in the function itself, all threads of its process",
          columns: ["Call", "CPU ms", "lowest", "highest", "target"],
          rows: measured.map(({ name, cpuMs, targetMs }) => [
            name,
            cpuMs.median,
            cpuMs.low,
            cpuMs.high,
            targetMs ?? null,
          ]),
        },
      ],
      charts: [],
      checks: measured.flatMap(checkOf),
      notes: [
        "Each call is another person's, with tokens that are checked. Its requests to DynamoDB go over the loopback to the engine, whose work is not counted.",
      ],
      raw: measured,
    };
  } finally {
    await environment.stop();
    await keys.stop();
  }
};

export const calls: Part = {
  name: "calls",
  what: "processor time of a warm call: poll, hold, payment, seats",
  run,
};
