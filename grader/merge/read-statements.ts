import { splitIntoChunks, removeComments } from "./code-words";
import { declarationsOf, freeNamesOf, tryParsing } from "./declarations";

/** A statement of a learner's cell, or several that depend on each other. */
export interface Statement {
  readonly cell: number;
  /** Indexes of its lines in the cell. */
  readonly at: readonly number[];
  readonly code: readonly string[];
  readonly names: ReadonlySet<string>;
  /** Names that it uses and doesn't declare. */
  readonly mentions: ReadonlySet<string>;
  readonly isReturn: boolean;
}

/** A line that continues the statement above it, and one that the next line continues. */
const CONTINUES = /^\s*(?:[.?:)\]}]|&&|\|\||[-+*/%<>=]|else\b|catch\b|finally\b)(?!\/)/;
const CONTINUED = /(?:=|=>|[-+*/?:(]|&&|\|\|)\s*$/;

/** The statements of a cell, each with the comments above it. */
export function readStatements(lines: readonly string[], cell: number): Statement[] {
  const chunks: { from: number; lines: string[] }[] = [];
  let before = "";
  for (const { from, lines: more } of splitIntoChunks(lines)) {
    const code = removeComments(more);
    const last = chunks.at(-1);
    if (last && (CONTINUES.test(code[0] ?? "") || CONTINUED.test(before)))
      for (const line of more) last.lines.push(line);
    else chunks.push({ from, lines: [...more] });
    before = code.at(-1) ?? before;
  }
  return chunks.map(({ from, lines: code }) => {
    const text = code.join("\n");
    return {
      cell,
      at: code.map((_, n) => from + n),
      code,
      names: tryParsing(() => new Set(declarationsOf(text).flatMap(({ names }) => names)), new Set<string>()),
      mentions: tryParsing(() => freeNamesOf(text), new Set<string>()),
      isReturn: /^\s*return\b/.test(removeComments(code)[0] ?? ""),
    };
  });
}
