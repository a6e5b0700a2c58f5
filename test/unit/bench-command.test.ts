/** `npm run bench` as people start it, with the part that needs neither tables nor bundles. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { PARTS } from "#bench/parts.ts";
import { runCommand } from "#test/runner/run-command.ts";

const bench = (...args: readonly string[]) =>
  runCommand(process.execPath, ["bench/bench.ts", ...args], { captured: true });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "encore-bench-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("npm run bench", () => {
  it("runs a part, and writes figures and a page", async () => {
    const [json, html] = [join(folder, "bench.json"), join(folder, "bench.html")];

    const { code, output } = await bench("--only", "ceilings", "--quick", "--json", json, "--html", html);

    expect(code).toBe(0);
    expect(output).toMatch(/cores, \d+ GB, load/);
    expect(output).toMatch(/Node v\d+.*seed 7, quick/);
    const report = JSON.parse(await readFile(json, "utf8")) as {
      readonly machine: { readonly cores: number };
      readonly parts: readonly { readonly name: string; readonly result: { readonly raw: object } }[];
    };
    expect(report.machine.cores).toBeGreaterThan(0);
    expect(report.parts.map(({ name }) => name)).toEqual(["ceilings"]);
    expect(Object.keys(report.parts[0]?.result.raw ?? {})).toContain("steps");
    expect(await readFile(html, "utf8")).toContain("<svg");
  }, 60_000);

  it("lists its parts, and refuses one that it lacks", async () => {
    const [help, wrong] = [await bench("--help"), await bench("--only", "speed")];

    expect(help.code).toBe(0);
    for (const { name } of PARTS) expect(help.output).toContain(`  ${name} `);
    expect(wrong.code).toBe(2);
    expect(wrong.output).toContain('no part "speed"');
  }, 60_000);
});
