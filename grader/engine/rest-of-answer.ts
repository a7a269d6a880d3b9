import type { AnswerText } from "../judge/culprit";
import type { ExerciseResult } from "../reports/results";

/** For the learner, if an exercise got points for the rest of an answer. */
export const REST_JUDGED =
  "The error stops your cell. The rest of it was judged, too, as if the call with the error, or the lines with None, weren't there.";

/**
 * The lines of an answer without the call in which an error stopped it, if there are other calls: these can be right, since they may create
 * another stream or set another alarm. Only the layout shows where a statement begins, and lines that are cut apart don't compile.
 *
 * @param stop the number of the line with the error
 * @returns undefined if the error is in no awaited call that is a statement by itself, or if no other call is left
 */
export function removeStoppedCall({ lines }: AnswerText, stop: number): readonly string[] | undefined {
  const margin = Math.min(...lines.map(({ text }) => text.search(/\S/)).filter((column) => column >= 0));
  const begins = lines.filter(({ text }) => /^[^\s)\]}.]/.test(text.slice(margin)));
  const call = begins.findLast(({ number }) => number <= stop);
  const next = begins.find(({ number }) => number > stop)?.number ?? Infinity;
  if (call === undefined || !isCall(call)) return undefined;
  const isOther = ({ number }: AnswerLine) => number < call.number || number >= next;
  return begins.some((line) => isCall(line) && isOther(line))
    ? lines.filter(isOther).map(({ text }) => text)
    : undefined;
}

/**
 * The lines of an answer without what stops it: members that are still open, or else the call with the error.
 *
 * @param stop the number of the line with the error, if it is known
 */
export const removeStop = (answer: AnswerText, stop: number | undefined): readonly string[] | undefined =>
  removeOpenMembers(answer) ?? (stop === undefined ? undefined : removeStoppedCall(answer, stop));

/** A member of an object whose value is still open, alone in its line. */
const OPEN_MEMBER = /^\s*[\w"']+: None,?$/;
const MEMBER = /^\s*[\w"']+: .*,$/;

/** The lines of an answer without the members that are still open; undefined if there is none, or no other member. */
export function removeOpenMembers({ lines }: AnswerText): readonly string[] | undefined {
  const finished = lines.map(({ text }) => text.trimEnd()).filter((text) => !OPEN_MEMBER.test(text));
  return finished.length < lines.length && finished.some((text) => MEMBER.test(text)) ? finished : undefined;
}

type AnswerLine = AnswerText["lines"][number];

const isCall = ({ text }: AnswerLine): boolean => text.trimStart().startsWith("await ");

/** The claims that hold for the rest of an answer alone. Those that hold for an empty answer, too, don't count. */
export function listAddedClaims(
  { claims }: ExerciseResult,
  rest: ExerciseResult,
  heldByNothing: readonly string[],
): ReadonlySet<string> {
  const held = new Set(claims.flatMap(({ says, holds }) => (holds ? [says] : [])));
  const added = rest.claims.filter(({ says, holds }) => holds && !held.has(says) && !heldByNothing.includes(says));
  // What is open or has an error can't be right by a default.
  return held.size + added.length === claims.length ? new Set() : new Set(added.map(({ says }) => says));
}
