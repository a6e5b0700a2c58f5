import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect } from "@jest/globals";
import { SUITE_MARK } from "#cli/stage/suite-mark.ts";
import { held, paid, toppedUp } from "#test/conformance/support/bookings.ts";
import { call, newKey } from "#test/conformance/support/client.ts";
import { inSeconds, openConcert } from "#test/conformance/support/concerts.ts";
import { admitNew } from "#test/conformance/support/queue.ts";
import type { Performance } from "#test/conformance/support/shapes.ts";
import { baseUrl } from "#test/conformance/support/target.ts";
import { operator, testWith } from "#test/conformance/support/users.ts";
import { theatrePlan } from "#test/support/pretix-plans.ts";

const test = testWith(operator);

interface DrawnChart {
  readonly chartId: string;
  readonly status: string;
  readonly capacity: number;
  readonly stage: { readonly outline: readonly unknown[] } | null;
  readonly sections: readonly { readonly sectionId: string; readonly outline: readonly unknown[] }[];
}

interface SectionSeats {
  readonly rows: readonly {
    readonly row: string;
    readonly blocks: readonly (readonly { readonly seat: string; readonly x: number; readonly y: number }[])[];
  }[];
}

const PROJECT = join(import.meta.dirname, "..", "..");

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "encore-chart-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const fileOf = async (content: unknown): Promise<string> => {
  const file = join(folder, `${randomUUID()}.json`);
  await writeFile(file, JSON.stringify(content));
  return file;
};

interface Outcome {
  readonly exitCode: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs the command. @param stopAt it is killed as soon as it has written this */
const importChart = async (options: readonly string[], stopAt?: string): Promise<Outcome> => {
  const command = spawn(process.execPath, ["cli/import-chart.ts", ...options], {
    cwd: PROJECT,
    env: { ...process.env, ENCORE_TOKEN: operator?.token ?? "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    command.once("error", reject);
    command.once("close", resolve);
  });
  if (stopAt !== undefined) {
    let written = "";
    command.stdout.on("data", (chunk: Buffer) => {
      written += chunk.toString();
      if (written.includes(stopAt)) command.kill("SIGKILL");
    });
  }
  const [output, errors, exitCode] = await Promise.all([text(command.stdout), text(command.stderr), ended]);
  return { exitCode, output, errors };
};

const publish = async (file: string): Promise<string> => {
  const { exitCode, output, errors } = await importChart(["--url", baseUrl, "--yes", file]);
  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: "" });
  return output;
};

const chartIdIn = (output: string): string => /cht_[\w-]+/.exec(output)?.[0] ?? "no chart id";

const readChart = (chartId: string) => call<DrawnChart>("GET", `/v1/charts/${chartId}`);

/** A hall of many sections, different each time. */
const largeHall = (sections: number) => ({
  name: `Stadium ${randomUUID()} ${SUITE_MARK}`,
  sections: Array.from({ length: sections }, (_, index) => ({
    sectionId: String(index + 1),
    label: `${index + 1}구역`,
    category: index < 10 ? "VIP" : "R",
    rows: Array.from({ length: 25 }, (_, row) => ({
      row: String(row + 1),
      label: `${row + 1}열`,
      curve: 1,
      blocks: [
        { from: 1, to: 10 },
        { from: 11, to: 30 },
        { from: 31, to: 40 },
      ],
    })),
  })),
});

describe("import-chart", () => {
  test("shows what it understood of a plan, publishes it, and draws every seat where the plan has it", async () => {
    const plan = { ...theatrePlan(), name: `Theatre ${randomUUID()} ${SUITE_MARK}` };

    const output = await publish(await fileOf(plan));

    expect(output).toContain("3 sections, 603 seats\n  25 rows in 49 blocks\n  I: 192\n  II: 376\n  Loge: 35\n");
    const chartId = chartIdIn(output);
    const { body: chart } = await readChart(chartId);
    expect(chart).toMatchObject({ status: "PUBLISHED", capacity: 603 });
    expect(chart.sections.map(({ sectionId }) => sectionId)).toEqual(["parkett", "Balkon", "LR"]);
    const { body: box, headers } = await call<SectionSeats>("GET", `/v1/charts/${chartId}/sections/LR`);
    expect(headers.get("cache-control")).toContain("max-age=31536000");
    const [row] = box.rows;
    expect(row?.blocks.map(({ length }) => length)).toEqual([35]);
    expect(row?.blocks[0]?.slice(0, 2)).toMatchObject([
      { seat: "1", x: 33.33, y: 10.42 },
      { seat: "3", x: 33.33, y: 11.42 },
    ]);
  });

  test("publishes 90 sections of 1,000 seats, which are drawn, sold from and audited", async () => {
    const hall = largeHall(90);

    const output = await publish(await fileOf(hall));

    expect(output).toContain("90 sections, 90,000 seats");
    expect(output).toContain("section 90 of 90: 90구역 (1,000)");
    const chartId = chartIdIn(output);
    const { body: chart } = await readChart(chartId);
    expect(chart).toMatchObject({ status: "PUBLISHED", capacity: 90_000 });

    // The file has no positions, so the service draws the hall: an outline for each section, 1 unit from seat to seat.
    expect(chart.stage?.outline).toHaveLength(4);
    expect(chart.sections.filter(({ outline }) => outline.length < 4)).toEqual([]);
    const { body: last } = await call<SectionSeats>("GET", `/v1/charts/${chartId}/sections/90`);
    expect(last.rows).toHaveLength(25);
    for (const { blocks } of last.rows) {
      expect(blocks.map(({ length }) => length)).toEqual([10, 20, 10]);
      for (const block of blocks) {
        const steps = block
          .slice(1)
          .map(({ x, y }, index) => Math.hypot(x - (block[index]?.x ?? 0), y - (block[index]?.y ?? 0)));
        expect(steps.filter((step) => Math.abs(step - 1) > 0.02)).toEqual([]);
      }
    }

    const { concertId } = await openConcert({ spareSeats: 0 });
    const types = [{ priceType: "standard", name: { ko: "일반", en: "Standard" }, amount: 10_000 }];
    const created = await call<Performance>("POST", `/v1/admin/concerts/${concertId}/performances`, {
      user: operator,
      key: newKey(),
      body: {
        startsAt: inSeconds(30 * 86_400),
        chartId,
        prices: ["VIP", "R"].map((category) => ({ category, types })),
      },
    });
    expect(created.status).toBe(201);
    expect(created.body.capacity).toBe(90_000);
    const [guest] = await admitNew(concertId, 1);
    await toppedUp(guest.user, 20_000);
    const hold = await held(guest, created.body.performanceId, ["90-25-10", "90-25-11"]);
    await paid(guest.user, hold.reservationId);
    const audit = await call<{ findings: readonly unknown[] }>("GET", `/v1/admin/concerts/${concertId}/audit`, {
      user: operator,
    });
    expect(audit.status).toBe(200);
    expect(audit.body.findings).toEqual([]);
  });

  test("continues a draft that an interrupted run has begun", async () => {
    const file = await fileOf(largeHall(12));

    const killed = await importChart(["--url", baseUrl, "--yes", file], "section 6 of 12");
    expect(killed.output).not.toContain("Published");

    const chartId = chartIdIn(await publish(file));
    expect((await readChart(chartId)).body.sections).toHaveLength(12);
  });

  test("publishes a file once, unless another chart of it is asked for", async () => {
    const file = await fileOf(largeHall(1));
    const chartId = chartIdIn(await publish(file));

    expect(await publish(file)).toContain(`This file has been published already, as ${chartId}.`);
    const again = await importChart(["--url", baseUrl, "--yes", "--new", file]);
    expect(chartIdIn(again.output)).not.toBe(chartId);
  });

  test("sends nothing on a dry run, nor without --yes, nor what is no chart", async () => {
    const file = await fileOf(largeHall(2));

    expect(await importChart(["--dry-run", file])).toMatchObject({ exitCode: 0, errors: "" });
    expect(await importChart(["--url", baseUrl, file])).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining("Pass --yes"),
    });
    const broken = await importChart(["--url", baseUrl, "--yes", await fileOf({ name: "Hall", sections: [] })]);
    expect(broken).toMatchObject({ exitCode: 1, errors: expect.stringContaining("sections: Send 1 item or more.") });
  });
});
