import { randomBytes } from "node:crypto";
import { test } from "@jest/globals";
import type { Several } from "#test/conformance/support/several.ts";
import { usersMax } from "#test/conformance/support/target.ts";
import { mint } from "#test/conformance/support/tokens.ts";

/** A user of the service. Every user of the suite is new, so that it can run again on the same service. */
export interface User {
  readonly name: string;
  readonly token: string;
}

/** Users made together, ahead of the tests: on this machine they cost nothing, in a user pool each takes several calls. */
const POOL_SIZE = usersMax === Number.POSITIVE_INFINITY ? 40 : 5;

const newName = (): string => `user-${randomBytes(6).toString("hex")}`;

const toUser = (name: string, token: string | null | undefined): User => {
  if (!token) throw new Error("The token command can't make a token for a plain user.");
  return { name, token };
};

const mintUsers = async (count: number): Promise<User[]> => {
  const names = Array.from({ length: count }, newName);
  const tokens = await mint(names.map((user) => ({ user })));
  return names.map((name, index) => toUser(name, tokens[index]));
};

const operatorName = newName();
const poolNames = Array.from({ length: POOL_SIZE }, newName);
const [operatorToken, ...poolTokens] = await mint([
  { user: operatorName, operator: true },
  ...poolNames.map((user) => ({ user })),
]);
const pool = poolNames.map((name, index) => toUser(name, poolTokens[index]));

/** Null if the token command can't make operators. */
export const operator: User | null = operatorToken ? { name: operatorName, token: operatorToken } : null;

/** Users who have never called before. */
export const newUsers = async <Count extends number>(count: Count): Promise<Several<User, Count>> => {
  if (count > usersMax) throw new Error(`${count} users are more than --users-max allows: ask crowd for their number.`);
  if (pool.length < count) pool.push(...(await mintUsers(Math.max(count - pool.length, POOL_SIZE))));
  const users = pool.splice(0, count);
  return users as readonly User[] as Several<User, Count>;
};

/** How many users a test of a crowd takes: this number, or as many as `--users-max` allows. */
export const crowd = (count: number): number => Math.min(count, usersMax);

/** Users of this group who have never called before; null if the token command can't make one. */
export const newMembers = async (count: number, group: string): Promise<readonly User[] | null> => {
  const names = Array.from({ length: count }, newName);
  const tokens = await mint(names.map((user) => ({ user, groups: [group] })));
  return tokens.includes(null) ? null : names.map((name, index) => toUser(name, tokens[index]));
};

/** A user who has never called before. */
export const newUser = async (): Promise<User> => (await newUsers(1))[0];

/**
 * `test`, or one that reports itself as skipped if something that it needs is null. The token command of a deployed stage
 * may be unable to make operators, groups or bad tokens, and some tests need a local service. The local service skips none.
 */
export const testWith = (...needed: readonly unknown[]) => (needed.includes(null) ? test.skip : test);
