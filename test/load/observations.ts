/** Something that was seen from outside the service. Times are milliseconds on this process's clock. */
export type Observation = { readonly atMs: number } /** The response to a join that was sent at `askedAtMs`. */ & (
  | { readonly kind: "joined"; readonly askedAtMs: number; readonly user: string; readonly device: number }
  /** A response showed a number to a device. */
  | { readonly kind: "number"; readonly user: string; readonly device: number; readonly number: number }
  /** ADMITTED was received. The admission is slightly older. */
  | { readonly kind: "inside"; readonly user: string; readonly number: number | null }
  /** Somebody is about to leave from inside. The admission ends slightly later. */
  | { readonly kind: "outside"; readonly user: string }
  /** The place has expired because its turn was not claimed in time. */
  | { readonly kind: "expired"; readonly user: string }
  /** Somebody has left the queue or from inside, and the service has confirmed it. */
  | { readonly kind: "left"; readonly user: string }
  /** The public queue, read at `askedAtMs`. */
  | { readonly kind: "queue"; readonly askedAtMs: number; readonly issued: number; readonly served: number }
  /** The operator's stats. */
  | { readonly kind: "stats"; readonly active: number; readonly waiting: number }
);

type Kind = Observation["kind"];
export type ObservationOf<K extends Kind> = Extract<Observation, { readonly kind: K }>;
/** An observation without its time. */
type News<O = Observation> = O extends Observation ? Omit<O, "atMs"> : never;

/** Everything that was seen, in order, so that the invariants can be checked at the end. */
export class Journal {
  readonly #seen: Observation[] = [];
  readonly #counts = new Map<Kind, number>();

  get seen(): readonly Observation[] {
    return this.#seen;
  }

  add(news: News): void {
    this.#seen.push({ ...news, atMs: performance.now() });
    this.#counts.set(news.kind, this.count(news.kind) + 1);
  }

  /** The number of observations of a kind. Cheap, for the progress display. */
  count(kind: Kind): number {
    return this.#counts.get(kind) ?? 0;
  }

  last<K extends Kind>(kind: K): ObservationOf<K> | undefined {
    return this.#seen.findLast((observation): observation is ObservationOf<K> => observation.kind === kind);
  }
}

export const only = <K extends Kind>(seen: readonly Observation[], kind: K): readonly ObservationOf<K>[] =>
  seen.filter((observation): observation is ObservationOf<K> => observation.kind === kind);
