/** The requests of each step, recorded from real calls of the functions. Import once the environment is set. */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { eventOf } from "#bench/calls/api-request.ts";
import type { Buyer } from "#bench/efficiency/buyers.ts";
import { identityOf } from "#bench/efficiency/identity.ts";
import { type RecordedRequest, recordRequests } from "#bench/efficiency/recording.ts";
import { differenceOf, rewriterOf, type Sent } from "#bench/efficiency/rewriting.ts";
import type { MeasuredFunction, Step } from "#bench/efficiency/steps.ts";
import { handler as topUpBalance } from "#functions/balance/handlers/top-up-balance.ts";
import { handler as payReservation } from "#functions/payments/handlers/pay-reservation.ts";
import { handler as joinQueue } from "#functions/queue/handlers/join-queue.ts";
import { handler as holdSeats } from "#functions/reservations/handlers/hold-seats.ts";
import { readSeats } from "#functions/seats/read-seats.ts";
import { systemClock } from "#functions/shared/time.ts";

type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

const HANDLERS: ReadonlyMap<MeasuredFunction, Handler> = new Map([
  ["topUpBalance", topUpBalance],
  ["holdSeats", holdSeats],
  ["payReservation", payReservation],
  ["joinQueue", joinQueue],
]);

/** The requests of a step for any person. */
export type Template = (buyer: Buyer) => readonly RecordedRequest[];

type Recorded = Sent<RecordedRequest>;

/** @throws Error if the function does not answer as it should */
const callFunction = async (step: Step, buyer: Buyer): Promise<void> => {
  const handler = HANDLERS.get(step.functionName);
  if (handler === undefined) throw new Error(`${step.functionName} can't be recorded.`);
  const { statusCode, body } = await handler(eventOf(buyer.caller, step.requestOf(buyer)), {} as Context);
  if (statusCode !== step.status) throw new Error(`${step.name}: ${statusCode} ${body}`);
};

/** What a function keeps is read by the first who asks: then that is all there is to record. */
const readWhatIsKept = (_step: Step, { performance, sectionId }: Buyer): Promise<unknown> =>
  readSeats(performance, { form: "state", section: sectionId }, systemClock());

const recordSection = async (step: Step, buyers: readonly Buyer[]): Promise<readonly Recorded[]> => {
  const [people, act] = step.isKept ? [buyers.slice(0, 1), readWhatIsKept] : [buyers, callFunction];
  const recorded: Recorded[] = [];
  for (const buyer of people) {
    recorded.push({ identity: identityOf(buyer), requests: await recordRequests(() => act(step, buyer)) });
  }
  return recorded;
};

/** Of requests that are sent at once, either may be answered first. */
const withoutOrder = ({ identity, requests }: Recorded) => ({
  identity,
  requests: requests.map(({ command, input, found }) => ({ command, input, found })),
});

/**
 * Calls without what a function reads once and keeps: of the people of each section the one with the fewest requests.
 * @throws Error unless the requests of one are exactly those of the other, once one identity is put in place of the other
 */
const templateOf = (name: string, bySection: readonly (readonly Recorded[])[]): Template => {
  const [one, other] = bySection.map((recorded) =>
    recorded.reduce((fewest, each) => (each.requests.length < fewest.requests.length ? each : fewest)),
  );
  if (one === undefined || other === undefined)
    throw new Error("Two sections are needed to hold one against the other.");
  const difference = differenceOf(withoutOrder(one), withoutOrder(other));
  if (difference !== undefined) throw new Error(`${name}: requests are not understood: ${difference}`);
  const rewrite = rewriterOf(one.identity);
  return (buyer) => rewrite(one.requests, identityOf(buyer));
};

/**
 * Has people take all steps, one after the other.
 * @param buyers some people in each of two sections
 * @returns the template of each step, by its name
 */
export const recordSteps = async (
  steps: readonly Step[],
  buyers: readonly (readonly Buyer[])[],
): Promise<ReadonlyMap<string, Template>> => {
  const { info } = console;
  // The functions log each request.
  console.info = () => undefined;
  try {
    const templates = new Map<string, Template>();
    for (const step of steps) {
      const bySection: (readonly Recorded[])[] = [];
      for (const ofSection of buyers) bySection.push(await recordSection(step, ofSection));
      templates.set(step.name, templateOf(step.name, bySection));
    }
    return templates;
  } finally {
    console.info = info;
  }
};
