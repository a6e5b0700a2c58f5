/** The QR code of a receipt. A module of its own, since it brings the encoder: only somebody who has paid loads it. */
import { encode } from "uqr";
import { qrPath, sideOf } from "#web/booking/qr/qr-path.ts";

export interface QrPicture {
  readonly path: string;
  /** The side of its square, in units of the path. */
  readonly side: number;
}

/**
 * With the least error correction: the text is long, a screen or a fresh print has hardly any errors, and each step up
 * would make the modules smaller and so harder to read.
 */
export const qrPicture = (text: string): QrPicture => {
  const { data } = encode(text, { ecc: "L", border: 0 });
  return { path: qrPath(data), side: sideOf(data) };
};
