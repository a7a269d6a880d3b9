import { plainText } from "../plain-text";

/** Ends the advice inside an assertion's message; what chai adds comes after it. Cannot occur in a learner's text. */
const END_OF_HINT = "\u0000";

/** Advice in the learner's words. `found` may quote the learner: it is cut and cleaned of control characters. */
export interface Advice {
  readonly expected: string;
  readonly found: string;
  readonly look: string;
}

/**
 * Makes the message of a chai assertion into advice for the learner.
 *
 * @param advice what was expected, what was found and one thing to look at; or only the thing to look at, and then
 *               chai's own words say the rest
 * @returns      the text to pass to `expect(value, text)`
 */
export function hint(advice: Advice | string): string {
  if (typeof advice === "string") return `${plainText(advice)}${END_OF_HINT}`;
  const { expected, found, look } = advice;
  return `Expected: ${sentence(expected)} Found: ${sentence(found)} Look at: ${sentence(look)}${END_OF_HINT}${END_OF_HINT}`;
}

/** Takes the learner's advice out of a failed assertion's message. */
export function hintOf(message: string): string {
  const end = message.indexOf(END_OF_HINT);
  if (end < 0) return plainText(message);
  const advice = message.slice(0, end);
  if (message.startsWith(END_OF_HINT, end + 1)) return advice;
  const rest = plainText(message.slice(end + 1).replace(/^:\s*/, ""));
  return rest ? `${advice} (${rest})` : advice;
}

function sentence(text: string): string {
  const clean = plainText(text);
  return /[.?!]$/.test(clean) ? clean : `${clean}.`;
}
