/** The header in which the edge shows the API that a request came through it. */
export const ORIGIN_SECRET_HEADER = "encore-origin-secret";
