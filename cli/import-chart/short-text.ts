/** Texts of a file as a chart may have them: on one line, without characters that nobody sees, and not too long. Pure. */

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/** A letter, digit, sign or symbol that is seen; the contract asks for one in each text. */
const SEEN = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * @param lengthMax in UTF-16 units, as the contract counts; a character is never cut in half
 * @returns "" if nothing of it would be seen
 */
export const shortText = (text: string, lengthMax: number): string => {
  let short = "";
  for (const character of text.replaceAll(/\s+/g, " ").replaceAll(UNSEEN, "").trim()) {
    if (short.length + character.length > lengthMax) break;
    short += character;
  }
  return SEEN.test(short) ? short.trim() : "";
};
