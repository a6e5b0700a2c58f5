import { sign } from "node:crypto";
const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
/**
 * Signs claims as a compact JWS with ES256 (RFC 7515, RFC 7518, 3.4: the signature is r and s, not their ASN.1 form).
 * @param header all of it, with `alg` and `kid`
 */
export const signedJws = (header, claims, { privateKey }) => {
    const text = `${part(header)}.${part(claims)}`;
    const signature = sign("sha256", Buffer.from(text), { key: privateKey, dsaEncoding: "ieee-p1363" });
    return `${text}.${signature.toString("base64url")}`;
};
