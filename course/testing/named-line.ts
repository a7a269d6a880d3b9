import type { Skeleton } from "../../grader/merge/skeleton";
import type { NamedMistake } from "./load-mistakes";

/** The share of mistakes whose feedback has to name something of their own line: 170 of 190. */
export const MIN_NAMED = 170 / 190;

/** Words of TypeScript, SQL and JSON, and names that any line may have: they name no line, even where advice writes them as code. */
const LANGUAGE = new Set(
  (
    "as async await break case class const continue default else export extends false for from function if import in instanceof interface let new null of " +
    "private readonly return static switch this throw true try catch type typeof undefined var while boolean number object string any unknown void " +
    "Array Error JSON Map Math Number Object Promise Set String console log length send " +
    "ADD ALL ALTER AND AS ASC BETWEEN BY CASE CAST COUNT CREATE DESC DISTINCT DOUBLE EXISTS EXTERNAL FROM GROUP HAVING IN INSERT INTEGER INTO IS JOIN LIKE LIMIT " +
    "LOCATION NOT NULL ON OR ORDER PARTITIONED REPLACE SELECT STORED STREAM TABLE UNION VARCHAR WHERE WITH " +
    "ACTIVE ANSI API ARN ASCII AWS CSV CRC DELETE GET GZIP HTML HTTP ID IAM KB KIB MB POST PUT SDK SQL UPDATE URL USA USD UTC UTF XML"
  ).split(" "),
);

/** Identifiers, and numbers of more than one digit. */
const findTokens = (code: string): readonly string[] =>
  (code.match(/[a-z_$][\w$]*|\d{2,}/gi) ?? []).filter((token) => token.length > 1 && !LANGUAGE.has(token));

/** Identifiers that nobody takes for a word of English: `isBusy`, `in_shopping_cart`, `PREFIX`, and numbers. */
const isUnmistakable = (token: string): boolean =>
  /[a-z][A-Z]|[A-Z]{2}[a-z]|[_$\d]/.test(token) || /^[A-Z]{2,}$/.test(token);

/**
 * What advice says in code: all between backticks or quotation marks, what begins with a call or has a point inside, and the name with which a
 * place to look at begins, since that is the name in the learner's code.
 */
const CODE = [
  /`([^`]+)`/g,
  /"([^"]+)"/g,
  /(?<!\w)'([^']+)'(?!\w)/g,
  /\$\{([^}]+)\}/g,
  /([\w$]+)[([]/g,
  /([\w$]*\??\.[\w$]+[\w$.?]*)/g,
  /(?:Look at: |; )(\w+):/g,
];

const findNames = (advice: string): readonly string[] => [
  ...findTokens(advice).filter(isUnmistakable),
  ...CODE.flatMap((pattern) => [...advice.matchAll(pattern)].flatMap(([, code = ""]) => findTokens(code))),
];

/** The lines of code, without their indentation and comments. */
const listCode = (lines: readonly string[]): string[] =>
  lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("//"));

/** The lines that only one of two texts has, and those that both have in another order. */
function listDifferentLines(left: readonly string[], right: readonly string[]): string[] {
  const common = new Set(left.filter((line) => right.includes(line)));
  const expected = [...new Set(right)].filter((line) => common.has(line));
  return [
    ...left.filter((line) => !common.has(line)),
    ...right.filter((line) => !common.has(line)),
    ...[...common].filter((line, at) => line !== expected[at]),
  ];
}

/** The clauses with which places to look at begin, such as GROUP BY. */
const findClauses = (advice: string): readonly string[] =>
  [...advice.matchAll(/(?:Look at: |; )([A-Z]{2,}(?: [A-Z]{2,})*)\b/g)].map(([, clause = ""]) => clause);

const hasClause = (line: string, clause: string): boolean => new RegExp(`\\b${clause}\\b`).test(line);

/**
 * Whether the advice on a mistake shows a line in which it differs from the solution, or an identifier or a literal of it. A clause of SQL
 * names a line if no other line of the answer has it.
 */
export function isLineNamed(
  { answer, exercise }: Pick<NamedMistake, "answer" | "exercise">,
  { cells, scripts }: Skeleton,
  feedback: string,
): boolean {
  const slots = [...cells, ...scripts].flatMap((text) => text.slots);
  const written = listCode(answer);
  const solution = listCode(slots.find((slot) => slot.exercise === exercise)?.solution ?? []);
  const different = listDifferentLines(written, solution);
  const isOnlyThere = (clause: string): boolean => {
    const lines = [...written, ...different].filter((line) => hasClause(line, clause));
    return lines.length > 0 && lines.every((line) => different.includes(line));
  };
  const tokens = new Set(different.flatMap(findTokens));
  const advice = feedback.split("\n").filter((line) => /Look at: |⚠/.test(line));
  const shown = [...feedback.matchAll(/[Ll]ine \d+ of your \w+(?: is unfinished|: `?(.*))/g)];
  return (
    // Feedback may shorten a long line.
    shown.some(([, line]) => line === undefined || different.some((item) => line.startsWith(item.slice(0, 60)))) ||
    advice.flatMap(findNames).some((name) => tokens.has(name)) ||
    advice.flatMap(findClauses).some(isOnlyThere)
  );
}
