/** Batches of the service and of the bare requests in turn. Import once the environment is set. */
import { type BareSide, startBareSide } from "#bench/efficiency/bare-side.ts";
import { type Batch, CALLERS, runBatch } from "#bench/efficiency/batch.ts";
import { admitBuyers, type Buyer, createSales } from "#bench/efficiency/buyers.ts";
import { type HttpSender, httpSender } from "#bench/efficiency/http-sender.ts";
import type { ServiceProcess } from "#bench/efficiency/service-process.ts";
import { countSingleCalls, runService, type ServiceBatch, serviceCalls } from "#bench/efficiency/service-side.ts";
import { STEPS, type Step } from "#bench/efficiency/steps.ts";
import { recordSteps, type Template } from "#bench/efficiency/templates.ts";
import { fetchAccessToken } from "#local/identity/access-token.ts";

export interface PairsOptions {
  readonly pairs: number;
  /** Calls of a step, and of either side. */
  readonly calls: number;
  readonly progress: (what: string) => void;
}

export interface Pair {
  readonly service: ServiceBatch;
  readonly bare: Batch;
}

export interface MeasuredStep {
  readonly step: Step;
  readonly calls: number;
  /** That the service sends for a single call; undefined if it depends on what the function keeps. */
  readonly requestsAlone: number | undefined;
  readonly pairs: readonly Pair[];
}

/** People whose calls are recorded, in each of two sections. */
const RECORDED = [3, 3];
/** People whose calls are counted one by one. */
const COUNTED = 3;

interface Sides {
  readonly service: ServiceProcess;
  readonly sender: HttpSender;
  readonly bare: BareSide;
  readonly templates: ReadonlyMap<string, Template>;
}

/** Either side begins in turn, so that neither always comes after the other. */
const runPair = async (
  { service, sender, bare, templates }: Sides,
  step: Step,
  [served, sent]: readonly [served: readonly Buyer[], sent: readonly Buyer[]],
  bareFirst: boolean,
): Promise<Pair> => {
  const template = templates.get(step.name);
  if (template === undefined) throw new Error(`${step.name} was not recorded.`);
  const bareCalls = sent.map((buyer) => bare.callOf(template(buyer)));
  const calls = serviceCalls(sender, step, served);
  if (bareFirst) {
    const first = await runBatch(bareCalls);
    return { bare: first, service: await runService(service, step, calls) };
  }
  const first = await runService(service, step, calls);
  return { service: first, bare: await runBatch(bareCalls) };
};

/** People of a run, and who they are for: both sides of each pair in turn, recorded calls, single calls. */
const admitEverybody = async ({ issuer }: ServiceProcess, pairs: number, calls: number) => {
  const ofPairs = Array.from({ length: 2 * pairs }, () => calls);
  const wanted = [...ofPairs, ...RECORDED, COUNTED];
  const sale = await createSales(wanted.length);
  // The bare side needs no tokens.
  const isBare = (section: number): boolean => section < ofPairs.length && section % 2 === 1;
  const buyers = await admitBuyers(sale, wanted, (user, section) =>
    isBare(section) ? Promise.resolve("") : fetchAccessToken(issuer, { user }),
  );
  return {
    ofPair: (pair: number) => [buyers[2 * pair] ?? [], buyers[2 * pair + 1] ?? []] as const,
    recorded: buyers.slice(ofPairs.length, -1),
    counted: buyers.at(-1) ?? [],
  };
};

/** @returns the pairs of each step, without a first one in which all code is compiled */
export const measurePairs = async (
  service: ServiceProcess,
  { pairs, calls, progress }: PairsOptions,
): Promise<readonly MeasuredStep[]> => {
  progress(`admitting ${2 * (pairs + 1) * calls} people`);
  const { ofPair, recorded, counted } = await admitEverybody(service, pairs + 1, calls);
  progress("recording what the functions send");
  const templates = await recordSteps(STEPS, recorded);
  const [sender, bare] = [httpSender(service.url, CALLERS), startBareSide(service)];
  try {
    const alone = await countSingleCalls(service, sender, counted);
    const measured = STEPS.map((step) => ({ step, calls, requestsAlone: alone.get(step), pairs: [] as Pair[] }));
    for (let pair = 0; pair <= pairs; pair += 1) {
      progress(pair === 0 ? "once, so that all code has run" : `pair ${pair} of ${pairs}`);
      for (const [index, { step, pairs: done }] of measured.entries()) {
        const bareFirst = (pair + index) % 2 === 1;
        const outcome = await runPair({ service, sender, bare, templates }, step, ofPair(pair), bareFirst);
        if (pair > 0) done.push(outcome);
      }
    }
    return measured;
  } finally {
    sender.stop();
    bare.stop();
  }
};
