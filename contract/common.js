/** Schemas that more than one system uses: ids, time, money, pages of a list. */
import * as z from "zod/mini";
export const Id = z
    .string()
    .check(z.regex(/^[A-Za-z0-9_-]{1,64}$/, "An id has 1 to 64 letters, digits, dashes and underscores."));
const idOf = (what, example) => Id.check(z.describe(`Opaque id of a ${what}.`), z.meta({ examples: [example] }));
export const ConcertId = idOf("concert", "con_8Yq2mV0sT1");
export const ChartId = idOf("chart", "cht_5nB1xQ7rKw");
export const PerformanceId = idOf("performance", "per_4kD0aP7cQz");
export const ReservationId = idOf("reservation", "res_Zt6vXh1nR3eWq0uBcLk5Yg");
export const PaymentId = idOf("payment", "pay_Zt6vXh1nR3eWq0uBcLk5Yg");
const SHORT_NAME = /^[A-Za-z0-9]{1,8}$/;
/** Section, row and seat are the parts of a seat id, so their ids are short and have no dash. */
export const SectionId = z
    .string()
    .check(z.regex(SHORT_NAME, "A section has 1 to 8 letters and digits."), z.describe("A section of the hall."), z.meta({ examples: ["A"] }));
export const RowName = z
    .string()
    .check(z.regex(SHORT_NAME, "A row has 1 to 8 letters and digits."), z.describe("A row of a section."), z.meta({ examples: ["3"] }));
export const SeatName = z
    .string()
    .check(z.regex(SHORT_NAME, "A seat has 1 to 8 letters and digits as its id. Its label may be any text."), z.describe("A seat of a row."), z.meta({ examples: ["11"] }));
export const SeatId = z
    .string()
    .check(z.regex(/^[A-Za-z0-9]{1,8}-[A-Za-z0-9]{1,8}-[A-Za-z0-9]{1,8}$/, "A seat id is a section, a row and a seat, each of 1 to 8 letters and digits, joined by dashes, such as A-3-11."), z.describe("A seat: section, row and seat, joined by dashes."), z.meta({ examples: ["A-3-11"] }));
export const Category = z
    .string()
    .check(z.minLength(1), z.maxLength(20), z.describe("A category of seats."), z.meta({ examples: ["R"] }));
export const Label = z
    .string()
    .check(z.minLength(1), z.maxLength(120), z.describe("The printed name."), z.meta({ examples: ["1층 A구역"] }));
/** The last second that has a year of four digits in UTC, in epoch seconds. The first one is 0. */
export const LAST_SECOND = 253402300799;
/** A time in whole epoch seconds, rounded down: the form in which it is stored, and so also the form to compare. */
export const secondsOf = (text) => Math.floor(Date.parse(text) / 1000);
const isStorable = (text) => secondsOf(text) >= 0 && secondsOf(text) <= LAST_SECOND;
/**
 * A time as requests and responses carry it. An offset may lead out of the years that a time can be written in
 * (9999-12-31T12:00:00-12:00 is in the year 10000), so the range is that of the stored time, in UTC.
 */
export const Time = z.iso
    .datetime({
    offset: true,
    abort: true,
    error: "Send an ISO 8601 time with its offset, such as 2026-12-24T11:00:00Z.",
})
    .check(z.refine(isStorable, "The time must be in the years 1970 to 9999 in UTC."), z.describe("ISO 8601 time."), z.meta({ examples: ["2026-12-24T11:00:00.000Z"] }));
export const SECTIONS_PER_CHART_MAX = 90;
/** The most seats in one hold, whatever a performance allows: a DynamoDB transaction has its limits too. */
export const SEATS_PER_HOLD_MAX = 10;
export const Won = z.int().check(z.nonnegative(), z.describe("A whole number of won."), z.meta({ examples: [150000] }));
export const Count = z.int().check(z.nonnegative());
export const ServerTime = Time.check(z.describe("The server's clock when it sent this response. Compare deadlines with it, not with your own clock."));
/** What the organiser has done to a reservation or a part of it. */
export const OrganiserAct = z.enum(["CALLED_OFF", "REFUNDED"]);
/** Query of a list. */
export const Page = z.strictObject({
    limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(100), z.describe("Most items to return.")), 20),
    cursor: z.optional(z
        .string()
        .check(z.regex(/^[A-Za-z0-9_-]{1,512}$/, "Send `nextCursor` of the previous page, unchanged."), z.describe("`nextCursor` of the previous page."))),
});
export const NextCursor = z
    .nullable(z.string())
    .check(z.describe("Send it as `cursor` to get the next page; null on the last page."));
export const Name = z.string().check(z.minLength(1), z.maxLength(120));
/** Control characters, U+2028 and U+2029, and halves of a surrogate pair, which are no characters at all. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;
/** Embeddings, overrides and isolates (UAX #9): they change how the text around a name is read. */
const BIDI_CONTROL = /[\u202a-\u202e\u2066-\u2069]/;
/** A letter, digit, sign or symbol that is seen: some letters (U+3164) and one symbol (U+2800) never are. */
const VISIBLE = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u;
/** Text that an operator enters and everybody sees. Stored names are older than these checks, so `Name` has none. */
const visibleText = (lengthMax, hasParagraphs = false) => z.string().check(z.trim(), z.minLength(1), z.maxLength(lengthMax), z.refine((text) => !UNPRINTABLE.test(hasParagraphs ? text.replaceAll("\n", "") : text), "Use no control characters and no halves of a surrogate pair."), z.refine((text) => !BIDI_CONTROL.test(text), "Use no characters that change the direction of text."), z.refine((text) => text === "" || VISIBLE.test(text), "Use at least one character that can be seen."));
export const NewName = visibleText(120);
/** Text of several paragraphs. */
export const NewDescription = visibleText(4000, true);
export const NewContact = visibleText(200);
/** Why an operator does something out of the ordinary. */
export const Reason = visibleText(300).check(z.describe("Why, for the record of changes: 1 to 300 characters."), z.meta({ examples: ["The mixing desk needs these seats."] }));
export const NewCategory = visibleText(20).check(z.describe("A category of seats."), z.meta({ examples: ["R"] }));
export const NewLabel = visibleText(40).check(z.describe("The printed name, in any script."));
/** Whether no name occurs twice. */
export const areUnique = (names) => new Set(names).size === names.length;
/** Path parameters that several systems have. */
export const ofConcert = z.object({ concertId: ConcertId });
export const ofChart = z.object({ chartId: ChartId });
export const ofPerformance = z.object({ performanceId: PerformanceId });
export const ofReservation = z.object({ reservationId: ReservationId });
export const ofPayment = z.object({ paymentId: PaymentId });
