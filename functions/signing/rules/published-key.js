/** Functions that check tokens read the set again after this time, while they are in use. */
export const KEY_SET_KEPT_SECONDS = 60;
/** Anybody may keep the set of /.well-known/jwks.json for this time, as its Cache-Control says. */
const PUBLIC_KEY_SET_KEPT_SECONDS = 300;
/** Twice as long as anybody may keep a set: for this time a new key is published and does not sign. */
export const PUBLISHED_AHEAD_SECONDS = 2 * Math.max(KEY_SET_KEPT_SECONDS, PUBLIC_KEY_SET_KEPT_SECONDS);
/** When a key that is published now begins to sign. The very first one has no other to wait for. */
export const signsFrom = (published, now) => published.size === 0 ? now : now + PUBLISHED_AHEAD_SECONDS;
/** Whether a key has been published for long enough to sign. */
export const isInForce = (key, now) => key !== undefined && key.signsFrom <= now;
