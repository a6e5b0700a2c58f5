/** Ends the artist of each concert and the name of each chart that the conformance suite makes, so that they can be removed. */
export const SUITE_MARK = "(conformance suite)";
