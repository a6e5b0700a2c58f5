/** Plays a sale on a running service, and audits it. */
import type { Target } from "#bench/frame/target.ts";
import { type ActiveCounts, watchActive } from "#bench/sale/active-watch.ts";
import { closeSale, openSale } from "#bench/sale/open-sale.ts";
import type { ArrivalRate } from "#bench/sale/people/arrivals.ts";
import { type Crowd, crowdOf, warmUpCrowd } from "#bench/sale/people/crowd.ts";
import type { Plan } from "#bench/sale/people/plans.ts";
import { newSaleLog, type SaleLog } from "#bench/sale/sale-log.ts";
import { signInAll } from "#bench/sale/sign-in.ts";
import { startAt } from "#bench/sale/start-at.ts";
import { Caller } from "#bench/sale/visit/caller.ts";
import { Inside } from "#bench/sale/visit/inside.ts";
import { type Visit, visit } from "#bench/sale/visit/visit.ts";
import { readWholeAudit, type WholeAudit } from "#cli/audit/whole-audit.ts";
import type { EncoreClient } from "#client/table-client.ts";
import { newRandom } from "#simulation/random.ts";

/** Mean stays are shorter than this, so the cap is full only in busy moments, and then holds people back. */
const CAP_SECONDS = 12;
const CAP_LEAST = 10;
/** How long the last visits may take. Whoever is slower then is cut off. */
const DRAIN_SECONDS_MAX = 120;

export interface SaleOptions extends ArrivalRate {
  readonly target: Target;
  readonly seed: number;
  readonly progress: (what: string) => void;
}

export interface PlayedSale {
  readonly concertId: string;
  readonly maxActive: number;
  /** Of the measured people, in the order of their arrivals. */
  readonly visits: readonly Visit[];
  /** When they were due, in milliseconds from the start. */
  readonly arrivals: readonly number[];
  readonly warmUp: readonly Visit[];
  /** What was sent and received; of the measured people alone. */
  readonly log: SaleLog;
  readonly warmUpLog: SaleLog;
  /** The most people inside at once, as they saw it. */
  readonly insideMost: number;
  /** The same as the service counts it. */
  readonly active: ActiveCounts;
  readonly audit: WholeAudit;
  /** From the first to the last measured moment. */
  readonly seconds: number;
  /** Share of this time in which the load program had something to do, 0 to 1. */
  readonly busy: number;
}

interface Group extends Crowd {
  readonly clients: readonly EncoreClient[];
}

interface Play {
  readonly concertId: string;
  readonly inside: Inside;
  readonly log: SaleLog;
}

/** Has each of them come at their time. Visits that take far too long are cut off. */
const playGroup = async ({ plans, arrivals, thinkSeconds, clients }: Group, { log, ...play }: Play) => {
  const end = new AbortController();
  const { signal } = end;
  const timeMs = (arrivals.at(-1) ?? 0) + DRAIN_SECONDS_MAX * 1000;
  const timer = setTimeout(() => end.abort(new Error("The run ended.")), timeMs);
  try {
    return await startAt(performance.now(), arrivals, (index, dueMs) => {
      const plan = plans[index] as Plan;
      const random = newRandom(plan.seed);
      const caller = new Caller({ client: clients[index] as EncoreClient, random, log, signal, thinkSeconds, dueMs });
      return visit(caller, plan, { ...play, signal }, dueMs);
    });
  } finally {
    clearTimeout(timer);
  }
};

/** @throws Error if nobody gets through: then a longer run would say nothing either */
const warmUpWith = async (group: Group, play: Play): Promise<readonly Visit[]> => {
  const visits = await playGroup(group, play);
  const cutOff = visits.find(({ isCutOff }) => isCutOff);
  if (cutOff !== undefined) throw new Error(`A visit of the warm-up was not over after ${DRAIN_SECONDS_MAX} s.`);
  return visits;
};

const auditSale = (operator: EncoreClient, concertId: string): Promise<WholeAudit> =>
  readWholeAudit(
    async (cursor) => {
      const query = cursor === undefined ? {} : { cursor };
      return (await operator.call("auditConcert", { params: { concertId }, query })).body;
    },
    () => undefined,
  );

/** The measured part: people arrive, while the service is asked how many it has admitted. */
const playCrowd = async (group: Group, play: Play, operator: EncoreClient) => {
  const endWatch = watchActive(operator, play.concertId);
  const [startedMs, load] = [performance.now(), performance.eventLoopUtilization()];
  const visits = await playGroup(group, play);
  const seconds = (performance.now() - startedMs) / 1000;
  const busy = performance.eventLoopUtilization(load).utilization;
  return { visits, arrivals: group.arrivals, seconds, busy, active: await endWatch() };
};

const playAndAudit = async (
  [warmUpGroup, group]: readonly [Group, Group],
  operator: EncoreClient,
  concertId: string,
  progress: SaleOptions["progress"],
): Promise<Omit<PlayedSale, "concertId" | "maxActive">> => {
  const [inside, warmUpLog, log] = [new Inside(), newSaleLog(), newSaleLog()];
  progress(`warming up with ${warmUpGroup.plans.length} people`);
  const warmUp = await warmUpWith(warmUpGroup, { concertId, inside, log: warmUpLog });
  progress(`${group.plans.length} people arrive`);
  const played = await playCrowd(group, { concertId, inside, log }, operator);
  progress("auditing");
  const audit = await auditSale(operator, concertId);
  return { ...played, warmUp, log, warmUpLog, insideMost: inside.most, audit };
};

/** @throws Error if the sale can't be opened, warmed up or audited */
export const playSale = async ({ target, perSecond, seconds, seed, progress }: SaleOptions): Promise<PlayedSale> => {
  const [warmUp, crowd] = [warmUpCrowd(), crowdOf({ perSecond, seconds, seed })];
  const people = warmUp.plans.length + crowd.plans.length;
  progress(`signing ${people} people in`);
  const { operator, clients } = await signInAll(target, people);
  const maxActive = Math.max(CAP_LEAST, Math.ceil(perSecond * CAP_SECONDS));
  const concertId = await openSale(operator, { people, maxActive });
  const groups = [
    { ...warmUp, clients },
    { ...crowd, clients: clients.slice(warmUp.plans.length) },
  ] as const;
  try {
    return { concertId, maxActive, ...(await playAndAudit(groups, operator, concertId, progress)) };
  } finally {
    await closeSale(operator, concertId);
  }
};
