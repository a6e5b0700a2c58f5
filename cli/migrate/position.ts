/** Where an interrupted migration goes on, as a text to copy. */
import type { ItemKey } from "#cli/migrate/migrate-table.ts";
import { UsageError } from "#cli/options.ts";
import { jsonOrUndefined } from "#functions/shared/json.ts";

export interface Position {
  /** The name of the migration. */
  readonly migration: string;
  /** The table's name in its stage: the position of one stage would skip items in another. */
  readonly tableName: string;
  readonly key: ItemKey;
}

export const toPosition = ({ migration, tableName, key }: Position): string =>
  Buffer.from(JSON.stringify([migration, tableName, key.pk, key.sk])).toString("base64url");

const PARTS = 4;

/** @throws UsageError if it is not a whole position */
export const fromPosition = (text: string): Position => {
  const parts = jsonOrUndefined(Buffer.from(text, "base64url").toString());
  if (
    Array.isArray(parts) &&
    parts.length === PARTS &&
    parts.every((part) => typeof part === "string" && part !== "")
  ) {
    const [migration = "", tableName = "", pk = "", sk = ""] = parts as readonly string[];
    const position = { migration, tableName, key: { pk, sk } };
    // Base64 is read around characters that don't belong to it.
    if (toPosition(position) === text) return position;
  }
  throw new UsageError("--from must be a whole position as npm run migrate prints it after each page.");
};
