/** A refused call, with the RFC 9457 problem details. */
export class ProblemError extends Error {
    name = "ProblemError";
    status;
    /** "UNKNOWN" if something other than the service responded. */
    code;
    /** The whole document, including the evidence that belongs to the code. */
    body;
    headers;
    constructor(call, status, body, headers) {
        const code = (body.code ?? "UNKNOWN");
        super(`${call} answered ${status} ${code}: ${body.title ?? ""} ${body.detail ?? ""}`.trimEnd());
        this.status = status;
        this.code = code;
        this.body = body;
        this.headers = headers;
    }
}
/** Reads the body of a refusal. A body that is not a JSON object counts as empty. */
export const readProblem = async (call, response) => {
    const text = await response.text();
    return new ProblemError(call, response.status, parsed(text), response.headers);
};
const parsed = (text) => {
    try {
        const body = JSON.parse(text);
        return typeof body === "object" && body !== null ? body : {};
    }
    catch {
        return {};
    }
};
