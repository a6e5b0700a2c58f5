import type { Resource } from "#local/stack/template.ts";

/** What AWS would know about a deployed stack. */
export interface AwsNames {
  readonly region: string;
  readonly accountId: string;
  readonly stackName: string;
}

export const LOCAL_REGION = "ap-northeast-2";
/** The client of the user pool, for web pages, Swagger UI and scripts. */
export const LOCAL_CLIENT_ID = "encore-local";
/** The account that the SQS server puts in its URLs. */
export const LOCAL_ACCOUNT = "000000000000";

/** A resource's name, made from stack and logical id as AWS does. */
export const physicalName = (logicalId: string, { stackName }: Pick<AwsNames, "stackName">): string =>
  `${stackName}-${logicalId}`;

const arn = (service: string, rest: string, { region, accountId }: AwsNames): string =>
  `arn:aws:${service}:${region}:${accountId}:${rest}`;

type Kind = Readonly<Record<string, (logicalId: string, names: AwsNames, resource: Resource) => string>>;

const named = (logicalId: string, names: AwsNames): string => physicalName(logicalId, names);
const poolId = (_logicalId: string, { region }: AwsNames): string => `${region}_local`;
const domainOf = (logicalId: string, _names: AwsNames, resource: Resource): string => {
  const domain = resource.Properties?.["Domain"];
  return typeof domain === "string" ? domain : logicalId.toLowerCase();
};

/** For each type: the value of Ref, and the attributes of Fn::GetAtt. */
const KINDS: Readonly<Record<string, Kind>> = {
  "AWS::DynamoDB::Table": {
    Ref: named,
    Arn: (id, names) => arn("dynamodb", `table/${named(id, names)}`, names),
    StreamArn: (id, names) => arn("dynamodb", `table/${named(id, names)}/stream/latest`, names),
  },
  "AWS::SQS::Queue": {
    Ref: (id, names) => `https://sqs.${names.region}.amazonaws.com/${names.accountId}/${named(id, names)}`,
    Arn: (id, names) => arn("sqs", named(id, names), names),
    QueueName: named,
  },
  "AWS::Lambda::Function": {
    Ref: named,
    Arn: (id, names) => arn("lambda", `function:${named(id, names)}`, names),
  },
  "AWS::SecretsManager::Secret": {
    Ref: (id, names) => arn("secretsmanager", `secret:${named(id, names)}`, names),
    Id: (id, names) => arn("secretsmanager", `secret:${named(id, names)}`, names),
  },
  "AWS::Events::EventBus": {
    Ref: named,
    Name: named,
    Arn: (id, names) => arn("events", `event-bus/${named(id, names)}`, names),
  },
  "AWS::Cognito::UserPool": {
    Ref: poolId,
    UserPoolId: poolId,
    ProviderName: (id, names) => `cognito-idp.${names.region}.amazonaws.com/${poolId(id, names)}`,
    ProviderURL: (id, names) => `https://cognito-idp.${names.region}.amazonaws.com/${poolId(id, names)}`,
    Arn: (id, names) => arn("cognito-idp", `userpool/${poolId(id, names)}`, names),
  },
  "AWS::Cognito::UserPoolClient": { Ref: () => LOCAL_CLIENT_ID, ClientId: () => LOCAL_CLIENT_ID },
  "AWS::Cognito::UserPoolDomain": { Ref: domainOf },
  "AWS::CloudFront::Distribution": { DomainName: (id) => `${id.toLowerCase()}.cloudfront.net` },
  "AWS::ApiGatewayV2::Api": {
    Ref: (id) => id.toLowerCase(),
    ApiId: (id) => id.toLowerCase(),
    ApiEndpoint: (id, names) => `https://${id.toLowerCase()}.execute-api.${names.region}.amazonaws.com`,
  },
};

/** What Ref gives. */
export const nameOf = (logicalId: string, resource: Resource, names: AwsNames): string =>
  KINDS[resource.Type]?.["Ref"]?.(logicalId, names, resource) ?? named(logicalId, names);

/**
 * The value of Fn::GetAtt.
 * @throws Error naming an unknown attribute
 */
export const valueOfAttribute = (logicalId: string, resource: Resource, name: string, names: AwsNames): string => {
  const value = KINDS[resource.Type]?.[name];
  if (value) return value(logicalId, names, resource);
  if (name === "Arn") return arn(serviceOf(resource.Type), named(logicalId, names), names);
  throw new Error(`The local service does not support the attribute ${name} of ${resource.Type} (${logicalId}).`);
};

const serviceOf = (type: string): string => (type.split("::")[1] ?? "local").toLowerCase();
