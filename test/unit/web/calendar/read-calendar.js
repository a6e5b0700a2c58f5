/** Reads iCalendar files as RFC 5545 says, apart from the code that writes them. */
const asUtc = (written) => {
    const [, year, month, day, hour, minute, second] = (/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z?$/.exec(written) ?? []).map(Number);
    return Date.UTC(year ?? Number.NaN, (month ?? 0) - 1, day, hour, minute, second);
};
const offsetOf = (written) => {
    const [, sign, hours, minutes, seconds] = /^([+-])(\d{2})(\d{2})(\d{2})?$/.exec(written) ?? [];
    return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0));
};
/** The lines of the file, with folded ones joined. @throws Error if a line is too long or ends otherwise than by CRLF */
export const unfoldedLines = (file) => {
    if (!file.endsWith("\r\n"))
        throw new Error("The last line has no end.");
    const physical = file.slice(0, -2).split("\r\n");
    for (const line of physical) {
        if (/[\r\n]/.test(line))
            throw new Error(`A lone line break: ${JSON.stringify(line)}`);
        if (Buffer.byteLength(line) > 75)
            throw new Error(`${Buffer.byteLength(line)} octets: ${line}`);
        if (!line.isWellFormed())
            throw new Error(`Half of a character: ${line}`);
    }
    return physical.join("\r\n").replaceAll("\r\n ", "").split("\r\n");
};
const between = (lines, name) => {
    const blocks = [];
    let block;
    for (const line of lines) {
        if (line === `BEGIN:${name}`)
            block = [];
        else if (line === `END:${name}` && block !== undefined) {
            blocks.push(block);
            block = undefined;
        }
        else
            block?.push(line);
    }
    return blocks;
};
const propertyOf = (lines, name) => lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1) ?? "";
const observanceOf = (name, lines) => ({
    name,
    startMs: asUtc(propertyOf(lines, "DTSTART")),
    from: offsetOf(propertyOf(lines, "TZOFFSETFROM")),
    to: offsetOf(propertyOf(lines, "TZOFFSETTO")),
});
/** The time that a local time means: the first of two, if clocks show it twice. @throws Error if they never do */
const resolved = (localMs, observances) => {
    const begun = observances
        .map((observance) => ({ ...observance, atMs: observance.startMs - observance.from * 1000 }))
        .toSorted((one, other) => one.atMs - other.atMs);
    const inForceAt = (ms) => begun.findLast(({ atMs }) => atMs <= ms)?.to;
    const times = begun
        .map(({ to }) => ({ ms: localMs - to * 1000, to }))
        .filter(({ ms, to }) => inForceAt(ms) === to)
        .map(({ ms }) => ms);
    if (times.length === 0)
        throw new Error("No clock shows this time.");
    return Math.min(...times);
};
const unescaped = (text) => text.replaceAll(/\\([\\;,nN])/g, (_match, sign) => (sign === "n" || sign === "N" ? "\n" : sign));
export const readCalendar = (file) => {
    const lines = unfoldedLines(file);
    const [event = []] = between(lines, "VEVENT");
    const [zone = []] = between(lines, "VTIMEZONE");
    const observances = ["STANDARD", "DAYLIGHT"].flatMap((name) => between(zone, name).map((block) => observanceOf(name, block)));
    const timeOf = (name) => {
        const line = event.find((text) => text.startsWith(name));
        if (line === undefined)
            return undefined;
        const written = line.slice(line.lastIndexOf(":") + 1);
        if (line.startsWith(`${name}:`))
            return asUtc(written);
        if (line.slice(0, line.lastIndexOf(":")) !== `${name};TZID=${propertyOf(zone, "TZID")}`)
            throw new Error(line);
        return resolved(asUtc(written), observances);
    };
    const startMs = timeOf("DTSTART") ?? Number.NaN;
    const [, minutes] = /^PT(\d+)M$/.exec(propertyOf(event, "DURATION")) ?? [];
    return {
        lines,
        observances,
        startMs,
        endMs: timeOf("DTEND") ?? startMs + Number(minutes) * 60000,
        text: (name) => {
            const line = event.find((one) => one.startsWith(`${name}:`));
            return line === undefined ? undefined : unescaped(line.slice(name.length + 1));
        },
    };
};
