import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { isRunning } from "#local/process/running.ts";

/** The process that something on the disk belongs to. */
export interface Owner {
  readonly pid: number;
  readonly host: string;
  /** When the process started, as its system counts; the system may give its number to another process later. */
  readonly started?: string | undefined;
}

/** Linux shows when a process started; elsewhere its number alone has to do. */
const startOf = (pid: number): string | undefined => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${fields[19]}`;
  } catch {
    return undefined;
  }
};

export const thisOwner = (): Owner => ({ pid: process.pid, host: hostname(), started: startOf(process.pid) });

export const isSameOwner = (one: Owner, other: Owner): boolean =>
  one.pid === other.pid && one.host === other.host && one.started === other.started;

/** Whether the process is known to have ended. A process of another machine or container is never known to. */
export const hasEnded = ({ pid, host, started }: Owner): boolean => {
  if (host !== hostname()) return false;
  return !isRunning(pid) || (started !== undefined && startOf(pid) !== started);
};

/** @throws Error if the text is not what `JSON.stringify` made of an owner */
export const ownerIn = (text: string): Owner => {
  const { pid, host, started } = JSON.parse(text) as Owner;
  if (!Number.isInteger(pid) || typeof host !== "string") throw new Error("This file names no process.");
  return { pid, host, started };
};
