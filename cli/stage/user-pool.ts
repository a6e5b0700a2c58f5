import { randomBytes } from "node:crypto";
import {
  AdminAddUserToGroupCommand,
  AdminConfirmSignUpCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  GroupExistsException,
  SignUpCommand,
  UsernameExistsException,
} from "@aws-sdk/client-cognito-identity-provider";
import { UsageError } from "#cli/options.ts";
import type { StageOutputs } from "#cli/stage/outputs.ts";
import { signIn } from "#cli/stage/srp-sign-in.ts";
import { toolUserAddress } from "#cli/stage/tool-user.ts";
import { OPERATORS_GROUP } from "#functions/shared/grants.ts";
import type { TokenRequestOptions } from "#local/identity/access-token.ts";
import { Semaphore } from "#local/semaphore.ts";

/** A user pool has quotas of calls a second for all of its users: tools must not take them from buyers. */
const CALLS_AT_ONCE = 4;
/** Throttled calls are repeated, later each time. */
const ATTEMPTS_MAX = 8;
const PASSWORD_BYTES = 24;

/** A password that nobody knows, with each kind of character that the pool requires. */
const newPassword = (): string => `${randomBytes(PASSWORD_BYTES).toString("base64url")}aA1!`;

export const regionOfPool = (poolId: string): string => {
  const [region, id] = poolId.split("_");
  if (region === undefined || id === undefined) throw new UsageError(`"${poolId}" is not the id of a user pool.`);
  return region;
};

export const userPoolClient = (poolId: string): CognitoIdentityProviderClient =>
  new CognitoIdentityProviderClient({ region: regionOfPool(poolId), maxAttempts: ATTEMPTS_MAX, retryMode: "adaptive" });

/** Holds the password of a person who signs in as themselves. */
export const PASSWORD_VARIABLE = "ENCORE_PASSWORD";

/** Signs in a person who has an account. Nothing is made. */
export const signInOf = ({ value }: StageOutputs, address: string, password: string): Promise<string> => {
  const poolId = value("UserPoolId");
  return signIn(userPoolClient(poolId), { poolId, clientId: value("UserPoolClientId"), address, password });
};

/** Makes accounts in the user pool of a deployed stage and signs them in. */
export class StageUserPool {
  readonly #pool: CognitoIdentityProviderClient;
  readonly #poolId: string;
  readonly #clientId: string;
  readonly #turns = new Semaphore(CALLS_AT_ONCE);
  /** Groups that exist, or are being made. */
  readonly #groups = new Map<string, Promise<void>>([[OPERATORS_GROUP, Promise.resolve()]]);

  /** @throws UsageError for the stage prod, whose pool belongs to buyers */
  constructor({ stage, value }: StageOutputs) {
    if (stage === "prod") {
      throw new UsageError(
        `No accounts are made in the user pool of prod, which belongs to buyers. To sign in there yourself, put your password into ${PASSWORD_VARIABLE}.`,
      );
    }
    this.#poolId = value("UserPoolId");
    this.#clientId = value("UserPoolClientId");
    this.#pool = userPoolClient(this.#poolId);
  }

  /**
   * Signs the user in, after making the account if there is none.
   * @returns the access token; an empty text if the request asks for what only the service can decide: when a token
   * expires, and which client it is for
   */
  token({ user, operator, groups = [], expiresInSeconds, audience }: TokenRequestOptions): Promise<string> {
    if (expiresInSeconds !== undefined || audience !== undefined) return Promise.resolve("");
    const memberships = [...(operator === true ? [OPERATORS_GROUP] : []), ...groups];
    return this.#turns.run(async () => {
      const address = toolUserAddress(user);
      const password = newPassword();
      await this.#account(address, password);
      for (const group of memberships) await this.#join(address, group);
      return signIn(this.#pool, { poolId: this.#poolId, clientId: this.#clientId, address, password });
    });
  }

  /** Makes the account, or gives the one of an earlier run a new password. */
  async #account(address: string, password: string): Promise<void> {
    const account = { UserPoolId: this.#poolId, Username: address };
    try {
      const attributes = [{ Name: "email", Value: address }];
      await this.#pool.send(
        new SignUpCommand({
          ClientId: this.#clientId,
          Username: address,
          Password: password,
          UserAttributes: attributes,
        }),
      );
      await this.#pool.send(new AdminConfirmSignUpCommand(account));
    } catch (error) {
      if (!(error instanceof UsernameExistsException)) throw error;
      await this.#pool.send(new AdminSetUserPasswordCommand({ ...account, Password: password, Permanent: true }));
    }
  }

  async #join(address: string, group: string): Promise<void> {
    const exists = this.#groups.get(group) ?? this.#newGroup(group);
    this.#groups.set(group, exists);
    await exists;
    await this.#pool.send(
      new AdminAddUserToGroupCommand({ UserPoolId: this.#poolId, Username: address, GroupName: group }),
    );
  }

  async #newGroup(group: string): Promise<void> {
    try {
      await this.#pool.send(new CreateGroupCommand({ UserPoolId: this.#poolId, GroupName: group }));
    } catch (error) {
      if (!(error instanceof GroupExistsException)) throw error;
    }
  }
}
