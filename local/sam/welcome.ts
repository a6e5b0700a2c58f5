import { styleText } from "node:util";
import { DEMO_USERS } from "#local/identity/demo-users.ts";
import type { SeededConcert } from "#local/seed/seed.ts";
import { concertLine } from "#local/service/welcome.ts";

const heading = (text: string): string => styleText("bold", text);

/** The text that npm run sam prints once its functions respond. */
export const samWelcome = (url: string, issuer: string, concerts: readonly SeededConcert[]): string =>
  [
    "",
    `${heading("API")}       ${url}`,
    `${heading("Docs")}      ${url}/docs  (to try calls: Authorize, then choose a demo user)`,
    `${heading("Sign-in")}   ${issuer}  users: ${DEMO_USERS.map(({ name }) => name).join(", ")}`,
    ...(concerts.length > 0 ? ["", heading("Concerts"), ...concerts.map(concertLine)] : []),
    "",
    `Watch a whole journey: npm run demo -- --url ${url}`,
    "Stop with Ctrl-C.",
    "",
  ].join("\n");
