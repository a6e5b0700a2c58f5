import { expect, it } from "@jest/globals";
import { grouping, wonIn } from "#web/shared/format/numbers.ts";
it("writes an amount as each language does", () => {
    expect(wonIn("ko", 66000)).toBe("66,000원");
    expect(wonIn("en", 66000)).toBe("₩66,000");
});
it("writes nothing, millions and what is given back", () => {
    expect(wonIn("ko", 0)).toBe("0원");
    expect(wonIn("en", 1250000)).toBe("₩1,250,000");
    expect(wonIn("ko", -3000)).toBe("−3,000원");
    expect(wonIn("en", -3000)).toBe("−₩3,000");
});
it("keeps thousands apart", () => {
    expect(grouping(999)).toBe("999");
    expect(grouping(60000)).toBe("60,000");
});
