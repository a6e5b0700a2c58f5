import { expect, it } from "@jest/globals";
import { zoneNameIn } from "#web/shared/format/zone-names.ts";
it("calls a zone by its city", () => {
    expect(zoneNameIn("ko", "Asia/Seoul")).toBe("서울 시간");
    expect(zoneNameIn("en", "Asia/Seoul")).toBe("Seoul time");
    expect(zoneNameIn("ko", "America/New_York")).toBe("뉴욕 시간");
    expect(zoneNameIn("en", "America/Argentina/Buenos_Aires")).toBe("Buenos Aires time");
});
it("calls the world's time UTC", () => {
    expect(zoneNameIn("ko", "UTC")).toBe("UTC");
    expect(zoneNameIn("en", "Etc/UTC")).toBe("UTC");
});
it("has words for zones that are no place, and for cities it has no Korean name of", () => {
    expect(zoneNameIn("en", "Etc/GMT-9")).toMatch(/GMT\+0?9/);
    expect(zoneNameIn("ko", "Europe/Helsinki")).toMatch(/[가-힣]/);
});
