import { describe, expect, test } from "@jest/globals";
import { groupsWithSecondFactor } from "#lib/operator-mfa/operator-groups.ts";

const never = (): Promise<boolean> => Promise.reject(new Error("Nobody asked for this."));

describe("the groups of a token", () => {
  test("have the operators' only with a second factor", async () => {
    const groups = ["fans", "operators"];
    expect(await groupsWithSecondFactor(groups, "operators", () => Promise.resolve(true))).toEqual(groups);
    expect(await groupsWithSecondFactor(groups, "operators", () => Promise.resolve(false))).toEqual(["fans"]);
  });

  test("of a buyer are those that they are, and the second factor is not looked up", async () => {
    expect(await groupsWithSecondFactor(["fans"], "operators", never)).toEqual(["fans"]);
    expect(await groupsWithSecondFactor([], "operators", never)).toEqual([]);
  });

  test("are not given to an operator whose second factor can't be looked up", async () => {
    await expect(groupsWithSecondFactor(["operators"], "operators", never)).rejects.toThrow("Nobody asked");
  });
});
