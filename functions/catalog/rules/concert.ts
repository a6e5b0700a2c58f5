/** What a concert is. Its queue is a thing of its own. */
import type { Seconds } from "#functions/shared/time.ts";

export interface Concert {
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
