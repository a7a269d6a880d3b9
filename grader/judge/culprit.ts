import { toPlainText } from "../core/plain-text";
import { findMisspelledMember, MISSING } from "./misspelled-member";

/** The lines of one answer, with their numbers in the learner's cell or script. */
export interface AnswerText {
  readonly what: "cell" | "script";
  readonly lines: readonly { readonly number: number; readonly text: string }[];
}

/** A position in the same cell, from 1. */
export interface Position {
  readonly line: number;
  readonly column?: number | undefined;
}

/** The part of an answer that an error is about. */
export interface Culprit {
  /** Names that the error is about, the likeliest first: the word itself, its value, its member, the members around it. */
  readonly names: readonly string[];
  /** The other names in the same line. */
  readonly around: readonly string[];
  /** The names in the same line that another line of the answer declares. */
  readonly declared: readonly string[];
  /** The line in the learner's cell or script. */
  readonly line?: { readonly number: number; readonly text: string };
}

/** A word of an answer: a name, or a text between quotes. `keys` are the members that it belongs to, the innermost first. */
interface Word {
  readonly text: string;
  readonly isText: boolean;
  /** Whether it is a word of a longer text, such as a query. */
  readonly isPart: boolean;
  /** Whether a colon follows it: it names a member. */
  isKey: boolean;
  readonly line: number;
  readonly column: number;
  readonly keys: readonly string[];
}

/**
 * Finds what an error of AWS, CloudFormation or TypeScript is about in a learner's answer: by the position that the
 * compiler names, else by the member, the value or the words in the message.
 *
 * @param at where the error occurred in the answer's own cell, if it occurred there
 * @returns undefined if the message points at nothing in the answer
 */
export function findCulprit(error: string, answer: AnswerText, at?: Position): Culprit | undefined {
  const { words } = new WordReader(answer);
  const message = removeRequestIds(error).replace(
    /^.*?The stack \S+ is \w+\. \w+: (?:Resource handler returned message: )?/,
    "",
  );
  const { word, expected } = findMeant(message, words, at);
  if (word === undefined)
    return at === undefined && expected.length === 0
      ? findCommandAlone(message, answer, words)
      : findLineOnly(answer, words, { expected, at });
  const values = words.filter(({ keys, line }) => keys[0] === word.text && line === word.line);
  const names = [...expected, word.text, ...listTexts(values), ...word.keys];
  const around = listTexts(words.filter(({ line }) => line === word.line));
  const declared = around.filter((name) => findDeclaringLine(name, answer, word.line) !== undefined);
  // AWS refuses a value: the line that declares the value is the one to look at. The compiler names its own line, and so does JavaScript.
  const isOwnLine = at?.column !== undefined || /^(?:Range|Reference|Syntax|Type)Error: /.test(message);
  const [value] = isOwnLine ? [] : declared.filter((name) => listTexts(values).includes(name));
  const line =
    (value === undefined ? undefined : findDeclaringLine(value, answer, word.line)) ??
    answer.lines.find(({ number }) => number === word.line);
  return { names, around, declared, ...(line ? { line } : {}) };
}

/** A member that one item of a list lacks: the line that sets it may be of another item. */
const LACKS_IN_LIST = /\bValue null at '[\w.]+\.\d+\.member\./;

/** The word that a message is about, and the names that it asks for. */
function findMeant(
  message: string,
  words: readonly Word[],
  at: Position | undefined,
): { readonly word: Word | undefined; readonly expected: readonly string[] } {
  // The compiler reports a missing member where the whole object is used.
  const isElsewhere = at?.column === undefined || /Property '\w+' is missing/.test(message);
  const misspelled = isElsewhere ? findMisspelledMember(message, words) : undefined;
  const expected = [/Property '(\w+)' is missing/, /Did you mean '"?(\w+)"?'/].flatMap(
    (pattern) => pattern.exec(message)?.[1] ?? [],
  );
  return misspelled
    ? { word: misspelled.word, expected: [misspelled.member, ...expected] }
    : { word: isElsewhere && LACKS_IN_LIST.test(message) ? undefined : findWord(message, words, at), expected };
}

/** The line that declares a name, if it is another line than the one given. */
function findDeclaringLine(
  name: string,
  { lines }: AnswerText,
  other: number,
): AnswerText["lines"][number] | undefined {
  if (!/^\w+$/.test(name)) return undefined;
  const declares = new RegExp(`^\\s*(?:const|let) ${name}\\b`);
  return lines.find(({ number, text }) => number !== other && declares.test(text));
}

/** CloudFormation's messages end in ids, which say nothing to a learner. A long message is cut off within them, before its last quotation mark. */
export const removeRequestIds = (error: string): string =>
  error
    .replace(/ ?\((?:Service|RequestToken): [^)]*\)/g, "")
    .replace(/ ?\(RequestToken: [^)]*$/, "")
    .replace(/ ?\(Service: [^)]*$/, '"');

function findWord(message: string, words: readonly Word[], at: Position | undefined): Word | undefined {
  return (
    (at?.column === undefined ? undefined : findWordAt(words, at)) ??
    findReason(message, words) ??
    findRefused(message, words) ??
    findMember(message, words) ??
    findLikeWords(message, words, MANY_WORDS) ??
    findValue(message, words) ??
    findExistingName(message, words) ??
    findMentionedName(message, words) ??
    findLikeWords(message, words, 1)
  );
}

/** The line of the command that lacks a member which the message requires, if the answer has only one command. No claim can be meant: the member isn't there. */
function findCommandAlone(message: string, { lines }: AnswerText, words: readonly Word[]): Culprit | undefined {
  if (!MISSING.test(message)) return undefined;
  const [command, another] = words.filter(({ text, isText }) => !isText && /^[A-Z]\w+Command$/.test(text));
  const line = another === undefined ? lines.find(({ number }) => number === command?.line) : undefined;
  return line && { names: [], around: [], declared: [], line };
}

function findLineOnly(
  answer: AnswerText,
  words: readonly Word[],
  { expected, at }: { readonly expected: readonly string[]; readonly at: Position | undefined },
): Culprit | undefined {
  const line = answer.lines.find(({ number }) => number === at?.line);
  const around = listTexts(words.filter((word) => word.line === at?.line));
  return line === undefined && expected.length === 0
    ? undefined
    : { names: expected, around, declared: [], ...(line ? { line } : {}) };
}

const listTexts = (words: readonly Word[]): string[] => words.map(({ text }) => text);

/** The word at a position, or the last one before it in its line. */
const findWordAt = (words: readonly Word[], { line, column = 1 }: Position): Word | undefined =>
  words.findLast((word) => word.line === line && word.column <= column) ?? words.find((word) => word.line === line);

/** Members that messages name: the last capture counts. */
const MEMBERS: readonly RegExp[] = [
  /\bat '([\w.]+)'/g, // AWS: Value '0' at 'bufferingHints.sizeInMBs' failed to satisfy constraint
  /[Tt]ypes of (?:property )?'([\w.]+)' are incompatible/g,
  /'(\w+)' does not exist in type/g,
  /extraneous key \[(\w+)\]/g,
  /#\/([\w/]+):/g, // CloudFormation: #/ShardCount: expected type: Integer
  /required key \[(\w+)\]/g,
  /\b[Pp]arameter ([A-Z]\w+) (?:must|is|can)\b/g, // CloudWatch: The parameter Period must be greater than or equal to 60
];

function findMember(message: string, words: readonly Word[]): Word | undefined {
  const members = MEMBERS.flatMap((pattern) =>
    [...message.matchAll(pattern)].flatMap(([, path = ""]) => path.split(/[./]/).reverse()),
  ).filter((name) => name !== "member" && !/^\d*$/.test(name));
  for (const member of members) {
    const names = words.filter(({ isText }) => !isText);
    const isSame = ({ text }: Word) => text.toLowerCase() === member.toLowerCase();
    // A helper may add the unit to a member's name: timeoutSeconds.
    const found = names.find(isSame) ?? names.find(({ text }) => text.startsWith(member) && member.length > 3);
    if (found) return found;
  }
  return undefined;
}

/** SQS's message: Value {"maxReceiveCount":0} for parameter RedrivePolicy is invalid. Reason: … */
const REFUSED_WHOLE = /\bValue .* for parameter (\w+) is invalid\. Reason: (.*)/s;

/** What the reason names, or else the parameter. A value that the message repeats as a whole has names that are right, too. */
function findReason(message: string, words: readonly Word[]): Word | undefined {
  const [, parameter = "", reason = ""] = REFUSED_WHOLE.exec(message) ?? [];
  return (
    findMentionedName(reason, words) ??
    findLikeWords(reason, words, MANY_WORDS) ??
    words.find(({ text, isText }) => !isText && text === parameter)
  );
}

/** The text between quotes whose value is refused: Value 'x' at 'member' failed to satisfy constraint, or 'x' is not a time such as 12:00. */
function findRefused(message: string, words: readonly Word[]): Word | undefined {
  const refused = [...message.matchAll(/Value '(.*?)' at '|(?:^|: )'([^']+)' is not /g)].map(
    ([, value = "", itself = value]) => itself.trim(),
  );
  return words.find(({ text, isText, isKey }) => isText && !isKey && refused.includes(toPlainText(text)));
}

/** The text between quotes in the answer that a message repeats: the line with most of them, and there the longest. */
function findValue(message: string, words: readonly Word[]): Word | undefined {
  const isRepeated = ({ text }: Word): boolean =>
    toPlainText(text).length > 2 && isWhole(toPlainText(text), message) && !UNSPECIFIC.has(text);
  // A plain word of a sentence or a query, such as "not", says something only where the message quotes it.
  const isPlainPart = ({ text, isPart }: Word): boolean =>
    isPart && /^[A-Za-z][a-z]*$/.test(text) && !new RegExp(`['"\`\\[]${text}['"\`\\]]`).test(message);
  const repeated = words.filter((word) => word.isText && !word.isKey && isRepeated(word) && !isPlainPart(word));
  const count = (word: Word): number => repeated.filter(({ line }) => line === word.line).length;
  return [...repeated].sort((a, b) => count(b) - count(a) || b.text.length - a.text.length)[0];
}

/** Texts that occur in messages about anything else, too. */
const UNSPECIFIC = new Set(["String", "Type", "Name", "Value"]);

/** Whether a message has a text that isn't a part of a longer word. */
export function isWhole(text: string, message: string): boolean {
  const at = message.indexOf(text);
  return at >= 0 && !/\w/.test(message[at - 1] ?? "") && !/\w/.test(message[at + text.length] ?? "");
}

/** The member that gives a resource its name, if a resource of that name exists. */
const findExistingName = (message: string, words: readonly Word[]): Word | undefined =>
  /already exists/.test(message) ? words.find(({ text, isKey }) => isKey && /^(?:\w+N|n|N)ame$/.test(text)) : undefined;

/** A name with an inner capital or an underscore that the message mentions; of a path the last part. */
function findMentionedName(message: string, words: readonly Word[]): Word | undefined {
  const mentioned = [...message.matchAll(/[A-Za-z_$][\w$.]*/g)].flatMap(([path]) => path.split(".").reverse());
  const distinctive = mentioned.filter((name) => /[a-z][A-Z]|_/.test(name) || /^[A-Z][A-Z\d]+$/.test(name));
  for (const name of distinctive) {
    const found = words.find(({ text, isText }) => !isText && text === name);
    if (found) return found;
  }
  return undefined;
}

/** The name of the answer whose words occur in the message, such as SERIALIZER in "More than one serializer". */
function findLikeWords(message: string, words: readonly Word[], min: number): Word | undefined {
  const mentioned = new Set(splitParts(message).flatMap((part) => [part, part.replace(/s$/, "")]));
  const countSaid = ({ text }: Word): number =>
    splitParts(text).filter((part) => part.length > 1 && mentioned.has(part)).length;
  const isLike = (word: Word): boolean => {
    const [count, all] = [countSaid(word), splitParts(word.text).length];
    return count >= min && (count === all || (count > 1 && count >= all * MAX_WORDS));
  };
  // One plain word in common is an accident where it comes from a sentence or from code in a text.
  const isName = ({ text, isPart }: Word): boolean => /^[A-Za-z]\w{3,}$/.test(text) && !(isPart && min === 1);
  const like = words.filter((word) => isName(word) && isLike(word));
  return like.sort((a, b) => countSaid(b) - countSaid(a))[0];
}

/** The share of a long name's words that a message has to have. */
const MAX_WORDS = 0.6;
/** So many words of a name in a message are no accident. */
const MANY_WORDS = 3;

/** The words of a name or a sentence, in small letters: `ErrorOutputPrefix` has three. */
function splitParts(text: string): string[] {
  return text
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .split(/[^A-Za-z\d]+/)
    .filter((part) => part !== "")
    .map((part) => part.toLowerCase());
}

const TOKEN =
  /\/\/.*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|[A-Za-z_$][\w$]*|=>|[=!<>]=+|[{}()[\],;:=]|\n/g;
const KEYWORDS = new Set(["const", "let", "return", "await", "new", "if", "for", "of", "true", "false", "undefined"]);

/** One level of brackets: the member whose value is being read, and the name before the next bracket. */
interface Level {
  key?: string | undefined;
  last?: string | undefined;
}

/** Reads the names and texts of an answer, which may not be correct TypeScript. */
class WordReader {
  readonly words: Word[] = [];
  readonly #lines: AnswerText["lines"];
  readonly #levels: Level[] = [{}];
  #row = 0;
  #rowStart = 0;

  constructor({ lines }: AnswerText) {
    this.#lines = lines;
    for (const { 0: token, index } of lines
      .map(({ text }) => text)
      .join("\n")
      .matchAll(TOKEN)) {
      if (/^["'`\w$]/.test(token)) this.#addWord(token, index);
      else this.#sign(token);
      const breaks = token.split("\n").length - 1;
      if (breaks > 0) this.#rowStart = index + token.lastIndexOf("\n") + 1;
      this.#row += breaks;
    }
  }

  get #level(): Level {
    return this.#levels.at(-1) ?? {};
  }

  #addWord(token: string, index: number): void {
    if (KEYWORDS.has(token)) return;
    const isText = /^["'`]/.test(token);
    const text = isText ? unquote(token) : token;
    const keys = this.#levels.toReversed().flatMap(({ key }) => key ?? []);
    const line = this.#lines[this.#row]?.number ?? 0;
    this.words.push({ text, isText, isPart: false, isKey: false, line, column: index - this.#rowStart + 1, keys });
    if (isText && text.includes(" "))
      this.words.push(...listWordsInText(text, { lines: this.#lines, row: this.#row, keys }));
    this.#level.last = text;
  }

  #sign(sign: string): void {
    const level = this.#level;
    const last = this.words.at(-1);
    if (sign === ":" && last) last.isKey = true;
    if (sign === ":" || sign === "=") level.key = level.last;
    else if (sign === "," || sign === ";") Object.assign(level, { key: undefined, last: undefined });
    else if ("{([".includes(sign)) this.#levels.push({ key: level.key === level.last ? undefined : level.last });
    else if ("})]".includes(sign) && this.#levels.length > 1) this.#levels.pop();
  }
}

/** The words of a text such as a query; each belongs to the keyword in capital letters before it. */
function listWordsInText(
  text: string,
  { lines, row, keys }: { readonly lines: AnswerText["lines"]; readonly row: number; readonly keys: readonly string[] },
): Word[] {
  let keyword: string | undefined;
  return text.split("\n").flatMap((part, at) =>
    [...part.matchAll(/[\w$-]+/g)].map(({ 0: word, index }) => {
      if (/^[A-Z_]{2,}$/.test(word)) keyword = word;
      const line = lines[row + at]?.number ?? 0;
      return {
        text: word,
        isText: true,
        isPart: true,
        isKey: false,
        line,
        column: index + 1,
        keys: keyword ? [keyword, ...keys] : keys,
      };
    }),
  );
}

function unquote(literal: string): string {
  const inside = literal.slice(1, -1);
  return inside.replace(/\\(.)/g, (_whole, sign: string) => ({ n: "\n", t: "\t" })[sign] ?? sign);
}
