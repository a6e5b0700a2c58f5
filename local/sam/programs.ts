import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

const works = async (command: string, parameters: readonly string[]): Promise<boolean> => {
  try {
    await run(command, parameters);
    return true;
  } catch {
    return false;
  }
};

/** @throws Error naming what is missing: the SAM CLI, a running Docker engine, or both. */
export const requireSam = async (): Promise<void> => {
  const [hasSam, hasDocker] = await Promise.all([works("sam", ["--version"]), works("docker", ["info"])]);
  const missing = [hasSam ? "" : "the AWS SAM CLI (sam)", hasDocker ? "" : "a running Docker engine"].filter(Boolean);
  if (missing.length > 0) {
    throw new Error(`npm run sam needs ${missing.join(" and ")}. npm start runs the same functions without them.`);
  }
};
