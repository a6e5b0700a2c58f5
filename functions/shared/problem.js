import { PROBLEMS } from "#contract/problems.ts";
/**
 * A response that refuses the request: a code of contract/problems.ts, with the facts the client needs as `evidence`.
 */
export class Problem extends Error {
    name = "Problem";
    code;
    evidence;
    detail;
    headers;
    constructor(code, evidence = {}, options = {}) {
        const type = PROBLEMS[code];
        super(`${code}: ${options.detail ?? type.title}`, { cause: options.cause });
        this.code = code;
        this.evidence = evidence;
        this.detail = options.detail ?? type.remedy;
        const retryAfterSeconds = options.retryAfterSeconds ?? type.retryAfterSeconds;
        this.headers = {
            ...(type.challenge === undefined ? {} : { "www-authenticate": type.challenge }),
            ...(retryAfterSeconds === undefined ? {} : { "retry-after": String(Math.ceil(retryAfterSeconds)) }),
            ...options.headers,
        };
    }
    get status() {
        return PROBLEMS[this.code].status;
    }
}
