/** What this browser remembers of somebody's place in a queue. It proves nothing and opens nothing: the token does. Pure. */
const isCount = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
export const parseRemembered = (json) => {
    if (typeof json !== "object" || json === null || !("arrival" in json) || !isCount(json.arrival))
        return undefined;
    return {
        arrival: json.arrival,
        number: "number" in json && isCount(json.number) ? json.number : null,
        aheadAtFirst: "aheadAtFirst" in json && isCount(json.aheadAtFirst) ? json.aheadAtFirst : null,
        wasAdmitted: "wasAdmitted" in json && json.wasAdmitted === true,
    };
};
