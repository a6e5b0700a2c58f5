/** `npm run pages`: builds the pages, as `npm start` does by itself. */
import { buildPages } from "#lib/build/pages.ts";

const HELP = `Usage: npm run pages

Checks the types of web/ and builds the pages into web/dist/. A state that was built before is not built again.
The last line is the folder with the files.`;

if (process.argv.includes("--help")) {
  console.log(HELP);
} else {
  try {
    console.log(await buildPages());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
