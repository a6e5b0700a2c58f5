import { styleText } from "node:util";
import { DEMO_USERS } from "#local/identity/demo-users.ts";
import type { SeededConcert } from "#local/seed/seed.ts";
import type { Service } from "#local/service/service.ts";

const heading = (text: string): string => styleText("bold", text);

/** A concert in the list that a command prints once the service is ready. */
export const concertLine = ({ concertId, title, venue, opensAt, capacity, performanceIds }: SeededConcert): string => {
  const dates = `${performanceIds.length} date${performanceIds.length === 1 ? "" : "s"}`;
  const isOpen = Date.parse(opensAt) <= Date.now();
  const sale = isOpen ? "on sale" : `sale opens ${new Date(opensAt).toLocaleTimeString("en-GB")}`;
  return `  ${concertId}  ${title}, ${venue}: ${capacity} seats, ${dates}, ${sale}`;
};

/** The whole journey as commands to paste into a shell. */
const journey = ({ url, issuer }: Service, { concertId, performanceIds }: SeededConcert): readonly string[] => {
  const curl = 'curl -s -H "authorization: Bearer $TOKEN"';
  const withQueueToken = `${curl} -H "queue-token: $QUEUE_TOKEN"`;
  const json = '-H "content-type: application/json"';
  const key = '-H "idempotency-key: $(date +%s%N)"';
  const pick = (field: string): string => `sed -E 's/.*"${field}":"([^"]+)".*/\\1/'`;
  return [
    "# get a user's access token",
    `URL=${url}`,
    `TOKEN=$(npm run --silent token -- --user mina --issuer ${issuer})`,
    "# join the queue; repeat after a few seconds until the status is ADMITTED",
    `${curl} -X POST $URL/v1/concerts/${concertId}/queue-token`,
    `QUEUE_TOKEN=$(${curl} -X POST $URL/v1/concerts/${concertId}/queue-token | ${pick("token")})`,
    "# dates and seats",
    `${withQueueToken} $URL/v1/concerts/${concertId}/performances`,
    `${withQueueToken} $URL/v1/performances/${performanceIds[0]}/seats`,
    "# hold, top up, pay",
    `HOLD=$(${withQueueToken} ${json} ${key} -d '{"seatIds":["A-1-1"]}' $URL/v1/performances/${performanceIds[0]}/reservations | ${pick("reservationId")})`,
    `${curl} ${json} ${key} -d '{"amount":100000}' $URL/v1/balance/top-ups`,
    `${curl} ${key} -X POST $URL/v1/reservations/$HOLD/payment`,
  ];
};

/** The text that npm start prints once the service is ready. */
export const welcome = (service: Service, concerts: readonly SeededConcert[]): string => {
  const { url, issuer } = service;
  const [first] = concerts;
  return [
    "",
    `${heading("Pages")}     ${url}/  (buy seats as a demo user)`,
    `${heading("API")}       ${url}`,
    `${heading("Docs")}      ${url}/docs  (to try calls: Authorize, then choose a demo user)`,
    `${heading("Sign-in")}   ${issuer}  users: ${DEMO_USERS.map(({ name }) => name).join(", ")}`,
    `${heading("DynamoDB")}  ${service.dynamodb}    ${heading("SQS")}  ${service.sqs}`,
    ...(concerts.length > 0 ? ["", heading("Concerts"), ...concerts.map(concertLine)] : []),
    ...(first ? ["", heading("Commands to paste"), ...journey(service, first).map((line) => `  ${line}`)] : []),
    "",
    `Watch a whole journey: npm run demo -- --url ${url}`,
    `Replace the signing key: npm run rotate-signing-key -- --endpoint ${service.secretsManager} --secret ${service.signingSecret}`,
    "Stop with Ctrl-C.",
    "",
  ].join("\n");
};
