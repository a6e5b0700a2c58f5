/** What an operator does before and during a test: concerts, their performances, and levers. */
import type { CallArguments, CallResult } from "#client/call-types.ts";
import { createEncoreClient } from "#client/encore-client.ts";
import type { EncoreClient } from "#client/table-client.ts";
import { type ChartDocument, chartServiceBy, uploadChart } from "#client/upload-chart.ts";
import { fetchAccessToken } from "#local/identity/access-token.ts";
import { type ServiceUnderTest, service } from "#test/browser/support/service.ts";

export type Concert = CallResult<"createConcert">["body"];
export type Performance = CallResult<"createPerformance">["body"];
type NewConcert = CallArguments<"createConcert">[0]["body"];
type NewPerformance = CallArguments<"createPerformance">[0]["body"];
type QueueChange = CallArguments<"changeQueue">[0]["body"];

const DAY_SECONDS = 86_400;

/** The time this many seconds from now, in the API's format. */
export const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();

/** Half past seven in the evening in Seoul, this number of days from now. */
export const evening = (days: number): string => {
  const date = new Date(Date.now() + days * DAY_SECONDS * 1000).toISOString().slice(0, 10);
  return `${date}T10:30:00.000Z`;
};

export interface Operator {
  readonly client: EncoreClient;
  /** A concert on sale for weeks that lets everybody in at once, unless the changes say otherwise. */
  readonly newConcert: (changes?: Partial<NewConcert>) => Promise<Concert>;
  /** A performance of five rows of ten seats at 66,000 won, unless the changes say otherwise. */
  readonly newPerformance: (concertId: string, changes?: Partial<NewPerformance>) => Promise<Performance>;
  readonly changeQueue: (concertId: string, change: QueueChange) => Promise<void>;
  readonly publishChart: (chart: ChartDocument) => Promise<string>;
}

const aConcert = (): NewConcert => ({
  title: "겨울밤의 노래",
  artist: "하프문",
  venue: "서울 작은 홀",
  kind: "CONCERT",
  ageLimit: 8,
  runningMinutes: 100,
  organiser: "하프문 라이브",
  contact: "02-555-0100",
  description: "새 음반의 노래로 여는 겨울밤.\n쉬는 시간 없이 100분 동안 이어집니다.",
  opensAt: inSeconds(-60),
  closesAt: inSeconds(29 * DAY_SECONDS),
  queue: { maxActive: 1000, admitPerTick: 1000, claimSeconds: 60, passSeconds: 600 },
});

/** Seats A-1-1 to A-5-50: the numbers go on from row to row. */
const aHall = (): NonNullable<NewPerformance["sections"]> => [
  {
    sectionId: "A",
    label: "1층",
    category: "R",
    price: 66_000,
    rows: Array.from({ length: 5 }, (_, row) => ({ row: String(row + 1), from: row * 10 + 1, to: row * 10 + 10 })),
  },
];

/** How to end each sale that has been begun and not ended yet. */
const ends: (() => Promise<void>)[] = [];

/**
 * Ends the sales of all concerts of the test. Each tick goes through every open sale, so those of tests that are over would
 * slow down all later ones.
 */
export const endSales = async (): Promise<void> => {
  await Promise.all(ends.splice(0).map((end) => end()));
};

const operatorOf = async ({ url, issuer }: ServiceUnderTest): Promise<Operator> => {
  const userToken = await fetchAccessToken(issuer, { user: "browser-operator", operator: true });
  const client = createEncoreClient({ url, userToken });
  const changeQueue = async (concertId: string, body: QueueChange): Promise<void> => {
    await client.call("changeQueue", { params: { concertId }, body });
  };
  return {
    client,
    newConcert: async (changes = {}) => {
      const { body } = await client.call("createConcert", { body: { ...aConcert(), ...changes } });
      ends.push(() => changeQueue(body.concertId, { closed: true }));
      return body;
    },
    newPerformance: async (concertId, changes = {}) => {
      const seats = changes.chartId === undefined ? { sections: aHall() } : {};
      const body: NewPerformance = { startsAt: evening(30), ...seats, ...changes };
      return (await client.call("createPerformance", { params: { concertId }, body })).body;
    },
    changeQueue,
    publishChart: async (chart) =>
      (
        await uploadChart(
          chartServiceBy((call) => call(client)),
          chart,
          crypto.randomUUID(),
        )
      ).chartId,
  };
};

const operators = new Map<string, Promise<Operator>>();

/** The operator of a service; always the same one. */
export const operator = (target: ServiceUnderTest = service): Promise<Operator> => {
  const known = operators.get(target.url) ?? operatorOf(target);
  operators.set(target.url, known);
  return known;
};
