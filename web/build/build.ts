/** Builds the pages into the folder that is named: `node web/build/build.ts DIR`. lib/build/pages.ts calls it. */
import { build } from "vite";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Name the folder to build into.");
await build({ configFile: "web/vite.config.ts", logLevel: "warn", build: { outDir: folder } });
