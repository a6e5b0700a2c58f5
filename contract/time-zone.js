/** Time zones of halls, by their names in the IANA database. */
import * as z from "zod/mini";
/** The zone of a concert that names none. */
export const DEFAULT_TIME_ZONE = "Asia/Seoul";
/** Areas and places, such as America/Port-au-Prince, or UTC. An offset such as +09:00 names no zone. */
const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+/-]{0,59}$/;
/** The zones are those of the program that checks: the service, a page, the client. */
const isKnown = (timeZone) => {
    try {
        return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone !== "";
    }
    catch {
        return false;
    }
};
export const TimeZone = z.string().check(z.refine((name) => ZONE_NAME.test(name) && isKnown(name), "Send the name of a time zone of the IANA database, such as Asia/Seoul."), z.describe("Time zone of the hall, by its name in the IANA database. Local times and calendar days are those there."), z.meta({ examples: [DEFAULT_TIME_ZONE] }));
