import { chmod, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LocalSecret } from "#local/stack/secrets.ts";

/** The value of a secret, and the one before it. */
interface Versions {
  readonly current: string;
  readonly previous?: string;
}

export type VersionStage = "AWSCURRENT" | "AWSPREVIOUS";

type Save = (values: Readonly<Record<string, Versions>>) => Promise<void>;

/** Secret values by ARN, with the two stages that AWS keeps by itself. */
export class SecretValues {
  readonly #versions: Map<string, Versions>;
  readonly #save: Save;

  constructor(values: Readonly<Record<string, Versions>> = {}, save: Save = () => Promise.resolve()) {
    this.#versions = new Map(Object.entries(values));
    this.#save = save;
  }

  get(arn: string, stage: VersionStage = "AWSCURRENT"): string | undefined {
    const versions = this.#versions.get(arn);
    return stage === "AWSPREVIOUS" ? versions?.previous : versions?.current;
  }

  /** Replaces a value. The value before becomes the previous one. @returns whether there is such a secret */
  async replace(arn: string, value: string): Promise<boolean> {
    const versions = this.#versions.get(arn);
    if (versions === undefined) return false;
    this.#versions.set(arn, { current: value, previous: versions.current });
    await this.#save(Object.fromEntries(this.#versions));
    return true;
  }
}

/** The values of the template's secrets: generated once, and kept in the data folder if there is one. */
export const secretValues = async (
  secrets: readonly LocalSecret[],
  dataDir: string | undefined,
): Promise<SecretValues> => {
  const kept = dataDir === undefined ? {} : await readKept(join(dataDir, FILE));
  const values = Object.fromEntries(secrets.map(({ arn, generate }) => [arn, kept[arn] ?? { current: generate() }]));
  if (dataDir === undefined) return new SecretValues(values);
  const save = saveIn(join(dataDir, FILE));
  await save(values);
  return new SecretValues(values, save);
};

const FILE = "secrets.json";

/** Writes the file in one step: half of it would be a secret lost. */
const saveIn =
  (file: string): Save =>
  async (values) => {
    await writeFile(`${file}.part`, JSON.stringify(values, null, 2), { mode: 0o600 });
    await chmod(`${file}.part`, 0o600);
    await rename(`${file}.part`, file);
  };

/** A folder from before secrets could be replaced has one text for each. */
const readKept = async (file: string): Promise<Readonly<Record<string, Versions>>> => {
  try {
    const kept = JSON.parse(await readFile(file, "utf8")) as Record<string, string | Versions>;
    return Object.fromEntries(
      Object.entries(kept).map(([arn, value]) => [arn, typeof value === "string" ? { current: value } : value]),
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
};
