/** What a browser complains of: errors in the console, of scripts and of the page's policy, and requests that failed. */
import type { BrowserContext } from "playwright-core";

export interface Complaints {
  /** Expects complaints of this kind from now on, and says why: a refusal that the page answers in words, say. */
  readonly expect: (pattern: RegExp, reason: string) => void;
  readonly unexpected: () => readonly string[];
  readonly all: () => readonly string[];
}

interface Expected {
  readonly pattern: RegExp;
  readonly reason: string;
}

const ALWAYS: readonly Expected[] = [
  { pattern: /net::ERR_ABORTED/, reason: "A page that is left gives up its requests, and so does a screen." },
  { pattern: /status of 404 .*\/favicon\.ico\)$/, reason: "Chromium asks for it where a page names no icon." },
];

/** Listens to every page of a context. */
export const listenTo = (context: BrowserContext): Complaints => {
  const heard: string[] = [];
  const expected: Expected[] = [...ALWAYS];
  context.on("console", (message) => {
    if (message.type() === "error") heard.push(`${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => heard.push(error.error().stack ?? error.error().message));
  context.on("requestfailed", (request) => {
    heard.push(`${request.method()} ${request.url()}: ${request.failure()?.errorText ?? ""}`);
  });
  return {
    expect: (pattern, reason) => {
      expected.push({ pattern, reason });
    },
    unexpected: () => heard.filter((complaint) => !expected.some(({ pattern }) => pattern.test(complaint))),
    all: () => [...heard],
  };
};

/**
 * The complaint about a response with this status: Chromium logs each refusal as an error.
 * @param path a part of the request's path, such as `queue-token`
 */
export const refused = (status: number, path = ""): RegExp =>
  new RegExp(`status of ${status} .*${path.replaceAll(/[.?*+^$()[\]{}|\\/]/g, String.raw`\$&`)}`);

/** What Chromium says of requests while there is no connection, or when an answer was lost on its way. */
export const UNREACHED = /net::ERR_(INTERNET_DISCONNECTED|FAILED|CONNECTION_[A-Z]+|NETWORK_CHANGED|TIMED_OUT)/;
