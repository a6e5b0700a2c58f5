import { Aws, Duration, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { AccountRecovery, type CfnUserPool, CfnUserPoolGroup, Mfa, UserPool } from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import { OPERATORS_GROUP } from "#functions/shared/grants.ts";
import type { MailSender } from "#lib/mail-address.ts";

export interface IdentityProps {
  readonly stageName: string;
  /** Whether the accounts outlive the stack and are protected from deletion. */
  readonly keepsData: boolean;
  /** Absent for Cognito's own sender. */
  readonly mailSender: MailSender | undefined;
}

/** The accounts of users and operators. */
export class Identity extends Construct {
  readonly userPool: UserPool;
  /** `iss` of the access tokens. */
  readonly issuer: string;
  readonly jwksUri: string;
  /** Where people sign in and pages get tokens, without a slash at its end. */
  readonly domainUrl: string;
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
    if (props.mailSender !== undefined) this.#sendBy(props.mailSender);
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
    // All accounts share one name space for prefixes, so this one contains the account number.
    const domain = this.userPool.addDomain("Domain", {
      cognitoDomain: { domainPrefix: `encore-${props.stageName}-${Aws.ACCOUNT_ID}` },
    });
    const { region } = Stack.of(this);
    this.issuer = `https://cognito-idp.${region}.amazonaws.com/${this.userPool.userPoolId}`;
    this.jwksUri = `${this.issuer}/.well-known/jwks.json`;
    this.domainUrl = domain.baseUrl();
    this.authorizeUrl = `${this.domainUrl}/oauth2/authorize`;
    this.tokenUrl = `${this.domainUrl}/oauth2/token`;
  }

  /** CDK's own setting has to know the stack's region beforehand. */
  #sendBy({ address, domain }: MailSender): void {
    const { region, account, partition } = Stack.of(this);
    (this.userPool.node.defaultChild as CfnUserPool).emailConfiguration = {
      emailSendingAccount: "DEVELOPER",
      from: address,
      sourceArn: `arn:${partition}:ses:${region}:${account}:identity/${domain}`,
    };
  }
}
