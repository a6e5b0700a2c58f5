import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Runs the caller's own command to get an access token. It reads one line of JSON and prints the token.
 * @throws Error if it fails or prints nothing.
 */
export const tokenFromCommand = async (command: string, user: string): Promise<string> => {
  const child = run(command, { shell: true });
  child.child.stdin?.end(`${JSON.stringify({ user })}\n`);
  const { stdout } = await child.catch((error: unknown) => {
    throw new Error(`The token command failed: ${command}`, { cause: error });
  });
  const token = stdout.trim().split("\n").at(-1) ?? "";
  if (token === "") throw new Error(`The token command printed no token: ${command}`);
  return token;
};
