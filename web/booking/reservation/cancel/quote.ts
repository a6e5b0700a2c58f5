/** The quote of a cancellation: read for the seats that are chosen, and again when it no longer holds. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { ProblemError } from "#client/problem-error.ts";
import {
  type CancellationRefusal,
  type Quote,
  refusalOf,
} from "#web/booking/reservation/cancel/cancellation-refusal.ts";
import { call } from "#web/shared/api/client.ts";

export type QuoteView =
  | { readonly kind: "none" }
  /** `before` is shown until then, so that nothing jumps. */
  | { readonly kind: "reading"; readonly before: Quote | undefined }
  | { readonly kind: "known"; readonly quote: Quote }
  | { readonly kind: "refused"; readonly refusal: CancellationRefusal }
  | { readonly kind: "failed"; readonly error: unknown };

export interface Quoting {
  readonly view: ReadonlySignal<QuoteView>;
  /** Reads the quote for some seats; for none, there is none. */
  readonly read: (seatIds: readonly string[]) => Promise<void>;
  /** Shows a quote that came with a refusal. */
  readonly set: (quote: Quote) => void;
  readonly close: () => void;
}

const quoteOf = (view: QuoteView): Quote | undefined => {
  if (view.kind === "reading") return view.before;
  return view.kind === "known" ? view.quote : undefined;
};

export const createQuoting = (reservationId: string): Quoting => {
  const view = signal<QuoteView>({ kind: "none" });
  let latest = new AbortController();
  const begin = (): AbortSignal => {
    latest.abort();
    latest = new AbortController();
    return latest.signal;
  };
  return {
    view,
    read: async (seatIds) => {
      const signalOfRead = begin();
      if (seatIds.length === 0) {
        view.value = { kind: "none" };
        return;
      }
      view.value = { kind: "reading", before: quoteOf(view.peek()) };
      try {
        const { body } = await call("quoteCancellation", {
          params: { reservationId },
          query: { seatIds: seatIds.join(",") },
          signal: signalOfRead,
        });
        if (!signalOfRead.aborted) view.value = { kind: "known", quote: body };
      } catch (error) {
        if (!signalOfRead.aborted) view.value = failed(error);
      }
    },
    set: (quote) => {
      begin();
      view.value = { kind: "known", quote };
    },
    close: () => latest.abort(),
  };
};

/** Refusals that say that seats can't be cancelled any more, or not these; everything else may be tried again. */
const failed = (error: unknown): QuoteView => {
  if (!(error instanceof ProblemError) || error.code === "UNKNOWN") return { kind: "failed", error };
  const refusal = refusalOf({ code: error.code, body: error.body });
  return refusal.kind === "again" ? { kind: "failed", error } : { kind: "refused", refusal };
};
