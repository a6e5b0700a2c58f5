/** A request of a call, in its place among the others. */
export interface Ordered {
  /** Requests of the same call whose responses were there before it was sent, by their numbers from 0. */
  readonly after: readonly number[];
}

/**
 * Sends each request once those are answered that came before it, and so as much at once as the call did.
 * @throws the first error; what comes after a failed request is not sent
 */
export const sendInOrder = async <R extends Ordered>(
  requests: readonly R[],
  send: (request: R) => Promise<void>,
): Promise<void> => {
  const sent: Promise<void>[] = [];
  for (const request of requests) {
    const before = request.after.flatMap((number) => sent[number] ?? []);
    sent.push(Promise.all(before).then(() => send(request)));
  }
  await Promise.all(sent);
};
