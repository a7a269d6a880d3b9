import type { AnswerText } from "../judge/culprit";
import type { ExerciseResult } from "../reports/results";

/** For the learner, if an exercise got points for what an answer does beside a call with an error. */
export const REST_JUDGED =
  "The error stops your cell. The other calls in it were judged, too, as if the call with the error weren't there.";

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
  return new Set(added.map(({ says }) => says));
}
