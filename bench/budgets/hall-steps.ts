/** Steps in halls of which the process has read nothing but the chart, as a function of Lambda's. */
import type { CountStep } from "#bench/budgets/step-counter.ts";

const HALLS = [
  { sections: 1, name: "1,000 seats", read: 2 },
  { sections: 90, name: "90,000 seats", read: 12 },
] as const;

/** What a function keeps of a sale is read again after this time. */
const KEPT_MS = 1100;

export const hallSteps = async (count: CountStep): Promise<void> => {
  const { admit, createSale, holdNow, people } = await import("#test/integration/support/sale.ts");
  const { countAll, performIn, publishHall } = await import("#test/integration/support/hall.ts");
  const { findSections } = await import("#functions/charts/chart-store.ts");
  const { readAvailability } = await import("#functions/seats/read-availability.ts");
  const { readSeats } = await import("#functions/seats/read-seats.ts");
  const { systemClock, wait } = await import("#functions/shared/time.ts");

  const { concertId } = await createSale();
  const [queueToken] = (await admit(concertId, people(1))).values();
  if (queueToken === undefined) throw new Error("The user was not admitted.");
  for (const { sections, name, read } of HALLS) {
    const chartId = await publishHall(sections);
    await count(`loading a chart of ${name}, once for a process`, { read: 10, write: 0 }, () => findSections(chartId));
    const performance = await performIn(concertId, chartId, sections);
    await countAll(performance);
    const wish = { bestAvailable: { quantity: 4 } };
    await count(`best available, a hold of 4 of ${name}`, { read, write: 12 }, () =>
      holdNow({ performance, queueToken, wish }),
    );
    await wait(KEPT_MS);
    await count(`state of all sections, ${name}`, { read, write: 0 }, () =>
      readSeats(performance, { form: "state" }, systemClock()),
    );
    await wait(KEPT_MS);
    await count(`what is left by category, ${name}`, { read, write: 0 }, () =>
      readAvailability(performance.performanceId, systemClock()),
    );
  }
};
