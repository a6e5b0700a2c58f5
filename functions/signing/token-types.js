/**
 * The `typ` of what Encore signs (RFC 8725, 3.11). One key signs queue tokens and receipts, so a verifier of one must
 * require its type, or it would accept the other.
 */
export const QUEUE_TOKEN_TYPE = "JWT";
/** A receipt with prices alone, from before there were price types, discounts and booking fees. */
export const RECEIPT_TYPE = "encore-receipt+jwt";
/** A receipt that shows price type, discount and booking fee apart. */
export const DETAILED_RECEIPT_TYPE = "encore-receipt-2+jwt";
