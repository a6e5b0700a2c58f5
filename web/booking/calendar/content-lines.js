/** The lines of an iCalendar file (RFC 5545, 3.1 and 3.3). Pure. */
/** The most octets of a line, without its end. */
const OCTETS_MAX = 75;
/** Anything a file may not hold. A line break is written as such below. */
const CONTROL = /[\p{Cc}\p{Cs}]/gu;
/** A value of type TEXT. */
export const textValue = (text) => text
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .split("\n")
    .map((line) => line.replaceAll(CONTROL, ""))
    .join("\\n");
const encoder = new TextEncoder();
/** Breaks a line where it has 75 octets, between characters. Each further line begins with a space. */
export const folded = (line) => {
    let text = "";
    let octets = 0;
    for (const character of line) {
        const size = encoder.encode(character).length;
        if (octets + size > OCTETS_MAX) {
            text += "\r\n ";
            octets = 1;
        }
        text += character;
        octets += size;
    }
    return text;
};
export const fileOf = (lines) => lines.map((line) => `${folded(line)}\r\n`).join("");
const two = (number) => String(number).padStart(2, "0");
/** 20261224T193000, of a time whose UTC clock shows what is to be written. */
export const writtenTime = (ms) => {
    const [date = "", time = ""] = new Date(ms).toISOString().split("T");
    return `${date.replaceAll("-", "")}T${time.slice(0, 8).replaceAll(":", "")}`;
};
/** +0900, with seconds only where there are any. */
export const writtenOffset = (seconds) => {
    const total = Math.abs(seconds);
    const parts = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
    const shown = parts[2] === 0 ? parts.slice(0, 2) : parts;
    return (seconds < 0 ? "-" : "+") + shown.map(two).join("");
};
