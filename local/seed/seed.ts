import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createEncoreClient } from "#client/encore-client.ts";
import type { EncoreClient } from "#client/table-client.ts";
import { chartServiceBy, uploadChart } from "#client/upload-chart.ts";
import { fetchAccessToken } from "#local/identity/access-token.ts";
import { type DemoConcert, demoConcerts } from "#local/seed/demo-concerts.ts";
import type { Step } from "#local/service/progress.ts";

interface SeedOptions {
  readonly url: string;
  readonly issuer: string;
  /** The folder that keeps the time of the first run, so that later runs on the same data create nothing new. */
  readonly dataDir: string | undefined;
  /** Reports each step of the work as it ends. */
  readonly step: Step;
}

export interface SeededConcert {
  readonly concertId: string;
  readonly title: string;
  readonly venue: string;
  readonly opensAt: string;
  readonly capacity: number;
  readonly performanceIds: readonly string[];
}

interface Hall {
  readonly chartId?: string;
}

const FILE = "seeded-at";

/** Creates the demo concerts through the API, as an operator. On kept data it finds those of the first run. */
export const seedDemo = async ({ url, issuer, dataDir, step }: SeedOptions): Promise<readonly SeededConcert[]> => {
  const baseMs = await timeOfFirstRun(dataDir);
  const userToken = await fetchAccessToken(issuer, { user: "operator" });
  return seedConcerts(createEncoreClient({ url, userToken }), baseMs, step);
};

/**
 * Creates the demo concerts, as the operator that the client is signed in as.
 * @param baseMs their dates are counted from it; the same concerts are created only once
 */
export const seedConcerts = async (
  client: EncoreClient,
  baseMs: number,
  step: Step,
): Promise<readonly SeededConcert[]> => {
  const demos = demoConcerts(baseMs);
  const publish = (demo: DemoConcert) => publishHall(client, demo, keyOf(demo, baseMs));
  const halls = await step("demo halls published", Promise.all(demos.map(publish)));
  return step("demo concerts created", createDemoConcerts(client, demos, halls, baseMs));
};

/** One after the other, since concerts that open at the same time are listed as they were created. */
const createDemoConcerts = async (
  client: EncoreClient,
  demos: readonly DemoConcert[],
  halls: readonly Hall[],
  baseMs: number,
): Promise<readonly SeededConcert[]> => {
  const seeded: SeededConcert[] = [];
  for (const [index, demo] of demos.entries()) {
    seeded.push(await createDemoConcert(client, demo, halls[index] ?? {}, keyOf(demo, baseMs)));
  }
  return seeded;
};

const keyOf = ({ slug }: DemoConcert, baseMs: number): string => `demo-halls-${slug}-${baseMs}`;

const createDemoConcert = async (
  client: EncoreClient,
  demo: DemoConcert,
  hall: Hall,
  key: string,
): Promise<SeededConcert> => {
  const { body: concert } = await client.call("createConcert", { body: demo.concert, idempotencyKey: key });
  const { concertId, title, venue, opensAt } = concert;
  const performances = await Promise.all(
    demo.performances.map((performance, index) =>
      client.call("createPerformance", {
        params: { concertId },
        body: { ...performance, ...hall },
        idempotencyKey: `${key}-${index + 1}`,
      }),
    ),
  );
  if (demo.promotion !== undefined) {
    const idempotencyKey = `${key}-promotion`;
    await client.call("createPromotion", { params: { concertId }, body: demo.promotion, idempotencyKey });
  }
  return {
    concertId,
    title,
    venue,
    opensAt,
    capacity: performances[0]?.body.capacity ?? 0,
    performanceIds: performances.map(({ body }) => body.performanceId),
  };
};

/** Publishes the chart of a concert's performances, if it has one. */
const publishHall = async (client: EncoreClient, { chart }: DemoConcert, key: string): Promise<Hall> => {
  if (chart === undefined) return {};
  const service = chartServiceBy((call) => call(client));
  const { chartId } = await uploadChart(service, chart, `${key}-chart`);
  return { chartId };
};

const timeOfFirstRun = async (dataDir: string | undefined): Promise<number> => {
  const nowMs = Date.now();
  if (dataDir === undefined) return nowMs;
  const file = join(dataDir, FILE);
  const kept = await readFile(file, "utf8").catch(() => undefined);
  if (kept !== undefined) return Date.parse(kept.trim());
  await writeFile(file, `${new Date(nowMs).toISOString()}\n`);
  return nowMs;
};
