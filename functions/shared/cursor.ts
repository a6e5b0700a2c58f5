import * as z from "zod/mini";
import { jsonOrUndefined } from "#functions/shared/json.ts";
import { Problem } from "#functions/shared/problem.ts";

/** Makes an opaque cursor of the key at which a list goes on; null at the end of the list. */
export const toCursor = (key: Readonly<Record<string, unknown>> | undefined): string | null =>
  key === undefined ? null : Buffer.from(JSON.stringify(key)).toString("base64url");

/** The kinds of fields that a cursor may have: a number that a list is sorted by, and an id. */
export const CursorNumber = z.int().check(z.gte(0));
export const CursorId = z.string().check(z.minLength(1), z.maxLength(64));

/**
 * Reads the key that `toCursor` made. Only the named fields are taken from it, never the partition, so that a cursor
 * can't lead into somebody else's list.
 * @throws Problem VALIDATION_FAILED if it is not a cursor of a list with these fields
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
