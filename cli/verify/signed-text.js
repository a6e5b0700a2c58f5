import { JOSEError } from "jose/errors";
import { createLocalJWKSet } from "jose/jwks/local";
import { compactVerify } from "jose/jws/compact/verify";
import { DETAILED_RECEIPT_TYPE, QUEUE_TOKEN_TYPE, RECEIPT_TYPE } from "#functions/signing/token-types.ts";
/** The signed text proves nothing; the message says why, in a sentence. */
export class Refusal extends Error {
    name = "Refusal";
}
const TYPES = {
    token: [QUEUE_TOKEN_TYPE],
    receipt: [RECEIPT_TYPE, DETAILED_RECEIPT_TYPE],
};
const REASONS = {
    ERR_JWKS_NO_MATCHING_KEY: (kind) => `The ${kind} is signed with a key that the service does not publish: it is forged, or the key has been replaced.`,
    ERR_JWS_SIGNATURE_VERIFICATION_FAILED: (kind) => `The ${kind} is forged or has been altered: the signature is not the service's.`,
    ERR_JOSE_ALG_NOT_ALLOWED: (kind) => `The ${kind} is not signed with ES256, which the service always uses.`,
};
/**
 * Returns the payload of a text that the service has signed, or undefined if it is not JSON. It does not check the expiry.
 * @throws Refusal if the service has not signed the text, or has signed it as something else
 */
export const signedPayload = async (text, keys, kind) => {
    const { payload, protectedHeader } = await verified(text, keys, kind);
    if (!TYPES[kind].includes(protectedHeader.typ ?? ""))
        throw new Refusal(`The service has signed this, but not as a ${kind}.`);
    try {
        return JSON.parse(new TextDecoder().decode(payload));
    }
    catch {
        return undefined;
    }
};
const verified = async (text, keys, kind) => {
    try {
        return await compactVerify(text, createLocalJWKSet(keys), { algorithms: ["ES256"] });
    }
    catch (error) {
        if (!(error instanceof JOSEError))
            throw error;
        throw new Refusal(REASONS[error.code]?.(kind) ?? `This is not a ${kind} that can be checked: ${error.message}.`);
    }
};
