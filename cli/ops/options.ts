/** The command line of `npm run ops`. */
import { type Action, ALL_ACTIONS } from "#cli/ops/actions.ts";
import { httpUrl, oneOf, readOptionsAndFiles, UsageError, wholeNumber } from "#cli/options.ts";
import { STAGES, type StageName } from "#lib/stages.ts";

const PEOPLE_MAX = 5_000_000;
const SEATS_MAX = 90_000;

const read = () =>
  readOptionsAndFiles(
    {
      url: { type: "string" },
      concert: { type: "string" },
      stage: { type: "string" },
      queue: { type: "string" },
      users: { type: "string" },
      seats: { type: "string" },
      issuer: { type: "string" },
      yes: { type: "boolean", default: false },
      "dry-run": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
    "ops",
  );

type Values = ReturnType<typeof read>["values"];

export interface OpsOptions {
  readonly action: Action;
  readonly isConfirmed: boolean;
  readonly issuer: string | undefined;
  readonly url: () => string;
  readonly concertId: () => string;
  readonly stage: () => StageName;
  readonly queue: () => string;
  readonly users: () => number;
  readonly seats: () => number;
  readonly has: (name: "url" | "concert" | "stage" | "seats") => boolean;
}

/** @returns undefined if the help is wanted. @throws UsageError if there is not exactly one known action */
export const readOpsOptions = (): OpsOptions | undefined => {
  const { values, files: words } = read();
  if (values.help) return undefined;
  const [action, ...others] = words;
  if (action === undefined || others.length > 0) {
    throw new UsageError(`Name one action: ${ALL_ACTIONS.join(", ")}. See npm run ops -- --help.`);
  }
  if (values.yes && values["dry-run"]) throw new UsageError("Either --yes or --dry-run.");
  return {
    action: known(action),
    isConfirmed: values.yes,
    issuer: values.issuer,
    url: () => httpUrl("url", needed(values, "url")),
    concertId: () => needed(values, "concert"),
    stage: () => oneOf("stage", needed(values, "stage"), Object.keys(STAGES) as StageName[]),
    queue: () => needed(values, "queue"),
    users: () => wholeNumber("users", needed(values, "users"), 1, PEOPLE_MAX),
    seats: () => wholeNumber("seats", needed(values, "seats"), 1, SEATS_MAX),
    has: (name) => values[name] !== undefined,
  };
};

const known = (word: string): Action => {
  const action = ALL_ACTIONS.find((each) => each === word);
  if (action === undefined) {
    throw new UsageError(`There is no action "${word}". Choose one of ${ALL_ACTIONS.join(", ")}.`);
  }
  return action;
};

const needed = (values: Values, name: "url" | "concert" | "stage" | "queue" | "users" | "seats"): string => {
  const value = values[name];
  if (value === undefined || value === "")
    throw new UsageError(`This action needs --${name}. See npm run ops -- --help.`);
  return value;
};
