import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { tokenCommand } from "#test/conformance/support/target.ts";

/** A request to the token command, sent as one line of JSON. */
export interface TokenRequest {
  readonly user: string;
  readonly operator?: boolean;
  /** More groups of the user. */
  readonly groups?: readonly string[];
  /** Negative for a token that has expired already. */
  readonly expiresInSeconds?: number;
  /** The client that the token is for, if not this service's. */
  readonly audience?: string;
}

/**
 * Makes user tokens for the requests, in their order; null where the token command can't make one.
 * @throws Error if the command fails or writes another number of lines
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
