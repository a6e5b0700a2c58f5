import { AdminDeleteUserCommand, paginateListUsers } from "@aws-sdk/client-cognito-identity-provider";
import { TOOL_USER_PREFIX } from "#cli/stage/tool-user.ts";
import { userPoolClient } from "#cli/stage/user-pool.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";

const CALLS_AT_ONCE = 4;

/** An account that a tool made. */
export interface ToolAccount {
  readonly username: string;
  /** The user's id in the service. */
  readonly userId: string;
}

/** The accounts in the user pool that tools made. */
export const toolAccounts = async (poolId: string): Promise<readonly ToolAccount[]> => {
  const accounts: ToolAccount[] = [];
  const filter = { UserPoolId: poolId, Filter: `email ^= "${TOOL_USER_PREFIX}"` };
  for await (const { Users: users = [] } of paginateListUsers({ client: userPoolClient(poolId) }, filter)) {
    for (const { Username: username, Attributes: attributes = [] } of users) {
      const attribute = (name: string): string => attributes.find(({ Name }) => Name === name)?.Value ?? "";
      // Whatever the pool understood by the filter, nobody else's account may be removed.
      if (username !== undefined && attribute("email").startsWith(TOOL_USER_PREFIX)) {
        accounts.push({ username, userId: attribute("sub") });
      }
    }
  }
  return accounts;
};

export const removeAccounts = async (poolId: string, accounts: readonly ToolAccount[]): Promise<void> => {
  const pool = userPoolClient(poolId);
  await forEachLimit(
    accounts,
    CALLS_AT_ONCE,
    ({ username }) => pool.send(new AdminDeleteUserCommand({ UserPoolId: poolId, Username: username })),
    (error) => {
      throw error;
    },
  );
};
