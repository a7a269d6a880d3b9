import { plainText } from "../plain-text";

/**
 * Separates the advice in an assertion's message from the text that chai adds after it. It cannot occur in a learner's
 * text.
 */
const END_OF_HINT = "\u0000";

/**
 * Advice in the learner's words. `found` may quote the learner: the quotation is shortened and cleaned of control
 * characters.
 */
export interface Advice {
  readonly expected: string;
  readonly found: string;
  readonly look: string;
  /**
   * A cause by which several claims of an exercise fail, such as a missing stream: only the first of these claims gives
   * its advice.
   */
  readonly because?: string | undefined;
}

/** Advice that was read from a failed assertion. */
export interface ReadHint {
  readonly text: string;
  readonly because?: string;
}

/**
 * Makes the message of a chai assertion into advice for the learner.
 *
 * @param advice the expected value, the found value and one thing to look at; or only the thing to look at, and then
 *               chai's own message tells the values
 * @returns      the text to pass to `expect(value, text)`
 */
export function hint(advice: Advice | string): string {
  if (typeof advice === "string") return `${plainText(advice)}${END_OF_HINT}`;
  const { expected, found, look, because = "" } = advice;
  const text = `Expected: ${sentence(expected)} Found: ${sentence(found)} Look at: ${sentence(look)}`;
  return `${text}${END_OF_HINT}${END_OF_HINT}${plainText(because)}${END_OF_HINT}`;
}

/** Takes the learner's advice out of a failed assertion's message. */
export function hintOf(message: string): ReadHint {
  const [text = "", rest = "", because] = message.split(END_OF_HINT);
  if (!message.includes(END_OF_HINT)) return { text: plainText(message) };
  if (because !== undefined) return rest === "" && because !== "" ? { text, because } : { text };
  const words = plainText(rest.replace(/^:\s*/, ""));
  return { text: words ? `${text} (${words})` : text };
}

function sentence(text: string): string {
  const clean = plainText(text);
  return /[.?!]$/.test(clean) ? clean : `${clean}.`;
}
