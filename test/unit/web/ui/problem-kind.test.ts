import { expect, it } from "@jest/globals";
import { kindOfRefusal } from "#web/shared/ui/refusal/problem-kind.ts";

it("knows what any screen can meet", () => {
  expect(kindOfRefusal({ code: "UNAUTHENTICATED", status: 401 })).toBe("signIn");
  expect(kindOfRefusal({ code: "TOO_MANY_REQUESTS", status: 429 })).toBe("busy");
  expect(kindOfRefusal({ code: "UNAVAILABLE", status: 503 })).toBe("unavailable");
  expect(kindOfRefusal({ code: "CONCERT_NOT_FOUND", status: 404 })).toBe("notFound");
  expect(kindOfRefusal({ code: "VALIDATION_FAILED", status: 400 })).toBe("invalid");
});

it("goes by the status if a gateway has responded", () => {
  expect(kindOfRefusal({ code: "UNKNOWN", status: 502 })).toBe("unavailable");
  expect(kindOfRefusal({ code: "UNKNOWN", status: 500 })).toBe("internal");
  expect(kindOfRefusal({ code: "UNKNOWN", status: 418 })).toBe("unknown");
});

it("leaves the codes of one screen to that screen", () => {
  expect(kindOfRefusal({ code: "SEAT_TAKEN", status: 409 })).toBe("unknown");
});
