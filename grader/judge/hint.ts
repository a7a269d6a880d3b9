import { toPlainText } from "../core/plain-text";

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
  /**
   * Where to look. If there are several places, each begins with the name in the learner's code: an error that stops the code shows the
   * place alone that it is about.
   */
  readonly look: string | readonly string[];
  /**
   * A shared cause of several failing claims of an exercise, such as a missing stream: only the first of these claims gives
   * its advice.
   */
  readonly because?: string | undefined;
  /** Errors that this advice explains, although they don't name the place. */
  readonly explains?: RegExp;
}

/** Advice that was read from a failed assertion. */
export interface ReadHint {
  readonly text: string;
  readonly because?: string;
  /** Whether the advice was written for the error that it quotes. */
  readonly isExplained?: boolean;
  /** The parts of the text, if the check has given them one by one. */
  readonly parts?: { readonly expected: string; readonly found: string; readonly looks: readonly string[] };
}

/**
 * Makes the message of a chai assertion into advice for the learner.
 *
 * @param advice the expected value, the found value and one thing to look at; or only the thing to look at, and then
 *               chai's own message tells the values
 * @returns      the text to pass to `expect(value, text)`
 */
export function formatHint(advice: Advice | string): string {
  if (typeof advice === "string") return `${toPlainText(advice)}${END_OF_HINT}${END_OF_HINT}`;
  const { expected, found, look, because = "", explains } = advice;
  const [plainExpected, plainFound, plainBecause] = [expected, found, because].map(toPlainText);
  const parts = { expected: plainExpected, found: plainFound, looks: [look].flat().map(toPlainText) };
  return `${END_OF_HINT}${JSON.stringify({ parts, because: plainBecause, isExplained: explains?.test(removeObjectTypes(`${found} ${because}`)) ?? false })}${END_OF_HINT}`;
}

/** A message without the types of objects, which the compiler writes with all members, not only the wrong one. */
export const removeObjectTypes = (message: string): string => message.replace(/'\{[^']*(?:'|$)/g, "");

/** What is found if an answer can't be seen before another exercise has one: an exercise that is open itself says so by its line. */
const OPEN = "nothing yet: an exercise that this one needs is still open";

/** Takes the learner's advice out of a failed assertion's message. */
export function parseHint(message: string): ReadHint {
  const [text = "", advice = "", rest = ""] = message.split(END_OF_HINT);
  if (!message.includes(END_OF_HINT)) return { text: toPlainText(message) };
  if (advice !== "") {
    const { parts, because, isExplained } = JSON.parse(advice) as Required<ReadHint>;
    const found = parts.found.startsWith("ExerciseOpen ") ? OPEN : parts.found;
    return { text: formatSentences({ ...parts, found }), parts, isExplained, ...(because === "" ? {} : { because }) };
  }
  const words = toPlainText(rest.replace(/^:\s*/, ""));
  return { text: words ? `${text} (${words})` : text };
}

/** The advice as text. What was found is left out if the learner has read it already, and so is a place to look at that is unknown. */
export function formatSentences({ expected, found, looks }: Partial<NonNullable<ReadHint["parts"]>>): string {
  const lines = [
    expected === undefined ? [] : [`Expected: ${toSentence(expected)}`],
    found === undefined ? [] : [`Found: ${toSentence(found)}`],
    looks === undefined || looks.length === 0 ? [] : [`Look at: ${toSentence(looks.join("; "))}`],
  ];
  return lines.flat().join(" ");
}

export function toSentence(text: string): string {
  return text === "" || /[.?!…]$/.test(text) ? text : `${text}.`;
}
