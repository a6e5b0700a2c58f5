/** The result of one check. */
export interface Finding {
  readonly verdict: "PASS" | "FAIL" | "NOTE";
  readonly text: string;
}

export const pass = (text: string): Finding => ({ verdict: "PASS", text });
export const fail = (text: string): Finding => ({ verdict: "FAIL", text });
/** Information that proves nothing. */
export const note = (text: string): Finding => ({ verdict: "NOTE", text });
