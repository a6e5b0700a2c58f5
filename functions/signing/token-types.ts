/**
 * The `typ` of what Encore signs (RFC 8725, 3.11). One key signs queue tokens and receipts, so a verifier of one must
 * require its type, or it would accept the other.
 */
export const QUEUE_TOKEN_TYPE = "JWT";
export const RECEIPT_TYPE = "encore-receipt+jwt";
