import { removeRequestIds } from "../judge/culprit";
import { toSentence } from "../judge/hint";
import { formatOpenLine, isInFile, type Problem } from "../judge/stops";

/** Errors that stop many learners, each with advice; the first match is reported. */
const ADVICE: readonly (readonly [error: RegExp, advice: string])[] = [
  [/\[object Promise\]/, "A promise was used instead of a value: `await` is missing before the call that returns it."],
  [
    /unable to assume role/,
    "Is the role's name the same as in the lab? Compare each letter. Don't change lines that were given.",
  ],
  [/^[^ ]+\.ts, line \d+: /, "Fix this line, and save the file."],
  [
    /ran for more than [\d.]+ s/,
    "It takes far too many steps. If it has a loop, does that loop end? It needs a line that ends it: `break`, `return`, or a change to what its condition tests.",
  ],
  [
    /waited for more than [\d.]+ s/,
    "It was waiting for something that never came: a promise that nothing resolves, a state that is never reached, or a pause that is too long.",
  ],
  [
    /did not end within [\d.]+ s/,
    "It takes far too many steps, or waits for something that never comes. If it has a loop, it needs a line that ends it: `break`, `return`, or a change to what its condition tests.",
  ],
];

/**
 * The problem that stopped a cell or a script, in words for the learner.
 *
 * @param error as the run has reported it, such as `TypeError in line 3: x is not a function`
 */
export function describeStop(subject: "cell" | "script", error: string): Problem {
  const [, open] = /^ExerciseOpen in line (\d+): /.exec(error) ?? [];
  if (open !== undefined) return { says: formatOpenLine(Number(open), subject), error };
  // Code that was refused before it started has its own message.
  const output =
    error.startsWith("Type error in line ") || isInFile(error)
      ? `Your ${subject} didn't start. ${toSentence(error)}`
      : `Your ${subject} stopped: ${toSentence(removeRequestIds(error))}`;
  const advice = ADVICE.find(([pattern]) => pattern.test(error))?.[1];
  return { says: advice === undefined ? output : `${output} ${advice}`, error };
}

/** The advice when a file of the learner's cannot be compiled: no cell that imports the file can start. */
export function describeBrokenFile(error: string): Problem {
  return {
    says: `A file that the notebook imports doesn't compile: ${toSentence(error)} Fix this file first, because the cells need it.`,
    error,
  };
}
