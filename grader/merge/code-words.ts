/** Reads code line by line, without a parser: the search must stay linear for whatever was handed in. */

const NAME = String.raw`[\p{L}_$][\p{L}\p{M}\p{N}_$]*`;
const DECLARATION = new RegExp(String.raw`\b(?:const|let|var|function|class|interface|type|enum)\s+(${NAME})`, "gu");
const TARGET = new RegExp(String.raw`^\s*(${NAME}(?:\.${NAME})+)\s*[-+*/]?=(?![=>])`, "u");
const MEMBER = new RegExp(String.raw`^\s*(${NAME})\s*:`, "u");
const WORD = new RegExp(String.raw`${NAME}|"[^"\n]*"|'[^'\n]*'`, "gu");

/** Words that say nothing about what a piece of code is for. */
const COMMON = new Set(
  (
    "None await async const let var function class interface type enum return if else for of in new true false " +
    "undefined null string number boolean readonly console log"
  ).split(" "),
);

/** The longest line that is read: no line that a person wrote is longer. */
const MAX_LINE = 2_000;

/** Code as it is in any layout: without spaces, with one kind of quotes, and without a last semicolon or comma. */
export const ignoreLayout = (code: string): string =>
  code.replace(/\s+/g, "").replaceAll("'", '"').replace(/[;,]$/, "");

/** Whether two pieces of code differ at most in what a formatter changes: spaces, lines, quotes, brackets around a parameter, the last comma. */
export function isSameInAnyLayout(before: readonly string[], after: readonly string[]): boolean {
  const [text, otherText] = [before, after].map((lines) => lines.join("").replace(/[\s;,"'`()]/g, ""));
  return text === otherText;
}

/** The lines without their comments; those that hold no code are left out. */
export function removeComments(lines: readonly string[]): string[] {
  return lines
    .map((line) =>
      line
        .slice(0, MAX_LINE)
        .replace(/(^|\s)\/\/.*$/, "")
        .trimEnd(),
    )
    .filter((line) => line.trim() !== "");
}

/** The names that some code declares, at any depth. */
export function collectDeclared(lines: readonly string[]): Set<string> {
  const names = new Set<string>();
  for (const line of removeComments(lines)) for (const [, name = ""] of line.matchAll(DECLARATION)) names.add(name);
  return names;
}

/** The names that some code assigns: those that it declares, and members such as `session.time`. */
export function collectDefined(lines: readonly string[]): Set<string> {
  const names = collectDeclared(lines);
  for (const line of removeComments(lines)) {
    const [, target] = TARGET.exec(line) ?? [];
    if (target !== undefined) names.add(target);
  }
  return names;
}

/** The member that some code begins with: `check` of `check: async () => None,`. */
export const findUnfinishedMember = (lines: readonly string[]): string | undefined =>
  MEMBER.exec(removeComments(lines)[0] ?? "")?.[1];

/** The names and texts that some code mentions, without those that any code may hold. */
export function collectWords(lines: readonly string[]): Set<string> {
  const words = new Set<string>();
  for (const line of removeComments(lines))
    for (const [word] of line.matchAll(WORD)) if (!COMMON.has(word)) words.add(word);
  return words;
}

/** Consecutive lines that belong together: comments, and the statement below them. */
interface Chunk {
  readonly from: number;
  readonly lines: readonly string[];
}

/** Splits code after each line where all brackets, strings and comments are closed. Comments go with what follows. */
export function splitIntoChunks(lines: readonly string[]): Chunk[] {
  const chunks: Chunk[] = [];
  const scan = createScanner();
  let from = 0;
  for (const [index, line] of lines.entries()) {
    if (!scan(line) || removeComments([line]).length === 0) continue;
    chunks.push({ from, lines: lines.slice(from, index + 1) });
    from = index + 1;
  }
  if (from < lines.length) chunks.push({ from, lines: lines.slice(from) });
  return chunks;
}

/** Opening and closing brackets in code. */
const SIGN = /\\.|\/\/|\/\*|\*\/|["'`]|[([{]|[)\]}]/g;
/** The end of a string or a comment, by its beginning. */
const ENDS: Readonly<Record<string, string>> = { "/*": "*/", '"': '"', "'": "'", "`": "`" };

/** Whether, after each further line, all that was opened is closed. */
function createScanner(): (line: string) => boolean {
  let depth = 0;
  let quote = "";
  const read = (sign: string): void => {
    if (quote !== "") quote = sign === quote ? "" : quote;
    else if (sign in ENDS) quote = ENDS[sign] ?? "";
    else if ("([{".includes(sign)) depth += 1;
    else if (")]}".includes(sign)) depth = Math.max(0, depth - 1);
  };
  return (line) => {
    for (const [sign] of line.matchAll(SIGN)) {
      if (sign === "//" && quote === "") break;
      read(sign);
    }
    // Only templates and comments go over the end of a line.
    if (quote === '"' || quote === "'") quote = "";
    return depth === 0 && quote === "";
  };
}

const MAX_QUOTED = 60;
/** The first line of some code, in quotes. */
export const quoteCode = (line = ""): string => {
  const text = line.trim();
  return `"${text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text}"`;
};
