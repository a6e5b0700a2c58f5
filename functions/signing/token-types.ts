/**
 * `typ` of what Encore signs (RFC 8725, 3.11). One key signs both kinds, so whoever checks one requires its type: a
 * receipt is no queue token, nor a queue token a receipt.
 */
export const QUEUE_TOKEN_TYPE = "JWT";
export const RECEIPT_TYPE = "encore-receipt+jwt";
