import { rename, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Service } from "#local/service/service.ts";

/** Writes a file that shows other programs where the service is, in one atomic step. @returns How to remove the file. */
export const writeReadyFile = async (
  path: string,
  { url, issuer, dynamodb, sqs, secretsManager, signingSecret }: Omit<Service, "eventLog" | "died">,
): Promise<() => Promise<void>> => {
  const file = resolve(path);
  const service = { url, issuer, dynamodb, sqs, secretsManager, signingSecret, pid: process.pid };
  await writeFile(`${file}.part`, `${JSON.stringify(service)}\n`);
  await rename(`${file}.part`, file);
  return () => rm(file, { force: true });
};
