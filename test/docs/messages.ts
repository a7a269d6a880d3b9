import ts from "typescript";
import { parsePercent } from "../../authoring/index";

/** Programs whose texts learners, instructors and users of the command line read. */
const PRINTED =
  /^(kernel|src|grader\/(reports|judge|engine|merge|adjust|checker|submission)|course\/[^/]+\/checks|scripts\/(labs|start|setup))([/.].*)?\.(ts|mjs)$|^cloud\/command-line\.ts$/;
/** Texts for learners, without long sentences. */
export const PRINTED_FOR_LEARNERS =
  /^(kernel|src|grader\/(reports|judge|engine|merge|checker)|course\/[^/]+\/checks|scripts\/(labs|start|setup))([/.].*)?\.(ts|mjs)$/;
const NOT_PRINTED = /\.test\.ts$|\/testing\//;
const MIN_WORDS = 4;

export const isPrinting = (file: string): boolean => PRINTED.test(file) && !NOT_PRINTED.test(file);

/** The text of an expression that is a string; each value in it is a code span. Undefined for any other expression. */
function readText(node: ts.Expression): string | undefined {
  if (ts.isParenthesizedExpression(node)) return readText(node.expression);
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return node.head.text + node.templateSpans.map(({ literal }) => `\`x\`${literal.text}`).join("");
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
  const [left, right] = [readText(node.left), readText(node.right)];
  return left === undefined && right === undefined ? undefined : `${left ?? "`x`"}${right ?? "`x`"}`;
}

/** Whether a text is a sentence or a part of one, and no code, pattern, path or markup. */
const isProse = (text: string): boolean =>
  text.split(/\s+/).filter((word) => /^[A-Za-z][a-z']*[,.:;?!]?$/.test(word)).length >= MIN_WORDS &&
  !/=>|[{}<>\\]|;\n|^\s*(SELECT|CREATE|INSERT|import|const|function)\b|\.prototype|&&|\|\|/.test(text);

/** Whether a text is the usage of a command, a table or a list of words, which have no sentences. */
export const isUsage = (text: string): boolean => /\bUsage:|\|---|(\w+ ){40}/.test(text);

/** A text with names of code, files, options and times replaced by code spans, which no grammar applies to. */
export const maskCode = (text: string): string =>
  text.replace(
    /`[^`]*`\S*|--[\w`-]+|\S*(?:[a-z][A-Z]|\d|[_/=]|\w\.\w|\w\()\S*|(?<!\S)\.\w+|\b[A-Z]{2,}\b|\b(?:venv|npx|argv|uuid|lms|userid|ceil|readonly|blackhole)\b|(?<!\S)(?![aAI]\b)\p{L}\.?(?!\S)|(?<=\s)--(?=\s)/gu,
    "`x`",
  );

/** The sentences in a program's strings. */
export function listMessages(file: string, source: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    const text = ts.isExpression(node) && !ts.isIdentifier(node) ? readText(node) : undefined;
    if (text === undefined) ts.forEachChild(node, visit);
    else if (isProse(text)) texts.push(text.replace(/\s+/g, " ").trim());
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest));
  return texts;
}

/** The comments in the code cells of a part of a lab, each with its lines joined. */
export function listCellComments(file: string, source: string): string[] {
  const { cells } = parsePercent(source, file);
  const code = cells.flatMap(({ kind, lines }) => (kind === "markdown" ? [] : [...lines, ""]));
  return code
    .map((line) => /^\s*\/\/ (?!###|%%|@)(.*?)(?: \/\/ @.*)?$/.exec(line)?.[1] ?? "")
    .join("\n")
    .split(/\n\n+/)
    .map((comment) => comment.replace(/\s+/g, " ").trim())
    .filter(isProse);
}

/** The sentences of a generated page, without its headings, its tables, its lists of names, and the titles of tests. */
export const extractProse = (markdown: string): string =>
  maskCode(
    markdown
      .replace(/^[|#].*$|^\s*- Shown by .*$/gm, "")
      .replace(/(?<=^\s*)- \*\*[\w-]+\*\* \([^)]*\)/gm, "-")
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1"),
  )
    .split("\n")
    .filter(isMostlyWords)
    .join("\n");

/** Whether a line is made of words rather than names of code. An empty line is, too. */
const isMostlyWords = (line: string): boolean =>
  line === "" ||
  (/[,.:;]/.test(line) &&
    (line.match(/(?<![\w`-])[a-z']+(?![\w`-])/g) ?? []).length >= line.trim().split(/\s+/).length / 2);
