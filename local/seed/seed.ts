import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createEncoreClient, type EncoreClient } from "#client/encore-client.ts";
import { chartServiceBy, uploadChart } from "#client/upload-chart.ts";
import { fetchAccessToken } from "#local/identity/access-token.ts";
import { type DemoConcert, demoConcerts } from "#local/seed/demo-concerts.ts";

interface SeedOptions {
  readonly url: string;
  readonly issuer: string;
  /** The folder that keeps the time of the first run, so that later runs on the same data create nothing new. */
  readonly dataDir: string | undefined;
}

export interface SeededConcert {
  readonly concertId: string;
  readonly title: string;
  readonly venue: string;
  readonly opensAt: string;
  readonly capacity: number;
  readonly performanceIds: readonly string[];
}

const FILE = "seeded-at";

/** Creates the demo concerts through the API, as an operator. On kept data it finds those of the first run. */
export const seedDemo = async ({ url, issuer, dataDir }: SeedOptions): Promise<readonly SeededConcert[]> => {
  const baseMs = await timeOfFirstRun(dataDir);
  const userToken = await fetchAccessToken(issuer, { user: "operator" });
  const client = createEncoreClient({ url, userToken });
  const seeded: SeededConcert[] = [];
  for (const demo of demoConcerts(baseMs)) seeded.push(await createDemoConcert(client, demo, baseMs));
  return seeded;
};

const createDemoConcert = async (client: EncoreClient, demo: DemoConcert, baseMs: number): Promise<SeededConcert> => {
  const key = `demo-${demo.slug}-${baseMs}`;
  const { body: concert } = await client.call("createConcert", { body: demo.concert, idempotencyKey: key });
  const { concertId, title, venue, opensAt } = concert;
  const hall = await demoHall(client, demo, key);
  const performances = await Promise.all(
    demo.performances.map((performance, index) =>
      client.call("createPerformance", {
        params: { concertId },
        body: { ...performance, ...hall },
        idempotencyKey: `${key}-${index + 1}`,
      }),
    ),
  );
  return {
    concertId,
    title,
    venue,
    opensAt,
    capacity: performances[0]?.body.capacity ?? 0,
    performanceIds: performances.map(({ body }) => body.performanceId),
  };
};

/** The chart of a concert's performances, if it has one. */
const demoHall = async (client: EncoreClient, { chart }: DemoConcert, key: string) => {
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
