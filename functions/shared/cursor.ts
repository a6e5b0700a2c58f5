import { Problem } from "#functions/shared/problems.ts";

/** Where a list goes on, as an opaque text. */
export const toCursor = (key: Readonly<Record<string, unknown>> | undefined): string | null =>
  key === undefined ? null : Buffer.from(JSON.stringify(key)).toString("base64url");

/**
 * The key that `toCursor` made, with each of `fields` a string or number. The partition is never taken
 * from it, so a cursor can't lead into somebody else's list.
 * @throws Problem VALIDATION_FAILED
 */
export const fromCursor = <F extends string>(
  cursor: string | undefined,
  fields: readonly F[],
): Readonly<Record<F, string | number>> | undefined => {
  if (cursor === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (typeof parsed === "object" && parsed !== null) {
      const key = Object.fromEntries(fields.map((field) => [field, (parsed as Record<string, unknown>)[field]]));
      if (Object.values(key).every((value) => typeof value === "string" || Number.isSafeInteger(value))) {
        return key as Record<F, string | number>;
      }
    }
  } catch {
    // Told below like every other text that is no cursor.
  }
  throw new Problem("VALIDATION_FAILED", {
    errors: [{ field: "query.cursor", message: "This is not a cursor of this list." }],
  });
};
