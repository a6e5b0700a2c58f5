/** What a run was made on, and with what. */
import { readFile } from "node:fs/promises";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import * as z from "zod/mini";
import { PROJECT_DIR } from "#lib/project.ts";
import { chooseEngine } from "#local/dynamodb/programs.ts";

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  /** Of the last minute before the run: 1 for each core that is busy. */
  readonly loadBefore: number;
}

export interface Versions {
  readonly node: string;
  /** The DynamoDB that the tables of a run are on. */
  readonly engine: string;
  readonly package: string;
  readonly sdk: string;
}

export const machineNow = (): Machine => ({
  processor: cpus()[0]?.model.trim() ?? "unknown",
  cores: availableParallelism(),
  memoryBytes: totalmem(),
  loadBefore: loadavg()[0] ?? 0,
});

const PackageFile = z.object({
  name: z.string(),
  version: z.string(),
  dependencies: z.record(z.string(), z.string()),
});

const engineName = async (): Promise<string> => {
  try {
    return (await chooseEngine()).name;
  } catch {
    return "none";
  }
};

export const versionsNow = async (): Promise<Versions> => {
  const { name, version, dependencies } = PackageFile.parse(
    JSON.parse(await readFile(join(PROJECT_DIR, "package.json"), "utf8")),
  );
  return {
    node: process.version,
    engine: await engineName(),
    package: `${name} ${version}`,
    sdk: dependencies["@aws-sdk/client-dynamodb"] ?? "unknown",
  };
};

const GIB = 2 ** 30;

export const machineInWords = ({ processor, cores, memoryBytes, loadBefore }: Machine): string =>
  `${processor}, ${cores} cores, ${Math.round(memoryBytes / GIB)} GB, load ${loadBefore.toFixed(1)} before the run`;

export const versionsInWords = ({ node, engine, package: name, sdk }: Versions): string =>
  `${name}, Node ${node}, ${engine}, AWS SDK ${sdk}`;

/** Times of a busy machine say something about its neighbours. */
export const isBusy = ({ cores, loadBefore }: Machine): boolean => loadBefore > cores / 2;
