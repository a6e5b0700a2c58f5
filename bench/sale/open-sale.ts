/** A concert on sale, with more seats than the people of a run can buy. */
import { setTimeout as sleep } from "node:timers/promises";
import { SEATS_MAX } from "#bench/sale/people/plans.ts";
import { SUITE_MARK } from "#cli/stage/suite-mark.ts";
import type { EncoreClient } from "#client/table-client.ts";

const SECTION_SEATS = 400;
const ROW_SEATS = 20;
/** The limit of a chart. */
const SECTIONS_MAX = 90;
/** More people than this could want more seats than a hall has. */
export const PEOPLE_MAX = Math.floor((SECTIONS_MAX * SECTION_SEATS) / SEATS_MAX);
const PRICE = 10_000;
const CLAIM_SECONDS = 60;
/** Longer than a visit takes, so that no pass expires. */
const PASS_SECONDS = 1800;
/** A stage starts admission once a minute, and a queue is drawn before it opens. */
const OPEN_SECONDS_MAX = 180;
const DAY_MS = 86_400_000;

const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

const sectionOf = (index: number) => ({
  sectionId: String(index + 1),
  label: `Section ${index + 1}`,
  category: "R",
  price: PRICE,
  rows: Array.from({ length: SECTION_SEATS / ROW_SEATS }, (_, row) => ({
    row: String(row + 1),
    from: 1,
    to: ROW_SEATS,
  })),
});

const untilOpen = async (operator: EncoreClient, concertId: string): Promise<void> => {
  for (let waited = 0; waited < OPEN_SECONDS_MAX; waited += 1) {
    const { body } = await operator.call("readQueue", { params: { concertId } });
    if (body.status === "OPEN") return;
    await sleep(1000);
  }
  throw new Error(`The queue was not open within ${OPEN_SECONDS_MAX} s.`);
};

/**
 * Creates the concert and waits until its queue is open. `npm run clean-stage` knows it by the mark of its artist.
 * @returns its id
 */
export const openSale = async (
  operator: EncoreClient,
  { people, maxActive }: { readonly people: number; readonly maxActive: number },
): Promise<string> => {
  const { body: concert } = await operator.call("createConcert", {
    body: {
      title: "The Bench",
      artist: `Everybody ${SUITE_MARK}`,
      venue: "Great Hall",
      opensAt: inDays(-1),
      closesAt: inDays(1),
      queue: { maxActive, admitPerTick: maxActive, claimSeconds: CLAIM_SECONDS, passSeconds: PASS_SECONDS },
    },
  });
  const { concertId } = concert;
  const sections = Array.from({ length: Math.ceil((people * SEATS_MAX) / SECTION_SEATS) }, (_, index) =>
    sectionOf(index),
  );
  await operator.call("createPerformance", {
    params: { concertId },
    body: { startsAt: inDays(30), seatLimit: SEATS_MAX, sections },
  });
  await untilOpen(operator, concertId);
  return concertId;
};

/** Ends the sale, so that nothing of it stays on sale in a stage. */
export const closeSale = async (operator: EncoreClient, concertId: string): Promise<void> => {
  await operator.call("changeQueue", { params: { concertId }, body: { closed: true } });
};
