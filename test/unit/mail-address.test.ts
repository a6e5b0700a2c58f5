import { describe, expect, test } from "@jest/globals";
import { mailSender } from "#lib/mail-address.ts";

describe("the sender of a stage's mails", () => {
  test("has an address and its domain", () => {
    expect(mailSender("prod", { keepsData: true }, "tickets@mail.example.com")).toEqual({
      address: "tickets@mail.example.com",
      domain: "mail.example.com",
    });
  });

  test("may be Cognito's own in a stage that keeps no data", () => {
    expect(mailSender("dev", { keepsData: false }, undefined)).toBeUndefined();
  });

  test("must be given for buyers, and the refusal says how", () => {
    expect(() => mailSender("prod", { keepsData: true }, undefined)).toThrow("Add -c mail-from=tickets@example.com");
  });

  test.each(["tickets", "a b@example.com", "@example.com", "tickets@example", 7])("can't be %j", (given) => {
    expect(() => mailSender("dev", { keepsData: false }, given)).toThrow("-c mail-from must be an e-mail address");
  });
});
