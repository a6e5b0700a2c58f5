/** Large halls, made as operators make them. Import after startTestEnvironment(). */
import { randomUUID } from "node:crypto";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { createPerformance } from "#functions/catalog/create-performance.ts";
import type { Performance } from "#functions/catalog/rules/performance.ts";
import { createChart } from "#functions/charts/create-chart.ts";
import { publishChart } from "#functions/charts/publish-chart.ts";
import { putChartSection } from "#functions/charts/put-chart-section.ts";
import { recountSection, seatKey } from "#functions/seats/seat-store.ts";
import { dynamo, tableNamed } from "#functions/shared/dynamodb.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { isoTime, systemClock } from "#functions/shared/time.ts";
import { standardPrices } from "#test/support/sections.ts";

const ROWS = 50;
export const SEATS_PER_ROW = 20;
/** In turn, a section each. */
export const CATEGORIES = ["R", "S", "A"] as const;

/** Publishes a chart of sections of 1,000 seats each. */
export const publishHall = async (sections: number): Promise<string> => {
  const now = systemClock();
  const { created } = await createChart(
    { userId: "operator", idempotencyKey: randomUUID(), wanted: { name: "Bowl" } },
    now,
  );
  const { chartId } = created;
  const ids = Array.from({ length: sections }, (_, index) => `S${index + 1}`);
  for (const [index, sectionId] of ids.entries()) {
    await putChartSection(chartId, {
      sectionId,
      category: CATEGORIES[index % CATEGORIES.length],
      rows: Array.from({ length: ROWS }, (_, row) => ({ row: String(row + 1), from: 1, to: SEATS_PER_ROW })),
    });
  }
  await publishChart(chartId, ids, now);
  return chartId;
};

/** A performance of a concert in such a hall. */
export const performIn = async (concertId: string, chartId: string, sections: number): Promise<Performance> => {
  const now = systemClock();
  const prices = { R: 3000, S: 2000, A: 1000 };
  const used = CATEGORIES.slice(0, sections);
  const { created } = await createPerformance(
    {
      concertId,
      userId: "operator",
      idempotencyKey: randomUUID(),
      wanted: {
        startsAt: isoTime(now + 7200),
        salesCloseAt: isoTime(now + 3600),
        seatLimit: 10,
        orphanRule: "OFF",
        chartId,
        prices: standardPrices(Object.fromEntries(used.map((category) => [category, prices[category]]))),
        bookingFee: 0,
      },
    },
    now,
  );
  return created;
};

/** Sells the last seat of each section to nobody and has it counted, so that all states are as long as they can be. */
export const countAll = async ({ performanceId, sections }: Performance): Promise<void> => {
  const now = systemClock();
  const count = async ({ sectionId, seats }: Performance["sections"][number]): Promise<void> => {
    const last = seats.at(-1);
    if (last === undefined) return;
    const sold = { reservationId: `res_${"r".repeat(22)}`, userId: randomUUID(), index: last.index, state: "SOLD" };
    const item = { ...seatKey(performanceId, last.seatId), ...sold };
    await dynamo.send(new PutCommand({ TableName: tableNamed("seats"), Item: item }));
    await recountSection(performanceId, sectionId, now);
  };
  await forEachLimit(sections, 10, count, (error) => {
    throw error;
  });
};
