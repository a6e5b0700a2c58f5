/** Screens and their addresses. */
import type { ComponentType } from "preact";
import type { Catalogue } from "#web/shared/language/catalogue.ts";
import { matchPath, type PathParams } from "#web/shared/navigation/path-pattern.ts";

export interface ScreenProps {
  readonly params: PathParams;
}

export interface ScreenRow {
  readonly path: string;
  readonly view: () => Promise<{ readonly Screen: ComponentType<ScreenProps> }>;
  /** The messages that it needs before it is shown. */
  readonly text: readonly Pick<Catalogue<unknown>, "load">[];
}

export interface FoundScreen {
  readonly row: ScreenRow;
  readonly params: PathParams;
}

export const findScreen = (rows: readonly ScreenRow[], path: string): FoundScreen | undefined => {
  for (const row of rows) {
    const params = matchPath(row.path, path);
    if (params !== undefined) return { row, params };
  }
  return undefined;
};
