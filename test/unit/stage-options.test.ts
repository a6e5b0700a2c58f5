import { describe, expect, test } from "@jest/globals";
import { stageOptions } from "#lib/stage-options.ts";

const from = (context: Readonly<Record<string, unknown>>) =>
  stageOptions("dev", { keepsData: false }, (name) => context[name]);
const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b-2c";

describe("the options of a stage", () => {
  test("may be absent", () => {
    expect(from({})).toEqual({ mailSender: undefined, alarmEmail: undefined });
  });

  test("name a domain with its certificate", () => {
    expect(from({ domain: "tickets.example.com", "certificate-arn": CERTIFICATE })).toEqual({
      mailSender: undefined,
      alarmEmail: undefined,
      domain: { name: "tickets.example.com", certificateArn: CERTIFICATE },
    });
  });

  test.each([
    [{ domain: "tickets.example.com" }, "-c certificate-arn=… must be the ARN of a certificate"],
    [{ "certificate-arn": CERTIFICATE }, "-c domain=… must be a host name"],
    [{ domain: "https://tickets.example.com", "certificate-arn": CERTIFICATE }, "-c domain=… must be a host name"],
    [
      { domain: "tickets.example.com", "certificate-arn": CERTIFICATE.replace("us-east-1", "ap-northeast-2") },
      "in us-east-1",
    ],
  ])("%j are refused with what they must be", (context, reason) => {
    expect(() => from(context)).toThrow(reason);
  });
});
