/** Loading what only somebody inside may see. */
import { ProblemError } from "#client/problem-error.ts";
import { readPass } from "#web/booking/pass/admission.ts";
import type { Pass } from "#web/booking/pass/pass-token.ts";
import { isTurnOver } from "#web/booking/pass/turn-over.ts";

export type InsideState<Found> =
  | { readonly kind: "loading" }
  | { readonly kind: "inside"; readonly found: Found; readonly endsAtMs: number | undefined }
  | { readonly kind: "outside"; readonly isOver: boolean }
  | { readonly kind: "failed"; readonly error: unknown };

/** @param read what there is to see, by the queue token of a pass */
export const loadInside = async <Found>(
  concertId: string,
  read: (pass: Pass) => Promise<Found>,
): Promise<InsideState<Found>> => {
  try {
    const pass = await readPass(concertId);
    if (pass === undefined) return { kind: "outside", isOver: false };
    return { kind: "inside", found: await read(pass), endsAtMs: pass.endsAtMs };
  } catch (error) {
    const isOver = error instanceof ProblemError ? isTurnOver(error) : undefined;
    return isOver === undefined ? { kind: "failed", error } : { kind: "outside", isOver };
  }
};
