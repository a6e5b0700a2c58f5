import { Aws, Duration, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import {
  AccountRecovery,
  CfnUserPoolGroup,
  Mfa,
  OAuthScope,
  UserPool,
  type UserPoolClient,
} from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import { OPERATORS_GROUP } from "#functions/shared/grants.ts";

export interface IdentityProps {
  readonly stageName: string;
  /** Whether the accounts outlive the stack and are protected from deletion. */
  readonly keepsData: boolean;
  /** URL of the API, whose Swagger UI signs users in. */
  readonly apiEndpoint: string;
  /** Whether a service on the developer's machine may use this user pool too. */
  readonly allowsLocalhost: boolean;
}

/** Where Swagger UI and the pages are returned to. */
const REDIRECT_PATHS = ["/docs/oauth2-redirect.html", "/signed-in"];

/** The accounts of users and operators, and the public client that signs them in with the code flow and PKCE. */
export class Identity extends Construct {
  readonly userPool: UserPool;
  readonly client: UserPoolClient;
  /** `iss` of the access tokens. */
  readonly issuer: string;
  readonly jwksUri: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;

  constructor(scope: Construct, id: string, props: IdentityProps) {
    super(scope, id);
    this.userPool = new UserPool(this, "UserPool", {
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(1),
      },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      deletionProtection: props.keepsData,
      removalPolicy: props.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(this.userPool).acknowledge(
      { id: "AwsSolutions-COG2", reason: "Buyers may add a second factor; requiring it of everyone would lose sales." },
      {
        id: "AwsSolutions-COG8",
        reason: "The plus tier costs money for each monthly user; a stage that needs it can choose it.",
      },
    );
    new CfnUserPoolGroup(this, "Operators", {
      userPoolId: this.userPool.userPoolId,
      groupName: OPERATORS_GROUP,
      description: "May create concerts and control their queues.",
    });
    this.client = this.userPool.addClient("Client", {
      generateSecret: false,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(1),
      authFlows: { userSrp: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [
          ...REDIRECT_PATHS.map((path) => `${props.apiEndpoint}${path}`),
          ...(props.allowsLocalhost ? REDIRECT_PATHS.map((path) => `http://localhost:3000${path}`) : []),
        ],
      },
    });
    // All accounts share one name space for prefixes, so this one contains the account number.
    const domain = this.userPool.addDomain("Domain", {
      cognitoDomain: { domainPrefix: `encore-${props.stageName}-${Aws.ACCOUNT_ID}` },
    });
    const { region } = Stack.of(this);
    this.issuer = `https://cognito-idp.${region}.amazonaws.com/${this.userPool.userPoolId}`;
    this.jwksUri = `${this.issuer}/.well-known/jwks.json`;
    this.authorizeUrl = `${domain.baseUrl()}/oauth2/authorize`;
    this.tokenUrl = `${domain.baseUrl()}/oauth2/token`;
  }
}
