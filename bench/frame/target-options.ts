/** Which running service `npm run bench` is to measure, from its command line. */
import type { Target } from "#bench/frame/target.ts";
import { httpUrl, UsageError } from "#cli/options.ts";
import { localIssuer } from "#local/identity/local-issuer.ts";

export interface TargetValues {
  readonly url?: string | undefined;
  readonly issuer?: string | undefined;
  readonly "token-command"?: string | undefined;
}

const tokensOf = (url: string, issuer: string | undefined, command: string | undefined): Target["tokens"] => {
  if (command !== undefined) {
    if (issuer !== undefined) throw new UsageError("Pass --issuer or --token-command, not both.");
    if (command.trim() === "") throw new UsageError("--token-command must be a shell command.");
    return { command };
  }
  const local = issuer ?? localIssuer(url);
  if (local !== undefined) return { issuer: httpUrl("issuer", local) };
  throw new UsageError(
    'For a service that is not on this machine, pass --token-command, such as "node cli/token.ts --batch --outputs FILE".',
  );
};

/** @returns undefined if none is named. @throws UsageError if it is named in part */
export const targetFrom = ({ url, issuer, "token-command": command }: TargetValues): Target | undefined => {
  if (url !== undefined) {
    const address = httpUrl("url", url);
    return { url: address, tokens: tokensOf(address, issuer, command) };
  }
  if (issuer !== undefined || command !== undefined) {
    throw new UsageError("--issuer and --token-command say who makes the tokens of --url, which is missing.");
  }
  return undefined;
};
