/** Besides the service, a gateway or a CDN in front of it responds with these, without a problem document. */
const RETRIED_STATUSES: ReadonlySet<number> = new Set([429, 503, 504]);
const PAUSE_SECONDS_DEFAULT = 1;
const PAUSE_SECONDS_MAX = 30;

/**
 * Seconds to wait before the same request is sent again; undefined if it should not be. A longer pause than a caller waits
 * for, as after too many expired holds, is for the user to know.
 */
export const pauseBeforeRetry = (response: Response): number | undefined => {
  if (!RETRIED_STATUSES.has(response.status)) return undefined;
  const requested = Number(response.headers.get("retry-after") ?? PAUSE_SECONDS_DEFAULT);
  const seconds = Number.isFinite(requested) && requested >= 0 ? requested : PAUSE_SECONDS_DEFAULT;
  return seconds <= PAUSE_SECONDS_MAX ? seconds : undefined;
};

/**
 * Sends a request, and sends it again while the service, or something in front of it, responds with 429, 503 or 504.
 * @param retriesMax retries after which the last response is returned, whatever it is
 */
export const sendWithRetries = async (
  send: () => Promise<Response>,
  retriesMax: number,
  signal: AbortSignal | undefined,
): Promise<Response> => {
  for (let retry = 0; ; retry += 1) {
    const response = await send();
    const seconds = pauseBeforeRetry(response);
    if (seconds === undefined || retry >= retriesMax) return response;
    await response.body?.cancel();
    await pause(seconds, signal);
  }
};

export const pause = (seconds: number, signal: AbortSignal | undefined): Promise<void> => {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
};
