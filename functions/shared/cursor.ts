import * as z from "zod/mini";
import { jsonOrUndefined } from "#functions/shared/json.ts";
import { Problem } from "#functions/shared/problem.ts";

/** Where a list goes on, as an opaque text. */
export const toCursor = (key: Readonly<Record<string, unknown>> | undefined): string | null =>
  key === undefined ? null : Buffer.from(JSON.stringify(key)).toString("base64url");

/** A number that a list is sorted by. */
export const CursorNumber = z.int().check(z.gte(1));
export const CursorId = z.string().check(z.minLength(1), z.maxLength(64));

/**
 * The key that `toCursor` made, if it has just the fields of the list. The partition is never taken from it, so a
 * cursor can't lead into somebody else's list.
 * @throws Problem VALIDATION_FAILED
 */
export const fromCursor = <F extends Readonly<Record<string, z.ZodMiniType>>>(
  cursor: string | undefined,
  fields: F,
): { readonly [N in keyof F]: z.infer<F[N]> } | undefined => {
  if (cursor === undefined) return undefined;
  const key = z.object(fields).safeParse(jsonOrUndefined(Buffer.from(cursor, "base64url").toString()));
  if (key.success) return key.data as { readonly [N in keyof F]: z.infer<F[N]> };
  const message = "This is not a cursor of this list.";
  throw new Problem("VALIDATION_FAILED", { errors: [{ field: "query.cursor", message }] });
};
