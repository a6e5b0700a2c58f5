/** Limits of SQS that rules need too. Apart from the client, so that a rule can import them. */

/** The longest delay of a message. */
export const SQS_DELAY_SECONDS_MAX = 900;
