import type { EncoreClient } from "#client/table-client.ts";

export const CLAIM_SECONDS = 60;
const SEATS_PER_USER = 1.5;
const SECTION_SEATS_MAX = 1000;
/** The API's limits, which also limit the options. */
const SECTIONS_MAX = 90;
const ADMIT_PER_TICK_MAX = 10_000;
export const USERS_MAX = (SECTIONS_MAX * SECTION_SEATS_MAX) / SEATS_PER_USER;

const DAY_MS = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

/**
 * Creates a concert on sale with more seats than the crowd could hold, so that the inventory never limits admission.
 * @param passSeconds as long as the run may take, so that no pass expires
 * @returns its id
 */
export const createTestSale = async (
  operator: EncoreClient,
  crowd: { readonly users: number; readonly maxActive: number; readonly passSeconds: number },
): Promise<string> => {
  const { users, maxActive, passSeconds } = crowd;
  const concert = await operator.call("createConcert", {
    body: {
      title: "The Crowd",
      artist: "Everybody",
      venue: "Great Hall",
      opensAt: inDays(-1),
      closesAt: inDays(1),
      queue: {
        maxActive,
        admitPerTick: Math.min(maxActive, ADMIT_PER_TICK_MAX),
        claimSeconds: CLAIM_SECONDS,
        passSeconds,
      },
    },
  });
  const { concertId } = concert.body;
  await operator.call("createPerformance", {
    params: { concertId },
    body: {
      startsAt: inDays(30),
      sections: Array.from({ length: Math.ceil((users * SEATS_PER_USER) / SECTION_SEATS_MAX) }, (_, index) => ({
        sectionId: String(index + 1),
        label: `Section ${index + 1}`,
        category: "R",
        price: 10_000,
        rows: [{ row: "1", to: SECTION_SEATS_MAX }],
      })),
    },
  });
  return concertId;
};
