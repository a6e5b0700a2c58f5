/**
 * Loaded into every function that the emulator runs, through its environment, so that the template stays as it is: sends
 * calls for the keys of user tokens to the emulator. Their host name exists on AWS alone.
 */
const { AWS_ENDPOINT_URL: emulator } = process.env;
const fetchAsItIs = globalThis.fetch;

const placeOf = (input) => {
  const url = new URL(input instanceof Request ? input.url : input);
  return /^cognito-idp\.[a-z0-9-]+\.amazonaws\.com$/.test(url.hostname) && emulator !== undefined
    ? new URL(`${url.pathname}${url.search}`, emulator)
    : input;
};

globalThis.fetch = (input, init) => fetchAsItIs(placeOf(input), init);
