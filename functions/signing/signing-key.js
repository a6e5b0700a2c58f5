import { createECDH, createHash, createPrivateKey, hkdfSync } from "node:crypto";
/** The order n of P-256 (NIST SP 800-186, 3.2.1.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
/** 64 bits more than the order has, so that the bias of the reduction is negligible. */
const CANDIDATE_BYTES = 40;
const SECRET_LENGTH_MIN = 43;
/** RFC 7638: of the required members alone, in the order of their names. */
const thumbprintOf = ({ crv, kty, x, y }) => createHash("sha256").update(JSON.stringify({ crv, kty, x, y })).digest("base64url");
/**
 * The P-256 key pair that follows from a secret text of at least 256 bits of entropy: the text is stretched with
 * HKDF-SHA-256 (RFC 5869) and reduced as in FIPS 186-5, A.2.1 (extra random bits). So a deployment only has to generate
 * a random text.
 * @throws Error if the text is too short to have that entropy
 */
export const deriveSigningKey = (secret) => {
    if (secret.length < SECRET_LENGTH_MIN)
        throw new Error("The signing secret is too short.");
    const candidate = hkdfSync("sha256", secret, "", "encore queue token key 1", CANDIDATE_BYTES);
    const scalar = (BigInt(`0x${Buffer.from(candidate).toString("hex")}`) % (ORDER - 1n)) + 1n;
    const d = Buffer.from(scalar.toString(16).padStart(64, "0"), "hex");
    const curve = createECDH("prime256v1");
    curve.setPrivateKey(d);
    const point = curve.getPublicKey();
    const coordinates = {
        kty: "EC",
        crv: "P-256",
        x: point.subarray(1, 33).toString("base64url"),
        y: point.subarray(33).toString("base64url"),
    };
    return {
        privateKey: createPrivateKey({ key: { ...coordinates, d: d.toString("base64url") }, format: "jwk" }),
        publicJwk: { ...coordinates, kid: thumbprintOf(coordinates), alg: "ES256", use: "sig" },
    };
};
