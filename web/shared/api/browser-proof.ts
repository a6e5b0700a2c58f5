/**
 * A stage may ask browsers to prove that they are some, which happens while a page loads. When the proof has run out, calls
 * get a challenge that only a page can answer: it is loaded again.
 */

const HEADER = "x-amzn-waf-action";
const LOADED_AT = "encore:proof";
/** A page that is challenged again at once would be loaded for ever. */
const PAUSE_MS = 60_000;

export interface Page {
  readonly storage: Pick<Storage, "getItem" | "setItem">;
  readonly reload: () => void;
  readonly nowMs: number;
}

const thisPage = (): Page => ({ storage: sessionStorage, reload: () => location.reload(), nowMs: Date.now() });

/** Loads the page again if the answer is a challenge. */
export const proveIfAsked = (headers: Pick<Headers, "get">, page: () => Page = thisPage): void => {
  if (headers.get(HEADER) !== "challenge") return;
  const { storage, reload, nowMs } = page();
  if (nowMs - Number(storage.getItem(LOADED_AT) ?? 0) < PAUSE_MS) return;
  storage.setItem(LOADED_AT, String(nowMs));
  reload();
};
