/** What a stage is told on the command line, with `-c name=value`: what belongs to an account, and not in the source. */
import * as z from "zod/mini";

export interface StageOptions {
  /** The address of the stage, if it has one of its own. */
  readonly domain?: OwnDomain;
}

export interface OwnDomain {
  /** Such as `tickets.example.com`. */
  readonly name: string;
  /** Of a certificate for it in us-east-1, where CloudFront looks for certificates. */
  readonly certificateArn: string;
}

/** Reads a value of the context, as `-c name=value` or cdk.json gives it. */
export type ReadContext = (name: string) => unknown;

/** With `-c pages=false`, the pages are neither built nor published: the local service serves them itself. */
export const PAGES_FLAG = "pages";

const DOMAIN = z.string().check(z.regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/));
const CERTIFICATE = z.string().check(z.regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/));

const parsed = (schema: z.ZodMiniType<string>, name: string, value: unknown, expected: string): string => {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  throw new Error(`-c ${name}=… must be ${expected}, not ${JSON.stringify(value)}.`);
};

const domainOf = (read: ReadContext): OwnDomain | undefined => {
  const [name, certificateArn] = [read("domain"), read("certificate-arn")];
  if (name === undefined && certificateArn === undefined) return undefined;
  return {
    name: parsed(DOMAIN, "domain", name, "a host name such as tickets.example.com, together with -c certificate-arn=…"),
    certificateArn: parsed(
      CERTIFICATE,
      "certificate-arn",
      certificateArn,
      "the ARN of a certificate for that domain in us-east-1, together with -c domain=…",
    ),
  };
};

/** @throws Error that names the option and says what it must be */
export const stageOptions = (read: ReadContext): StageOptions => {
  const domain = domainOf(read);
  return { ...(domain === undefined ? {} : { domain }) };
};
