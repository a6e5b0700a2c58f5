import { readProblem } from "#client/problem-error.ts";
import { sendWithRetries } from "#client/retry.ts";
const RETRIES_MAX = 5;
/** @throws Error from a call of a route that the table does not have */
export const createTableClient = (table, settings) => {
    const withoutSlash = (url) => url.replace(/\/+$/, "");
    const origin = withoutSlash(settings.url);
    const edge = withoutSlash(settings.edgeUrl ?? settings.url);
    const userToken = async () => typeof settings.userToken === "function" ? settings.userToken() : settings.userToken;
    const headersOf = async (route, options) => {
        const token = route.caller === "anyone" ? undefined : await userToken();
        const key = options.idempotencyKey ?? (route.idempotencyKey === "required" ? crypto.randomUUID() : undefined);
        return {
            accept: "application/json",
            ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
            ...(options.queueToken === undefined ? {} : { "queue-token": options.queueToken }),
            ...(key === undefined ? {} : { "idempotency-key": key }),
            ...(options.body === undefined ? {} : { "content-type": "application/json" }),
        };
    };
    return {
        call: async (name, ...[given]) => {
            const route = table[name];
            if (route === undefined)
                throw new Error(`The table of routes has no ${name}.`);
            const options = (given ?? {});
            const headers = await headersOf(route, options);
            const response = await sendWithRetries(() => fetch((isPublic(route) ? edge : origin) + pathOf(route, options), {
                method: route.method,
                headers,
                ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
                ...(options.signal === undefined ? {} : { signal: options.signal }),
            }), options.retriesMax ?? settings.retriesMax ?? RETRIES_MAX, options.signal);
            const declared = route.responses[response.status];
            if (!declared)
                throw await readProblem(`${route.method} ${route.path}`, response);
            return {
                status: response.status,
                body: declared.body ? await response.json() : undefined,
                headers: response.headers,
            };
        },
    };
};
/** Whether a CDN may answer, the same to everybody. */
const isPublic = ({ cache }) => cache !== undefined;
const pathOf = (route, { params = {}, query = {} }) => {
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_match, name) => encodeURIComponent(params[name] ?? ""));
    const search = new URLSearchParams(Object.entries(query)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [name, String(value)]));
    return search.size === 0 ? path : `${path}?${search.toString()}`;
};
