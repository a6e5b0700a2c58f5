/** The folder of the function that publishes the pages: its code, with the built pages beside it. */
import { cp, mkdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { buildPages } from "#lib/build/pages.ts";
import { bundleStackFunction } from "#lib/build/stack-function.ts";
import { draftFor } from "#lib/build/steady-file.ts";
import { PROJECT_DIR } from "#lib/project.ts";

export interface PublicationBundle {
  readonly folder: string;
  /** Changes with the pages. */
  readonly state: string;
}

const FOLDER = join(PROJECT_DIR, ".encore", "publication");

/** Puts the pages there in one step: another process may do the same at the same time. */
const placePages = async (pages: string, folder: string): Promise<void> => {
  const draft = draftFor(folder);
  await cp(pages, draft, { recursive: true });
  try {
    await rename(draft, join(folder, "pages"));
  } catch {
    // Pages of the same state are there.
    await rm(draft, { recursive: true, force: true });
  }
};

/** @throws Error with the errors of the pages' types if there are any */
export const bundlePublication = async (): Promise<PublicationBundle> => {
  const pages = await buildPages();
  const state = basename(pages);
  const folder = join(FOLDER, state);
  await mkdir(folder, { recursive: true });
  await placePages(pages, folder);
  await bundleStackFunction("publication/handler.ts", folder);
  return { folder, state };
};
