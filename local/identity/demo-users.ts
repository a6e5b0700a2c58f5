import { OPERATORS_GROUP } from "#functions/shared/grants.ts";

/** A user that the identity provider signs in. */
export interface LocalUser {
  readonly name: string;
  readonly groups: readonly string[];
}

/** The group with its own lane in the queue of the demo arena. */
export const PRESALE_GROUP = "presale";

/** The users on the sign-in page. A script may ask for a token for any other name. */
export const DEMO_USERS: readonly LocalUser[] = [
  { name: "mina", groups: [] },
  { name: "jun", groups: [] },
  { name: "sora", groups: [] },
  { name: "hana", groups: [PRESALE_GROUP] },
  { name: "operator", groups: [OPERATORS_GROUP] },
];

export const demoUser = (name: string): LocalUser =>
  DEMO_USERS.find((user) => user.name === name) ?? { name, groups: [] };
