/** `npm run size`, second part: how much script the pages load, compressed, and whether it is more than it may be. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import * as z from "zod/mini";
import { type Manifest, type ScreenSources, SIGN_IN, screensIn, scriptFiles } from "#bench/page/script-files.ts";
import { PROJECT_DIR } from "#lib/project.ts";

const SCREENS_SOURCE = join(PROJECT_DIR, "web", "booking", "screens.ts");
const WAITING = "/concerts/:concertId/waiting";
const SEATS = "/performances/:performanceId/seats";

interface Budget {
  readonly name: string;
  readonly bytesMax: number;
  readonly paths: readonly string[];
  readonly extra?: readonly string[];
}

/**
 * What the pages may weigh until they are lighter: the aim is 20, 35 and 60 KB (decision 0054).
 * 1 KB = 1,000 bytes. Somebody who waits or chooses seats has signed in before; the whole way has the sign-in too.
 */
const BUDGETS: readonly Budget[] = [
  { name: "waiting page", bytesMax: 31_500, paths: [WAITING] },
  { name: "seat page", bytesMax: 43_000, paths: [SEATS] },
  {
    name: "whole way of a buyer",
    bytesMax: 101_000,
    paths: [
      "/",
      "/concerts/:concertId",
      WAITING,
      "/signed-in",
      "/concerts/:concertId/dates",
      SEATS,
      "/reservations/:reservationId/payment",
      "/reservations/:reservationId",
    ],
    extra: [SIGN_IN],
  },
];

/** What is loaded in rare cases alone, with its words, and is in no budget: the source, and when it is loaded. */
const ON_DEMAND: Readonly<Record<string, string>> = {
  "../shared/ui/refusal/refusal-notice.tsx": "a call was refused for a reason that the screen has no words for",
  "calendar/download-calendar.ts": "somebody presses to add a booking to a calendar",
  "checkout/price-types/priced-seats.tsx": "a performance has more than one price type",
  "checkout/promotion/promotion-code.tsx": "somebody opens the field for a promotion code",
  "checkout/release/release-dialog.tsx": "somebody presses to release the seats",
  "checkout/trouble/hold-ended.tsx": "the hold is over",
  "checkout/trouble/refused.tsx": "a payment was refused",
  "reservation/cancel/cancel-flow.tsx": "somebody presses to cancel seats",
  "reservation/other-states/other-state.tsx": "a reservation is neither held nor paid in full",
  "seats/list/seat-list.tsx": "somebody wants the list instead of the map",
  "seats/remark/not-on-sale.tsx": "a performance is not on sale",
  "seats/remark/own-hold.tsx": "somebody holds seats already",
  "seats/remark/remark.tsx": "a choice was refused, or a chosen seat is lost",
  "seats/remark/wished-seats.ts": "the address names seats",
  "seats/standing/standing-panel.tsx": "somebody opens a section for standing",
  "waiting/leave/leave-dialog.tsx": "somebody presses to leave the queue",
  "waiting/lobby/lobby-panel.tsx": "somebody has joined before the opening",
  "waiting/proof/proof-words.tsx": "somebody asks how fair the draw is",
  "waiting/tone.ts": "somebody switches the sound on",
  "waiting/without/without-panel.tsx": "somebody has no place, or no longer",
};

/** In which language there are more bytes is not known beforehand. */
const LANGUAGES = ["ko", "en"] as const;

export interface ScriptSize {
  readonly name: string;
  readonly bytesMax: number;
  readonly bytes: number;
  readonly files: readonly { readonly file: string; readonly bytes: number }[];
}

const ManifestSchema = z.record(
  z.string(),
  z.object({
    name: z.optional(z.string()),
    file: z.string(),
    imports: z.optional(z.array(z.string())),
    dynamicImports: z.optional(z.array(z.string())),
  }),
);

const sizeOf = async (
  folder: string,
  { name, bytesMax, paths, extra = [] }: Budget,
  manifest: Manifest,
  screens: readonly ScreenSources[],
): Promise<ScriptSize> => {
  const sizes = await Promise.all(
    LANGUAGES.map(async (language) => {
      const names = [...scriptFiles(manifest, screens, paths, { language, extra, onDemand: Object.keys(ON_DEMAND) })];
      const files = await Promise.all(
        names.map(async (file) => ({ file, bytes: gzipSync(await readFile(join(folder, file))).length })),
      );
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
      return { name, bytesMax, bytes, files: files.toSorted((a, b) => b.bytes - a.bytes) };
    }),
  );
  const [largest] = sizes.toSorted((a, b) => b.bytes - a.bytes);
  if (largest === undefined) throw new Error("There is no language.");
  return largest;
};

/** Sizes of the built pages in a folder, each in the language with more bytes. */
export const scriptSizes = async (folder: string): Promise<readonly ScriptSize[]> => {
  const manifest = ManifestSchema.parse(JSON.parse(await readFile(join(folder, ".vite", "manifest.json"), "utf8")));
  const screens = screensIn(await readFile(SCREENS_SOURCE, "utf8"));
  return Promise.all(BUDGETS.map((budget) => sizeOf(folder, budget, manifest as Manifest, screens)));
};
