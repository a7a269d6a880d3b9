import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import { type Question, HIVE_JSON, OPENX } from "./questions";

const path = join(import.meta.dirname, "..", "..", "..", ".labs", "serdes");

/** The reason why the SerDes are not installed here; undefined if they are. */
export const withoutSerdes: string | undefined = existsSync(join(path, "installed"))
  ? undefined
  : "Hive's and OpenX's SerDes are not in .labs/serdes; `npm test` installs them where there are Maven, a JDK of version 17 and a network";

/** The outcome of a line: its row, values printed as Athena prints them, or the reason why it is refused. */
export type Verdict = readonly (string | null)[] | { readonly refused: string };

/** Lets the SerDes read the lines of all questions, in order, in one process. @returns a verdict for each line of each question */
export async function judgeSerdes(questions: readonly Question[]): Promise<readonly (readonly Verdict[])[]> {
  const child = spawn(
    "java",
    [
      "-XX:TieredStopAtLevel=1",
      "-Duser.timezone=UTC",
      "-Dfile.encoding=UTF-8",
      "-cp",
      [join(path, "classes"), join(path, "lib", "*")].join(delimiter),
      "SerdeJudge",
    ],
    { env: { PATH: process.env["PATH"] }, stdio: ["pipe", "pipe", "ignore"] },
  );
  child.stdin.end(
    questions
      .map(({ serde, columns, properties, lines }) => {
        const named = {
          columns: columns.map(([name]) => name).join(),
          "columns.types": columns.map(([, type]) => type).join(":"),
        };
        return `${JSON.stringify({ serde, properties: { ...named, ...properties }, lines })}\n`;
      })
      .join(""),
  );
  const answers = (await text(child.stdout)).split("\n").slice(0, -1);
  if (answers.length !== questions.length)
    throw new Error(`the SerDes answered ${answers.length} of ${questions.length} questions`);
  // The border: SerdeJudge.java writes these lines.
  return answers.map((answer) => JSON.parse(answer) as Verdict[]);
}

/** A line that the lab cloud and the SerDe read differently. */
export interface Difference {
  readonly serde: string;
  /** The type of the column for which the line has a value; of the first column if it has several. */
  readonly type: string;
  readonly line: string;
  readonly judge: Verdict;
  readonly ours: Verdict | undefined;
}

type ExceptionTest = (difference: Difference) => boolean;

const createException =
  (serde: string, pattern: RegExp): ExceptionTest =>
  (difference) =>
    difference.serde === serde && pattern.test(difference.line);

const getValues = (verdict: Verdict | undefined): readonly (string | null)[] =>
  verdict === undefined || "refused" in verdict ? [] : verdict;

/** Whether the rows are equal but for the spelling of floats. */
const isSameFloat: ExceptionTest = ({ type, judge, ours }) =>
  type === "float" &&
  getValues(judge).every((value, index) => Math.fround(Number(value)) === Math.fround(Number(getValues(ours)[index])));

/**
 * The accepted differences between the lab cloud and the SerDes, each with its reason. The first one that applies is
 * taken.
 */
const EXCEPTIONS: readonly (readonly [reason: string, applies: ExceptionTest])[] = [
  [
    "org.json keeps -0, and a whole number that no long holds, as a string; the reader inside of the judge's SerDe does not",
    createException(OPENX, /:(?:-0|9223372036854775808|12345678901234567890123)\}$/),
  ],
  ["where malformed JSON is ignored, a broken escape is, too", createException(OPENX, /\\u00(?:zz)?"/)],
  ["names that differ in case alone are one name (ATH-022)", createException(OPENX, /"s":"a","S"|"x":1,"X"/)],
  [
    "the judge takes a null in an array that stands for an object for the text null",
    createException(OPENX, /:\[null\]\}$|^\[,/),
  ],
  [
    "Hive takes an object's bracket for text, and loses its way in the row",
    (difference) => createException(HIVE_JSON, /[[:]\{/)(difference) && !/struct|map/.test(difference.type),
  ],
  [
    "a sign before years of more than four digits",
    ({ judge }) => getValues(judge).some((value) => value?.startsWith("+") === true && value.length > 11),
  ],
  ["Java before 19 prints some floats with more digits than tell them from others", isSameFloat],
];

/** The reason why a difference is accepted; undefined where there is none. */
export const findException = (difference: Difference): string | undefined =>
  EXCEPTIONS.find(([, applies]) => applies(difference))?.[0];
