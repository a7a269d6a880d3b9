import type { HeaderValues } from "../../../protocols/rest-input";
import { CHECKSUM_ALGORITHMS } from "../model/checksums";

/**
 * Headers carry user metadata beyond ASCII as encoded words (RFC 2047). S3 decodes incoming words, stores the text, and
 * encodes it again for answers: as quoted-printable, or in base64 if a character is not printable. Recorded on AWS by
 * LocalStack, 2026-02-21 (tests/aws/services/s3/test_s3.py, test_user_metadata_rfc2047_encoded and
 * test_post_object_with_unicode_metadata).
 */

/** `=?charset?B or Q?text?=`; white space between two encoded words does not belong to the text. */
const ENCODED_WORD = /=\?([^?\s]+)\?([BbQq])\?([^?\s]*)\?=(?:\s+(?==\?[^?\s]+\?[BbQq]\?))?/g;
/** Texts that header fields can hold unchanged. */
const PLAIN = /^[\t\x20-\x7e]*$/;
/** The characters that the Q encoding escapes; there a blank becomes an underscore. */
const SPELLED_IN_Q = /[^\t!-<>@-^`-~]/g;
const UNPRINTABLE = /[\p{C}\ufffd]/u;

/** The text that a metadata header stands for. */
export function decodeMetadata(value: string): string {
  if (!value.includes("=?")) return value;
  return value.replace(ENCODED_WORD, (...[word, charset, encoding, text]: string[]) => {
    const decoder = createDecoder(charset ?? "");
    if (decoder === undefined || text === undefined) return word ?? "";
    return decoder.decode(encoding?.toUpperCase() === "B" ? Buffer.from(text, "base64") : fromQ(text));
  });
}

/** A string as a metadata header holds it. */
export function encodeMetadata(text: string): string {
  if (PLAIN.test(text)) return text;
  const bytes = Buffer.from(text, "utf8");
  if (UNPRINTABLE.test(text)) return `=?UTF-8?B?${bytes.toString("base64")}?=`;
  const spelled = bytes
    .toString("latin1")
    .replace(SPELLED_IN_Q, (byte) =>
      byte === " " ? "_" : `=${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
    );
  return `=?UTF-8?Q?${spelled}?=`;
}

/** Undefined for a character set that Node does not know. */
function createDecoder(charset: string): InstanceType<typeof TextDecoder> | undefined {
  try {
    return new TextDecoder(charset);
  } catch {
    return undefined;
  }
}

const fromQ = (text: string): Buffer =>
  Buffer.from(
    text
      .replaceAll("_", " ")
      .replace(/=([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
    "latin1",
  );

const DIRECTIVES = ["COPY", "REPLACE"];

/** Headers whose values are not case-sensitive in S3: Arrow's C++ client sends `x-amz-checksum-mode: enabled`. */
export const HEADER_VALUES: HeaderValues = {
  "x-amz-checksum-algorithm": CHECKSUM_ALGORITHMS,
  "x-amz-checksum-mode": ["ENABLED"],
  "x-amz-checksum-type": ["COMPOSITE", "FULL_OBJECT"],
  "x-amz-metadata-directive": DIRECTIVES,
  "x-amz-request-payer": ["requester"],
  "x-amz-sdk-checksum-algorithm": CHECKSUM_ALGORITHMS,
  "x-amz-tagging-directive": DIRECTIVES,
};
