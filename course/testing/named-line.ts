import type { Mistake } from "../../grader/index";
import type { Skeleton } from "../../grader/merge/skeleton";

/** The share of mistakes whose feedback has to name something of their own line: 170 of 190. */
export const MIN_NAMED = 170 / 190;

/** Words of the language, and of advice about anything: they name no line. */
const UNSPECIFIC = new Set(
  (
    "all and are async await const each else export for from function has have its let list name new not number one only return send " +
    "string that the this true type undefined value which with you your false"
  ).split(" "),
);

const collectWords = (lines: readonly string[]): Set<string> =>
  new Set(
    lines
      .flatMap((line) => line.match(/[a-z_]\w{2,}/gi) ?? [])
      .map((word) => word.toLowerCase())
      .filter((word) => !UNSPECIFIC.has(word)),
  );

/** Whether the advice on a mistake has a word of the lines in which it differs from the solution. */
export function isLineNamed({ answer, exercise }: Mistake, { cells, scripts }: Skeleton, feedback: string): boolean {
  const slots = [...cells, ...scripts].flatMap((text) => text.slots);
  const solution = slots.find((slot) => slot.exercise === exercise)?.solution ?? [];
  const isDifferent = (line: string, at: number, other: readonly string[]): boolean =>
    line.trim() !== other[at]?.trim();
  const isMoved = answer.length === solution.length;
  const select = (lines: readonly string[], other: readonly string[]): string[] =>
    lines.filter((line, at) =>
      isMoved ? isDifferent(line, at, other) : !other.some((item) => item.trim() === line.trim()),
    );
  const changed = collectWords([...select(answer, solution), ...select(solution, answer)]);
  const advice = feedback
    .split("\n")
    .flatMap((line) => /(?:Look at|line \d+ of your \w+): (.*)|⚠(.*)/.exec(line)?.slice(1).join(" ") ?? []);
  return (
    /Line \d+ of your \w+ is unfinished/.test(feedback) || [...collectWords(advice)].some((item) => changed.has(item))
  );
}
