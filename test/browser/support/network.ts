/** A bad connection: none at all, answers that are lost on their way back, and a log of what a page asks for. */
import type { BrowserContext, Page, Request } from "playwright-core";

/** Takes the connection away while something happens. Expect the complaints of `UNREACHED`. */
export const offlineWhile = async (context: BrowserContext, happening: () => Promise<unknown>): Promise<void> => {
  await context.setOffline(true);
  try {
    await happening();
  } finally {
    await context.setOffline(false);
  }
};

/** A request of the page: its method, and the path as a pattern finds it. */
interface Which {
  readonly method: string;
  readonly path: RegExp;
}

const isMeant = (request: Request, { method, path }: Which): boolean =>
  request.method() === method && path.test(new URL(request.url()).pathname);

/**
 * Loses the next answers to such requests: the service gets and carries out each request, and the page learns nothing.
 * @returns how many answers have been lost
 */
export const loseAnswers = async (page: Page, which: Which, count = 1): Promise<() => number> => {
  let lost = 0;
  await page.route("**/v1/**", async (route, request) => {
    if (lost >= count || !isMeant(request, which)) return route.fallback();
    lost += 1;
    // The visit may end while the service still works on the request.
    await route.fetch().catch(() => undefined);
    await route.abort("connectionreset").catch(() => undefined);
  });
  return () => lost;
};

/** Delays the answers to such requests until `answer` is called. */
export const holdAnswers = async (page: Page, which: Which): Promise<{ readonly answer: () => void }> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route("**/v1/**", async (route, request) => {
    if (isMeant(request, which)) await promise;
    await route.fallback();
  });
  return { answer: resolve };
};

export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly atMs: number;
}

/** Notes every request to the API from now on. */
export const noteRequests = (page: Page): readonly SentRequest[] => {
  const sent: SentRequest[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/v1/")) sent.push({ method: request.method(), path: pathname, atMs: Date.now() });
  });
  return sent;
};
