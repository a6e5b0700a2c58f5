/** What a stage is told on the command line, with `-c name=value`: what belongs to an account, and not in the source. */
import * as z from "zod/mini";
import { MAIL_FROM_FLAG, type MailSender, mailSender } from "#lib/mail-address.ts";
import { ALARM_EMAIL_FLAG, alarmEmail } from "#lib/operations/alarm-address.ts";

export interface StageOptions {
  /** The address of the stage, if it has one of its own. */
  readonly domain?: OwnDomain;
  /** The address that alarms are mailed to; absent in a stage that may go without. */
  readonly alarmEmail: string | undefined;
  /** Who sends people the codes that they confirm their accounts with; absent for Cognito's own sender. */
  readonly mailSender: MailSender | undefined;
  /** How long a hold lasts, for trying out `dev`. */
  readonly holdSeconds?: number;
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

/** Less than somebody could pay in would try nothing out. */
const HOLD_SECONDS = z.coerce.number().check(z.int(), z.minimum(5));

const holdSecondsOf = (read: ReadContext): number | undefined => {
  const value = read("hold-seconds");
  if (value === undefined) return undefined;
  const result = z.safeParse(HOLD_SECONDS, value);
  if (result.success) return result.data;
  throw new Error(`-c hold-seconds=… must be a whole number of seconds from 5, not ${JSON.stringify(value)}.`);
};

/** For stacks that are looked at and never deployed, so that nobody gets a mail. */
export const UNDEPLOYED_OPTIONS: Readonly<Record<string, string>> = {
  [ALARM_EMAIL_FLAG]: "operator@example.com",
  [MAIL_FROM_FLAG]: "tickets@example.com",
};

/** The part of a stage's settings that decides which options it must have. */
export interface OptionNeeds {
  readonly keepsData: boolean;
}

/** @throws Error that names the option and says what it must be */
export const stageOptions = (stageName: string, needs: OptionNeeds, read: ReadContext): StageOptions => {
  const domain = domainOf(read);
  const holdSeconds = holdSecondsOf(read);
  return {
    mailSender: mailSender(stageName, needs, read(MAIL_FROM_FLAG)),
    alarmEmail: alarmEmail(stageName, needs, read(ALARM_EMAIL_FLAG)),
    ...(domain === undefined ? {} : { domain }),
    ...(holdSeconds === undefined ? {} : { holdSeconds }),
  };
};
