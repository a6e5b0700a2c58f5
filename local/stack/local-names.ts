import { createResolver, type Resolve } from "#local/stack/intrinsics.ts";
import { type AwsNames, LOCAL_ACCOUNT, LOCAL_REGION } from "#local/stack/physical-names.ts";
import type { Template } from "#local/stack/template.ts";

/** Local addresses of the services that have their own addresses in AWS. */
export interface LocalAddresses {
  /** The edge and the HTTP API behind it, without a slash at the end. */
  readonly api: string;
  /** The identity provider, instead of Cognito. */
  readonly issuer: string;
  /** The SQS server. */
  readonly sqs: string;
}

export const localNames = (stackName: string): AwsNames => ({
  stackName,
  region: LOCAL_REGION,
  accountId: LOCAL_ACCOUNT,
});

/** Resolves the template as AWS would, then replaces AWS's addresses by local ones. */
export const createLocalResolver = (template: Template, names: AwsNames, addresses: LocalAddresses): Resolve => {
  const resolve = createResolver(template, names);
  const domain = names.region.replaceAll("-", String.raw`\-`);
  const moves: readonly (readonly [RegExp, string])[] = [
    [new RegExp(String.raw`https://[\w-]+\.execute-api\.${domain}\.amazonaws\.com`, "g"), addresses.api],
    [/https:\/\/[\w-]+\.cloudfront\.net/g, addresses.api],
    [new RegExp(String.raw`https://[\w-]+\.auth\.${domain}\.amazoncognito\.com`, "g"), addresses.issuer],
    [new RegExp(String.raw`https://cognito-idp\.${domain}\.amazonaws\.com/[\w-]+`, "g"), addresses.issuer],
    [new RegExp(String.raw`https://sqs\.${domain}\.amazonaws\.com`, "g"), addresses.sqs],
  ];
  const moved: Resolve = (value) => {
    if (typeof value === "string") return moves.reduce((text, [from, to]) => text.replaceAll(from, to), value);
    if (Array.isArray(value)) return value.map(moved);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, moved(part)]));
  };
  return (value) => moved(resolve(value));
};
