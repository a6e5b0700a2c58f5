/** What a concert is. Its queue is a thing of its own. */
import type { ConcertKind } from "#contract/concerts.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** What a page shows of a concert, as far as the organiser has said it. */
export interface ConcertPage {
  readonly kind?: ConcertKind | undefined;
  readonly posterUrl?: string | undefined;
  readonly ageLimit?: number | undefined;
  readonly runningMinutes?: number | undefined;
  readonly organiser?: string | undefined;
  readonly contact?: string | undefined;
}

export interface Concert extends ConcertPage {
  readonly concertId: string;
  readonly title: string;
  readonly artist: string;
  readonly venue: string;
  /** Of the hall, by its IANA name. */
  readonly timeZone: string;
  /** When its queue opens and closes. */
  readonly opensAt: Seconds;
  readonly closesAt: Seconds;
}

/** A concert with its description, which is stored apart from it: lists don't read it. */
export interface ConcertDetails extends Concert {
  readonly description?: string | undefined;
}
