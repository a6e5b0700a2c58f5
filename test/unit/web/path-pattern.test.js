import { describe, expect, test } from "@jest/globals";
import { matchPath } from "#web/shared/navigation/path-pattern.ts";
import { isOwnPath } from "#web/shared/session/tokens.ts";
describe("a pattern of paths", () => {
    test.each([
        ["/", "/", {}],
        ["/concerts/:concertId", "/concerts/con_1", { concertId: "con_1" }],
        ["/concerts/:concertId", "/concerts/con_1/", { concertId: "con_1" }],
        ["/concerts/:concertId/waiting", "/concerts/a%20b/waiting", { concertId: "a b" }],
        ["/concerts/:concertId", "/concerts", undefined],
        ["/concerts/:concertId", "/concerts/con_1/waiting", undefined],
        ["/account", "/accounts", undefined],
        ["/concerts/:concertId", "/concerts/%E0%A4", undefined],
    ])("%s and the path %s", (pattern, path, params) => {
        expect(matchPath(pattern, path)).toEqual(params);
    });
});
describe("a path to return to", () => {
    test.each(["/", "/concerts/con_1?x=1"])("is this site's own: %s", (path) => {
        expect(isOwnPath(path)).toBe(true);
    });
    test.each(["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", ""])("is none of another site: %s", (path) => {
        expect(isOwnPath(path)).toBe(false);
    });
});
