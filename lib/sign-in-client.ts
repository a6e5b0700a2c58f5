import { Duration } from "aws-cdk-lib";
import { OAuthScope, UserPoolClient } from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import type { Identity } from "#lib/identity.ts";

export interface SignInClientProps {
  readonly identity: Identity;
  /** Origins, such as `https://tickets.example`, of the pages and of Swagger UI, which people return to. */
  readonly origins: readonly string[];
}

/** Where Swagger UI and the pages are returned to. */
const REDIRECT_PATHS = ["/docs/oauth2-redirect.html", "/signed-in"];

/** The public client that signs people in with the code flow and PKCE. */
export class SignInClient extends Construct {
  readonly #client: UserPoolClient;

  constructor(scope: Construct, id: string, { identity, origins }: SignInClientProps) {
    super(scope, id);
    this.#client = new UserPoolClient(this, "Client", {
      userPool: identity.userPool,
      generateSecret: false,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(1),
      authFlows: { userSrp: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: origins.flatMap((origin) => REDIRECT_PATHS.map((path) => `${origin}${path}`)),
      },
    });
  }

  get clientId(): string {
    return this.#client.userPoolClientId;
  }
}
