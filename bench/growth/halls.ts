/** Steps of a sale in larger and larger halls. Import once the environment of the tables is set. */
import { type GrownStep, measureStep } from "#bench/growth/grown-step.ts";
import { auditConcert } from "#functions/audit/audit-concert.ts";
import { readAvailability } from "#functions/seats/read-availability.ts";
import { readSeats } from "#functions/seats/read-seats.ts";
import { systemClock, wait } from "#functions/shared/time.ts";
import { countAll, performIn, publishHall } from "#test/integration/support/hall.ts";
import { admit, createSale, holdNow, people } from "#test/integration/support/sale.ts";

export const SEATS_A_SECTION = 1000;
/** What a function keeps of a sale is read again after this time. */
const KEPT_MS = 1100;
const TIMES = 5;

const auditWhole = async (concertId: string): Promise<void> => {
  let cursor: string | undefined;
  do cursor = (await auditConcert({ concertId, cursor })).nextCursor ?? undefined;
  while (cursor !== undefined);
};

export const hallSteps = async (sections: number): Promise<readonly GrownStep[]> => {
  const { concertId } = await createSale();
  const chartId = await publishHall(sections);
  const performance = await performIn(concertId, chartId, sections);
  await countAll(performance);
  const passes = (await admit(concertId, people(2 * (TIMES + 1)))).values();
  const nextPass = () => {
    const { value } = passes.next();
    if (value === undefined) throw new Error("Too few people were admitted.");
    return value;
  };
  const step = { size: sections * SEATS_A_SECTION, times: TIMES } as const;
  const forgotten = () => wait(KEPT_MS);
  let row = 0;
  return [
    await measureStep({
      ...step,
      step: "a hold of four chosen seats",
      act: () => {
        row += 1;
        const seatIds = [1, 2, 3, 4].map((seat) => `S1-${row}-${seat}`);
        return holdNow({ performance, queueToken: nextPass(), seatIds });
      },
    }),
    await measureStep({
      ...step,
      step: "a hold of the best four",
      grows: "it looks at the states of all sections, half a unit for eight of them",
      before: forgotten,
      act: () => holdNow({ performance, queueToken: nextPass(), wish: { bestAvailable: { quantity: 4 } } }),
    }),
    await measureStep({
      ...step,
      step: "the seats of one section",
      before: forgotten,
      act: () => readSeats(performance, { form: "state", section: "S1" }, systemClock()),
    }),
    await measureStep({
      ...step,
      step: "what is left in the whole hall",
      grows: "it adds up the states of all sections",
      before: forgotten,
      act: () => readAvailability(performance.performanceId, systemClock()),
    }),
    await measureStep({
      ...step,
      step: "the audit of a concert",
      grows: "it reads every seat that was ever held",
      times: 1,
      act: () => auditWhole(concertId),
    }),
  ];
};
