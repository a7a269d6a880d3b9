import { getItemAt } from "../../item-at";
import type { Verdict } from "./judge";
import { questions, type Question } from "./questions";

/** A verdict in the file: the values that are not NULL, by the columns' indexes; 0 where the line is refused. */
type RecordedVerdict = Readonly<Record<string, string>> | 0;

/** The head of a question in the file, by which a change of the questions is noticed. */
const formatHead = ({ serde, columns, properties }: Question): string =>
  JSON.stringify([serde, columns.map(([, type]) => type).join(), properties]);

/** The SerDes' verdicts in the file's format: each question begins with a header, followed by one line of JSON per row. */
export const parseRecorded = (verdicts: readonly (readonly Verdict[])[]): string =>
  questions
    .flatMap((question, at) => [
      formatHead(question),
      ...question.lines.map((line, index) =>
        JSON.stringify([line, readRecorded(getItemAt(getItemAt(verdicts, at), index))]),
      ),
    ])
    .map((line) => `${line}\n`)
    .join("");

const readRecorded = (verdict: Verdict): RecordedVerdict =>
  "refused" in verdict
    ? 0
    : Object.fromEntries(verdict.flatMap((value, column) => (value === null ? [] : [[column, value]])));

/** The verdicts in a file of `parseRecorded`, in the order of the questions. @throws Error if it holds other questions */
export function getVerdicts(file: string): readonly (readonly Verdict[])[] {
  const lines = file.split("\n").values();
  return questions.map((question) => {
    check(lines.next().value, formatHead(question));
    return question.lines.map((line): Verdict => {
      // The border: `parseRecorded` writes these lines.
      const [requested, found] = JSON.parse(lines.next().value ?? "[]") as [string, RecordedVerdict];
      check(requested, line);
      return found === 0 ? { refused: "" } : question.columns.map((_, column) => found[column] ?? null);
    });
  });
}

function check(found: string | undefined, requested: string): void {
  if (found !== requested)
    throw new Error(`${requested} is not in its place: \`npm run golden -- athena-sql\` asks the SerDes`);
}
