import { httpUrl, readOptions, UsageError, wholeNumber } from "#cli/options.ts";
import type { CrowdShape } from "#test/load/people.ts";
import type { Target } from "#test/load/sign-in.ts";
import { USERS_MAX } from "#test/load/test-sale.ts";

export interface CrowdOptions extends CrowdShape {
  readonly maxActive: number;
  readonly seed: number;
  readonly secondsMax: number;
  /** The time over which people join; 0 for all at once. */
  readonly joinSeconds: number;
  /** The run ends after this time, whoever still waits; undefined to wait for everybody. */
  readonly waitingSeconds: number | undefined;
  /** People who only look at the queue, through the edge, as if they had the numbers from 1 on. */
  readonly watchers: number;
  /** Locations of an edge between the crowd and the service; undefined for none. */
  readonly locations: number | undefined;
  /** A running service; undefined to start one. */
  readonly target: Target | undefined;
}

export const HELP = `Usage: npm run crowd -- [options]

Sends a crowd to one concert over HTTP alone: everyone joins at once, waits, claims the turn and leaves, over 200
connections at once. No two people may share a number, the cap must hold, no one may be skipped or admitted early, and
no response may be 5xx except 503 with Retry-After. If all of that held, the last line is "ok" and the exit code 0.

  --users N          people who join at once (default 5000)
  --duplicates S     share of people who join from two devices at the same moment (default 0.1)
  --leavers S        share of people who leave while they wait (default 0.05)
  --max-active N     most people admitted at once (default 500)
  --edge             send the crowd through a cache that does what the CDN of a deployed stage does, by the same table. All
                     people who wait then look at the queue by themselves, as often as the pages do
  --locations N      locations of the edge, each with a cache of its own (default 3)
  --join-seconds N   join one after the other in this time instead of all at once
  --waiting-seconds N
                     end after this time, whoever still waits then: for a crowd that this machine could not serve. That
                     everybody gets in is not checked
  --watchers N       with --edge: people who do not join, but look at the queue as often as they would with the numbers 1
                     to N. They cost the service nothing else, so that many can wait on a small machine (default 0)
  --url URL          use this running service instead of starting one; needs --issuer
  --issuer URL       its local identity provider
  --seed N           seed of the random numbers: who joins twice, who leaves, how long people stay (default 1)
  --seconds-max N    seconds after which to give up, without the start of the service (default 600)
  --help             show this help`;

/** Tokens of the local identity provider are valid for an hour. */
const SECONDS_MAX = 3600;
const LOCATIONS_MAX = 50;

/** @throws UsageError if the value is not a number from 0 to 1 */
const share = (name: string, value: string): number => {
  const number = Number(value);
  if (!/^\d*\.?\d+$/.test(value) || number > 1) {
    throw new UsageError(`--${name} must be a number from 0 to 1, not "${value}".`);
  }
  return number;
};

const targetOf = (url: string | undefined, issuer: string | undefined): Target | undefined => {
  if (url === undefined && issuer === undefined) return undefined;
  if (url === undefined || issuer === undefined) throw new UsageError("--url and --issuer must be passed together.");
  return { url: httpUrl("url", url), issuer: httpUrl("issuer", issuer) };
};

/**
 * Reads the command line; undefined if it asks for help.
 * @throws UsageError if it can't be carried out
 */
export const readCrowdOptions = (): CrowdOptions | undefined => {
  const values = readOptions(
    {
      users: { type: "string", default: "5000" },
      duplicates: { type: "string", default: "0.1" },
      leavers: { type: "string", default: "0.05" },
      "max-active": { type: "string", default: "500" },
      edge: { type: "boolean", default: false },
      locations: { type: "string", default: "3" },
      "join-seconds": { type: "string", default: "0" },
      "waiting-seconds": { type: "string" },
      watchers: { type: "string", default: "0" },
      url: { type: "string" },
      issuer: { type: "string" },
      seed: { type: "string", default: "1" },
      "seconds-max": { type: "string", default: "600" },
      help: { type: "boolean", default: false },
    },
    "crowd",
  );
  if (values.help) return undefined;
  return {
    users: wholeNumber("users", values.users, 1, USERS_MAX),
    duplicates: share("duplicates", values.duplicates),
    leavers: share("leavers", values.leavers),
    maxActive: wholeNumber("max-active", values["max-active"], 1, 1_000_000),
    seed: wholeNumber("seed", values.seed, 0, 2 ** 32 - 1),
    secondsMax: wholeNumber("seconds-max", values["seconds-max"], 10, SECONDS_MAX),
    joinSeconds: wholeNumber("join-seconds", values["join-seconds"], 0, SECONDS_MAX),
    waitingSeconds:
      values["waiting-seconds"] === undefined
        ? undefined
        : wholeNumber("waiting-seconds", values["waiting-seconds"], 10, SECONDS_MAX),
    watchers: values.edge ? wholeNumber("watchers", values.watchers, 0, USERS_MAX) : 0,
    locations: values.edge ? wholeNumber("locations", values.locations, 1, LOCATIONS_MAX) : undefined,
    target: targetOf(values.url, values.issuer),
  };
};
