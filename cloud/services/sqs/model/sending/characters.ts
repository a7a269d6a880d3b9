import { createInvalidValueFault } from "../faults";

/** Matches characters outside U+0020 to U+D7FF. Most messages have none, and so no excluded character either. */
const ELSEWHERE = /[^\u0020-\ud7ff]/;

/** Characters that XML cannot hold: control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
// oxlint-disable-next-line no-control-regex -- these are the characters that the API reference excludes
const EXCLUDED = /[^\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Whether a text can be a message: #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF. */
export const hasOnlyAllowedCharacters = (text: string): boolean => !ELSEWHERE.test(text) || !EXCLUDED.test(text);

/**
 * Checks a token of the sender's choice: printable ASCII without spaces, 1 to 128 characters.
 *
 * @param parameter its name in AWS's text
 * @throws AwsFault InvalidParameterValueException (measured)
 */
export function checkToken(
  token: string | undefined,
  parameter: "MessageGroupId" | "MessageDeduplicationId" | "ReceiveRequestAttemptId",
): void {
  if (token === undefined || /^[!-~]{1,128}$/.test(token)) return;
  throw createInvalidValueFault(
    token,
    parameter,
    `${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}
