import { createInvalidValueFault } from "../faults";

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
