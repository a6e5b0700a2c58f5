/** Something that was seen of the service from outside. Times are milliseconds of this process's own clock. */
export type Observation = { readonly atMs: number } /** A join was answered that was asked for at `askedAtMs`. */ & (
  | { readonly kind: "joined"; readonly askedAtMs: number; readonly user: string; readonly device: number }
  /** The service told a number to a device. */
  | { readonly kind: "told"; readonly user: string; readonly device: number; readonly number: number }
  /** ADMITTED was received. The admission is a little older than that. */
  | { readonly kind: "inside"; readonly user: string; readonly number: number | null }
  /** The admission is about to be given up. It ends a little later. */
  | { readonly kind: "outside"; readonly user: string }
  /** The service has ended the place because its turn was not taken up in time. */
  | { readonly kind: "expired"; readonly user: string }
  /** A place or an admission was given up, and the service has confirmed it. */
  | { readonly kind: "left"; readonly user: string }
  /** The public queue, asked for at `askedAtMs`. */
  | { readonly kind: "queue"; readonly askedAtMs: number; readonly issued: number; readonly served: number }
  /** The operator's figures. */
  | { readonly kind: "figures"; readonly active: number; readonly waiting: number }
);

type Kind = Observation["kind"];
export type ObservationOf<K extends Kind> = Extract<Observation, { readonly kind: K }>;
/** An observation that has no time yet. */
type News<O = Observation> = O extends Observation ? Omit<O, "atMs"> : never;

/** All that was seen, in the order it was seen, for the laws to be checked against at the end. */
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

  /** How many there are of a kind: cheap, for showing progress. */
  count(kind: Kind): number {
    return this.#counts.get(kind) ?? 0;
  }

  last<K extends Kind>(kind: K): ObservationOf<K> | undefined {
    return this.#seen.findLast((observation): observation is ObservationOf<K> => observation.kind === kind);
  }
}

export const only = <K extends Kind>(seen: readonly Observation[], kind: K): readonly ObservationOf<K>[] =>
  seen.filter((observation): observation is ObservationOf<K> => observation.kind === kind);
