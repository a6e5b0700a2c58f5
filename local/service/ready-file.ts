import { rename, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Service } from "#local/service/service.ts";

/** Tells other programs where the service is. The file is there whole or not at all. @returns How to take it away. */
export const writeReadyFile = async (
  path: string,
  { url, issuer, dynamodb, sqs }: Service,
): Promise<() => Promise<void>> => {
  const file = resolve(path);
  await writeFile(`${file}.part`, `${JSON.stringify({ url, issuer, dynamodb, sqs, pid: process.pid })}\n`);
  await rename(`${file}.part`, file);
  return () => rm(file, { force: true });
};
