/** What a refusal or a failure means for somebody who waits. Pure. */
import { ProblemError } from "#client/problem-error.ts";
import type { Known, Trouble, WithoutPlace } from "#web/booking/waiting/known.ts";

const hasHadPlace = ({ standing }: Known): boolean => standing.kind !== "unknown" && standing.kind !== "none";

/** What ended a wait. @param wasAdmitted whether the turn had been claimed when this browser last heard of the place */
export const endOf = (error: unknown, known: Known, wasAdmitted: boolean): WithoutPlace => {
  // Known by its name, since its module needs a browser.
  if (error instanceof Error && error.name === "SignInNeeded") return "signed out again";
  if (!(error instanceof ProblemError)) return "failed";
  switch (error.code) {
    case "UNAUTHENTICATED":
      return "signed out again";
    case "QUEUE_TOKEN_NOT_FOUND":
      return hasHadPlace(known) ? "gone" : "not joined";
    case "QUEUE_TOKEN_EXPIRED":
      return wasAdmitted ? "pass ended" : "missed";
    case "SOLD_OUT":
      return "sold out";
    case "SALE_CLOSED":
      return "closed";
    case "CONCERT_NOT_FOUND":
    case "VALIDATION_FAILED":
      return "no concert";
    default:
      return "failed";
  }
};

/** Why a call is sent again later. A crowd is refused by the gateway, without a code; a user by the service, with one. */
export const troubleOf = (failure: unknown, isOnline: boolean): Trouble["kind"] => {
  if (!(failure instanceof ProblemError)) return isOnline ? "unreachable" : "offline";
  if (failure.code === "TOO_MANY_REQUESTS") return "too often";
  return failure.status === 429 ? "crowded" : "unreachable";
};
