/** Sends a request of a person, and checks that the response is true. */
import { isDeepStrictEqual } from "node:util";
import { isOccupied } from "#functions/seats/rules/seat-occupancy.ts";
import { assertInvariant } from "#test/histories/engine/invariant.ts";
import type { InstrumentedInvocation, InvocationOptions } from "#test/histories/race/instrumented-invocation.ts";
import {
  type ClientRequest,
  type ClientResponse,
  requestText,
  respondTo,
  responseText,
} from "#test/histories/race/requests.ts";
import { isLive } from "#test/histories/race/snapshot.ts";
import type { TestSale } from "#test/histories/race/test-sale.ts";

/** What was true at some moment between request and response, of all that a refusal may name as its reason. */
interface Observed {
  readonly takenSeats: Set<string>;
  /** The most seats that the person had. */
  seatsMax: number;
  /** The least that the person had on the balance. */
  balanceMin: number;
  /** Whether the reservation could not be paid. */
  wasUnpayable: boolean;
}

export interface PendingRequest {
  readonly request: ClientRequest;
  readonly invocation: InstrumentedInvocation<ClientResponse>;
  readonly observed: Observed;
  readonly stopObserving: () => void;
}

interface FinalResponse {
  readonly response: ClientResponse;
  readonly round: number;
}

/** By key: the first response that was final. */
const FINAL = new WeakMap<TestSale, Map<string, FinalResponse>>();

const finalResponses = (sale: TestSale): Map<string, FinalResponse> => {
  const responses = FINAL.get(sale) ?? new Map<string, FinalResponse>();
  FINAL.set(sale, responses);
  return responses;
};

const nameOf = ({ person, key, operation }: ClientRequest): string => `${person.name} ${operation.kind} ${key}`;

/** Starts a request up to its first call. */
export const startRequest = (
  sale: TestSale,
  request: ClientRequest,
  options: InvocationOptions = {},
): PendingRequest => {
  const observed: Observed = {
    takenSeats: new Set(),
    seatsMax: 0,
    balanceMin: Number.POSITIVE_INFINITY,
    wasUnpayable: false,
  };
  const look = (): void => observe(observed, sale, request, sale.now + (options.clockOffset ?? 0));
  look();
  const stopObserving = sale.onChange(look);
  const invocation = sale.invoke(requestText(request), () => respondTo(sale, request), options);
  return { request, invocation, observed, stopObserving };
};

const observe = (
  observed: Observed,
  { snapshot }: TestSale,
  { person: { userId }, operation }: ClientRequest,
  now: number,
): void => {
  for (const [seatId, seat] of snapshot.seats) if (isOccupied(seat, now)) observed.takenSeats.add(seatId);
  const own = [...snapshot.reservations.values()].filter((each) => each.userId === userId && isLive(each, now));
  observed.seatsMax = Math.max(observed.seatsMax, own.flatMap(({ seatIds }) => seatIds).length);
  observed.balanceMin = Math.min(observed.balanceMin, snapshot.accounts.get(userId)?.balance ?? 0);
  if (!("reservationId" in operation)) return;
  const reservation = snapshot.reservations.get(operation.reservationId);
  // By someone else's clock it may have expired, and its seats be theirs, a second before it has by one's own.
  const hasSeats = reservation?.seatIds.every(
    (seatId) => snapshot.seats.get(seatId)?.reservationId === reservation.reservationId,
  );
  const isPayable = hasSeats === true && reservation?.status === "HELD" && reservation.expiresAt > now;
  observed.wasUnpayable ||= !isPayable;
};

/**
 * Waits for the response of an invocation that is over, and checks that it is true.
 * @returns undefined if the machine was lost before it could respond
 * @throws BrokenInvariant
 */
export const checkResponse = async (sale: TestSale, pending: PendingRequest): Promise<ClientResponse | undefined> => {
  pending.stopObserving();
  const { invocation, request } = pending;
  if (invocation.hasCrashed) {
    sale.note(`${invocation.what} → the machine is lost in call ${invocation.calls}`);
    return undefined;
  }
  const response = await invocation.result;
  sale.note(`${invocation.what} → ${responseText(response)}`);
  assertInvariant("responses", response.kind !== "failed", () => `${invocation.what}: ${responseText(response)}`);
  if (response.kind === "refused" && !response.isRepeat) checkRefusal(sale, pending, response);
  checkRepeat(sale, request, response);
  return response;
};

const checkRefusal = (
  sale: TestSale,
  { request: { operation }, invocation, observed }: PendingRequest,
  { code, evidence }: ClientResponse & { readonly kind: "refused" },
): void => {
  const isTrue = (): boolean => {
    switch (code) {
      case "SEAT_TAKEN":
        return (evidence["seatIds"] as readonly string[]).every((seatId) => observed.takenSeats.has(seatId));
      case "SEAT_LIMIT_EXCEEDED":
        return operation.kind === "hold" && observed.seatsMax + operation.seatIds.length > sale.setup.seatLimit;
      case "INSUFFICIENT_BALANCE":
        return observed.balanceMin < Number(evidence["amount"]);
      case "HOLD_EXPIRED":
      case "ALREADY_PAID":
      case "RESERVATION_NOT_HELD":
        return observed.wasUnpayable;
      case "RESERVATION_NOT_PAID":
      case "SEAT_NOT_FOUND":
      case "CANCELLATION_CLOSED":
        return operation.kind === "cancel";
      case "QUEUE_TOKEN_INVALID":
      case "HOLDS_COOLING_DOWN":
        return operation.kind === "hold";
      case "AMOUNT_OUT_OF_RANGE":
      case "PAYMENT_DECLINED":
        return operation.kind === "top-up";
      default:
        return false;
    }
  };
  const invariant = code === "SEAT_TAKEN" ? "S3" : code === "SEAT_LIMIT_EXCEEDED" ? "S5" : "responses";
  assertInvariant(
    invariant,
    isTrue(),
    () => `${invocation.what}: ${code} ${JSON.stringify(evidence)}, which was not true at any moment`,
  );
};

/** Refusals that are stored under the key; another may change when the same is requested again later. */
const STORED_REFUSALS: ReadonlySet<string> = new Set([
  "SEAT_TAKEN",
  "SEAT_LIMIT_EXCEEDED",
  "INSUFFICIENT_BALANCE",
  "PAYMENT_DECLINED",
]);

/** The others are idempotent without one. */
const hasKey = ({ operation: { kind } }: ClientRequest): boolean => !["release", "extend", "change"].includes(kind);

const checkRepeat = (sale: TestSale, request: ClientRequest, response: ClientResponse): void => {
  if (response.kind === "busy" || !hasKey(request)) return;
  const responses = finalResponses(sale);
  const earlier = responses.get(nameOf(request));
  if (earlier === undefined) {
    if (response.kind === "done" || (response.kind === "refused" && STORED_REFUSALS.has(response.code))) {
      responses.set(nameOf(request), { response, round: sale.round });
    }
    return;
  }
  // Of two copies under way at once, the one with the later clock may find the hold expired before the other has paid.
  if (response.kind === "refused" && response.code === "HOLD_EXPIRED" && earlier.round === sale.round) return;
  assertInvariant(
    "M3",
    isDeepStrictEqual(comparable(response), comparable(earlier.response)),
    () =>
      `${requestText(request)}: the response was "${responseText(earlier.response)}", now "${responseText(response)}"`,
  );
};

/** What has to be the same in a response and its repeats. */
export const comparable = (response: ClientResponse | undefined): unknown => {
  if (response?.kind === "done") return { kind: response.kind, result: response.result };
  return response?.kind === "refused" ? { kind: response.kind, code: response.code } : response;
};

const TRIES_MAX = 12;

/** Sends a request until its response is final, as a client does: again with the same key if it is busy or missing. */
export const requestUntilFinal = async (sale: TestSale, request: ClientRequest): Promise<ClientResponse> => {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const pending = startRequest(sale, request);
    await pending.invocation.resume();
    const response = await checkResponse(sale, pending);
    if (response !== undefined && response.kind !== "busy") return response;
  }
  throw new Error(`${requestText(request)}: no response in ${TRIES_MAX} tries.`);
};
