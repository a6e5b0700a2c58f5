/**
 * The errors that the operations we call can return, by AWS client, as its documentation of each command lists them.
 * A bundle has a class for these; any other error gets the client's base class, with its own name, message and status.
 */
export const SDK_ERRORS: Readonly<Record<string, readonly string[]>> = {
  dynamodb: [
    "ConditionalCheckFailedException",
    "IdempotentParameterMismatchException",
    "InternalServerError",
    "InvalidEndpointException",
    "ItemCollectionSizeLimitExceededException",
    "ProvisionedThroughputExceededException",
    "ReplicatedWriteConflictException",
    "RequestLimitExceeded",
    "ResourceNotFoundException",
    "ThrottlingException",
    "TransactionCanceledException",
    "TransactionConflictException",
    "TransactionInProgressException",
  ],
  eventbridge: ["InternalException"],
  "secrets-manager": [
    "DecryptionFailure",
    "InternalServiceError",
    "InvalidParameterException",
    "InvalidRequestException",
    "ResourceNotFoundException",
  ],
  sqs: [
    "BatchEntryIdsNotDistinct",
    "BatchRequestTooLong",
    "EmptyBatchRequest",
    "InvalidAddress",
    "InvalidBatchEntryId",
    "InvalidMessageContents",
    "InvalidSecurity",
    "KmsAccessDenied",
    "KmsDisabled",
    "KmsInvalidKeyUsage",
    "KmsInvalidState",
    "KmsNotFound",
    "KmsOptInRequired",
    "KmsThrottled",
    "QueueDoesNotExist",
    "RequestThrottled",
    "TooManyEntriesInBatchRequest",
    "UnsupportedOperation",
  ],
};

const SCHEMAS = /[\\/]@aws-sdk[\\/]client-([^\\/]+)[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/;

// Such as `n0_registry.registerError(ThrottlingException$, ThrottlingException);`. The base class has a registry of its own.
const REGISTRATION = /^n0_registry\.registerError\((\w+)\$, \1\);\n/gm;

/**
 * Takes the registration of the other errors out of the schemas of an AWS client, so that their classes and schemas are
 * not used and esbuild leaves them out. Returns any other file as it is.
 * @throws Error if the client does not register all these errors in the way that is looked for.
 */
export const withSdkErrorsInUse = (path: string, source: string): string => {
  const client = SCHEMAS.exec(path)?.[1] ?? "";
  const inUse = SDK_ERRORS[client];
  if (inUse === undefined) return source;
  const registered = new Set([...source.matchAll(REGISTRATION)].map(([, name]) => name));
  const missing = inUse.filter((name) => !registered.has(name));
  if (missing.length > 0) {
    throw new Error(`@aws-sdk/client-${client} registers no ${missing.join(", ")}; see bundle-sdk-errors.ts.`);
  }
  return source.replace(REGISTRATION, (line, name: string) => (inUse.includes(name) ? line : ""));
};
