/** Has the caller's own command make access tokens, several at once, as `npm run token -- --batch` does. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import type { TokenRequestOptions } from "#local/identity/access-token.ts";

/**
 * Runs a shell command that gets each request as a line of JSON and writes a token for each.
 * @returns the tokens in the order of the requests; null where the command can't make one, and writes an empty line
 * @throws Error if the command fails or writes another number of lines
 */
export const tokenBatch = async (
  tokenCommand: string,
  requests: readonly TokenRequestOptions[],
): Promise<readonly (string | null)[]> => {
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
