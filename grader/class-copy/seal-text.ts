import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";

const CIPHER = "aes-256-ctr";
/** Bytes of the salt, which is stored before the text. */
const SALT = 16;

const deriveKey = (name: string, salt: Buffer): Buffer =>
  Buffer.from(hkdfSync("sha256", name, salt, "evidence of the solution", 32));

/**
 * Makes a text unreadable to someone who opens its file.
 *
 * It hides the text but doesn't protect it: the key is derived from the name and the salt, since checks work offline and without a
 * password. A short program can open it.
 *
 * @param name needed to open the text again
 * @returns base64, different each time
 */
export function sealText(text: string, name: string): string {
  const salt = randomBytes(SALT);
  const cipher = createCipheriv(CIPHER, deriveKey(name, salt), salt);
  return Buffer.concat([salt, cipher.update(gzipSync(text)), cipher.final()]).toString("base64");
}

/**
 * The text that `sealText` has hidden.
 *
 * @throws Error if it was sealed with another name, or changed
 */
export function openText(sealed: string, name: string): string {
  const bytes = Buffer.from(sealed, "base64");
  const salt = bytes.subarray(0, SALT);
  const decipher = createDecipheriv(CIPHER, deriveKey(name, salt), salt);
  return gunzipSync(Buffer.concat([decipher.update(bytes.subarray(SALT)), decipher.final()])).toString();
}
