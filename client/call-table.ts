/** What a call needs to know of a route: the table of contract/ has that and more, and pages carry it without schemas. */
export type CallTable = Readonly<Record<string, CalledRoute>>;

export interface CalledRoute {
  readonly method: string;
  readonly path: string;
  readonly caller: "anyone" | "user" | "operator";
  readonly idempotencyKey?: "required" | "optional";
  /** Present if a CDN may answer, the same to everybody. */
  readonly cache?: unknown;
  /** The successful responses by status; one without a body has none to read. */
  readonly responses: Readonly<Record<number, { readonly description?: string; readonly body?: unknown }>>;
}
