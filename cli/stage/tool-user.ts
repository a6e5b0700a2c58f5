/** The accounts that tools make in the user pool of a deployed stage. */

/** The addresses of these accounts begin with it, so that they are told apart from people's, and found again. */
export const TOOL_USER_PREFIX = "encore-tool.";

/** Reserved for examples (RFC 2606): no mail can reach anybody. */
const DOMAIN = "example.com";

/** The address of the account with this name. Addresses are not case-sensitive. */
export const toolUserAddress = (user: string): string => `${TOOL_USER_PREFIX}${user.toLowerCase()}@${DOMAIN}`;
