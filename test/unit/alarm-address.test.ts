import { describe, expect, it } from "@jest/globals";
import { alarmEmail } from "#lib/operations/alarm-address.ts";

const KEPT = { keepsData: true };
const PASSING = { keepsData: false };

describe("the address of the alarms", () => {
  it.each([undefined, ""])("may be missing (%p) where data is not kept, and nowhere else", (given) => {
    expect(alarmEmail("dev", PASSING, given)).toBeUndefined();
    expect(() => alarmEmail("prod", KEPT, given)).toThrow(
      'Nobody would hear the alarms of the stage "prod". Add -c alarm-email=you@example.com',
    );
  });

  it("is the one that was given", () => {
    expect(alarmEmail("dev", PASSING, "me@example.com")).toBe("me@example.com");
    expect(alarmEmail("prod", KEPT, "me@example.com")).toBe("me@example.com");
  });

  it.each(["true", true, "me", "me@", "@example.com", "me@example", "a b@example.com"])("is refused: %p", (given) => {
    expect(() => alarmEmail("dev", PASSING, given)).toThrow("must be an e-mail address");
  });
});
