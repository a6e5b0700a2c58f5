import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { tokenCommand } from "#test/conformance/support/target.ts";

/** What the token command is asked for, one JSON line each. */
export interface TokenRequest {
  readonly user: string;
  readonly operator?: boolean;
  /** Further groups of the user. */
  readonly groups?: readonly string[];
  /** Negative: expired already. */
  readonly expiresInSeconds?: number;
  /** Whom the token is meant for, if not this service. */
  readonly audience?: string;
}

/**
 * User tokens for the requests, in their order; null where the token command can't make one.
 * @throws Error if the command fails or answers with another number of lines.
 */
export const mint = async (requests: readonly TokenRequest[]): Promise<readonly (string | null)[]> => {
  const command = spawn(tokenCommand, { shell: true, stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<number | null>((resolve, reject) => {
    command.once("error", reject);
    command.once("close", resolve);
  });
  command.stdin.end(requests.map((request) => `${JSON.stringify(request)}\n`).join(""));
  const [output, exitCode] = await Promise.all([text(command.stdout), ended]);
  if (exitCode !== 0) throw new Error(`The token command ended with ${exitCode}: ${tokenCommand}`);
  const lines = output.replace(/\n$/, "").split("\n");
  if (lines.length !== requests.length) {
    throw new Error(`The token command wrote ${lines.length} lines for ${requests.length} requests: ${tokenCommand}`);
  }
  return lines.map((line) => (line.trim() === "" ? null : line.trim()));
};
