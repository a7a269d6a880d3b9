import type { Verdict } from "./judge";
import { HIVE_JSON, OPENX } from "./questions";

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
    "org.json keeps -0, and a whole number that no long holds, as a text; the reader inside of the judge's SerDe does not",
    createException(OPENX, /:(?:-0|9223372036854775808|12345678901234567890123)\}$/),
  ],
  ["where malformed JSON is ignored, a broken escape is, too", createException(OPENX, /\\u00(?:zz)?"/)],
  ["names that differ in case alone are one name (ATH-022)", createException(OPENX, /"s":"a","S"|"x":1,"X"/)],
  [
    "the judge takes a null in an array that stands for an object for the text null",
    createException(OPENX, /:\[null\]\}$|^\[,/),
  ],
  [
    "Hive takes an object's bracket for a text, and loses its way in the row",
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
