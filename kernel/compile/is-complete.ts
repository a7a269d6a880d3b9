import type * as typescript from "typescript";
import type { TypeScript } from "./compiler-api";

/** In the words of Jupyter's `is_complete_reply`. `indent`: the white space that the next line should begin with. */
export type Completeness =
  | { readonly status: "complete" | "invalid" }
  | { readonly status: "incomplete"; readonly indent: string };

interface ParsedSource {
  readonly parseDiagnostics: readonly { readonly start: number; readonly code: number }[];
}

const INDENT = "  ";
/** Makes the code a module, in which `await` may stand at the top level. */
const PREFIX = "export {};\n";
/** TypeScript's errors for a template literal and for a comment that do not end. */
const UNTERMINATED = [1160, 1010];
const UNTERMINATED_STRING = 1002;
const UNTERMINATED_REGEX = 1161;

/**
 * Whether a cell could run, needs more lines, or is wrong whatever follows. It needs more lines if TypeScript's parser first
 * misses something at the very end of the code.
 */
export function isComplete(ts: TypeScript, code: string): Completeness {
  const text = PREFIX + code;
  const file = ts.createSourceFile("cell.ts", text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
  const [first] = (file as unknown as ParsedSource).parseDiagnostics;
  if (first === undefined) return { status: "complete" };
  const lastEnd = Math.max(PREFIX.length, findLastEnd(ts, file, text));
  const isOpenText = UNTERMINATED.includes(first.code) || (first.code === UNTERMINATED_STRING && /\\\s*$/.test(code));
  if (isOpenText) return { status: "incomplete", indent: "" };
  const isOpenEnd = first.start >= lastEnd && ![UNTERMINATED_STRING, UNTERMINATED_REGEX].includes(first.code);
  return isOpenEnd
    ? { status: "incomplete", indent: createIndent(text.slice(PREFIX.length, lastEnd)) }
    : { status: "invalid" };
}

/** Where the last token ends; what follows is white space and comments. */
function findLastEnd(ts: TypeScript, file: typescript.SourceFile, text: string): number {
  let end = 0;
  const visit = (node: typescript.Node): void => {
    const children = node.getChildren(file);
    if (children.length === 0 && node.kind !== ts.SyntaxKind.EndOfFileToken && node.end > node.getStart(file))
      end = Math.max(end, node.end);
    for (const child of children) visit(child);
  };
  visit(file);
  return Math.min(end, text.length);
}

/** The last line's indentation, and one step more where that line opens a block or leaves an expression open. */
function createIndent(code: string): string {
  const last = code.slice(code.lastIndexOf("\n") + 1);
  const indent = /^\s*/.exec(last)?.[0] ?? "";
  return /[{([)=]$|=>$/.test(last) ? indent + INDENT : indent;
}
