/** Signing in with the code flow and PKCE (RFC 6749, RFC 7636, OpenID Connect), and renewing tokens. */
import { allowInsecureRequests, authorizationCodeGrantRequest, calculatePKCECodeChallenge, clockSkew, generateRandomCodeVerifier, generateRandomNonce, generateRandomState, getValidatedIdTokenClaims, None, processAuthorizationCodeResponse, processRefreshTokenResponse, ResponseBodyError, refreshTokenGrantRequest, validateAuthResponse, } from "oauth4webapi";
import { pageConfig } from "#web/shared/api/config.ts";
import { deviceBehindSeconds } from "#web/shared/clock/clock.ts";
import { isOwnPath } from "#web/shared/session/tokens.ts";
import { stored } from "#web/shared/storage/stored.ts";
const isLeaving = (json) => typeof json === "object" &&
    json !== null &&
    ["state", "nonce", "verifier", "returnTo"].every((name) => typeof Reflect.get(json, name) === "string");
const leaving = stored("leaving", (json) => (isLeaving(json) ? json : undefined), "sessionStorage");
/** Tokens are renewed this long before they end. */
const EARLY_MS = 60000;
const LIFETIME_SECONDS_DEFAULT = 300;
const redirectUri = () => `${location.origin}/signed-in`;
const serverOf = ({ issuer, authorizeUrl, tokenUrl }) => ({
    issuer,
    authorization_endpoint: authorizeUrl,
    token_endpoint: tokenUrl,
});
const clientOf = ({ clientId }) => ({ client_id: clientId, [clockSkew]: deviceBehindSeconds() });
/** A provider on this machine has no certificate. */
// oxlint-disable-next-line typescript/no-deprecated -- marked so that it stands out: a deployed stage never gets here
const insecureIf = ({ tokenUrl }) => ({ [allowInsecureRequests]: tokenUrl.startsWith("http:") });
export const leaveToSignIn = async (returnTo) => {
    const { authorizeUrl, clientId } = await pageConfig();
    const [state, nonce, verifier] = [generateRandomState(), generateRandomNonce(), generateRandomCodeVerifier()];
    leaving.write({ state, nonce, verifier, returnTo: isOwnPath(returnTo) ? returnTo : "/" });
    const url = new URL(authorizeUrl);
    url.search = new URLSearchParams({
        response_type: "code",
        client_id: clientId,
        redirect_uri: redirectUri(),
        scope: "openid email profile",
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
    }).toString();
    location.assign(url);
};
/**
 * Completes the sign-in at the address that the identity provider has returned to.
 * @returns undefined if this browser did not begin this sign-in
 * @throws Error of the library if the provider refuses, such as when the user has cancelled
 */
export const completeSignIn = async (address) => {
    const left = leaving.read();
    if (left === undefined)
        return undefined;
    leaving.remove();
    const config = await pageConfig();
    const [server, client] = [serverOf(config), clientOf(config)];
    const parameters = validateAuthResponse(server, client, address, left.state);
    const response = await authorizationCodeGrantRequest(server, client, None(), parameters, redirectUri(), left.verifier, insecureIf(config));
    const result = await processAuthorizationCodeResponse(server, client, response, {
        expectedNonce: left.nonce,
        requireIdToken: true,
    });
    return { tokens: tokensOf(result, userOf(result), null), returnTo: left.returnTo };
};
/** @returns undefined if the provider renews nothing: the session has ended */
export const renewTokens = async (known, refresh) => {
    const config = await pageConfig();
    const [server, client] = [serverOf(config), clientOf(config)];
    const response = await refreshTokenGrantRequest(server, client, None(), refresh, insecureIf(config));
    try {
        return tokensOf(await processRefreshTokenResponse(server, client, response), known.user, refresh);
    }
    catch (error) {
        if (error instanceof ResponseBodyError)
            return undefined;
        throw error;
    }
};
const tokensOf = (result, user, refresh) => ({
    access: result.access_token,
    refresh: result.refresh_token ?? refresh,
    renewAtMs: Date.now() + (result.expires_in ?? LIFETIME_SECONDS_DEFAULT) * 1000 - EARLY_MS,
    user,
});
const userOf = (result) => {
    const claims = getValidatedIdTokenClaims(result) ?? { sub: "" };
    const named = ["name", "email", "cognito:username"].map((claim) => Reflect.get(claims, claim));
    const name = named.find((value) => typeof value === "string") ?? claims.sub;
    return { id: claims.sub, name };
};
