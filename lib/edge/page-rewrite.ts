/**
 * What runs at the edge itself, as CloudFront Functions: small programs in JavaScript that see a request on its way in, or
 * a response on its way out.
 */

/** Asks the bucket for the page in the place of the path: the page itself finds the screen. */
export const showFile = (file: string): string => `function handler(event) {
  event.request.uri = ${JSON.stringify(file)};
  return event.request;
}
`;

/** The page says that there is nothing at this address; the status says so too. */
export const SAY_NOT_FOUND = `function handler(event) {
  event.response.statusCode = 404;
  event.response.statusDescription = "Not Found";
  return event.response;
}
`;
