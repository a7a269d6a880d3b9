import ts from "typescript";
import { listChanges, type Change } from "./changes";
import { SWITCHBOARD } from "./switchboard";

/** One change of a source file. */
export interface CodeMutant {
  readonly id: number;
  /** Path in the project, with forward slashes. */
  readonly file: string;
  readonly line: number;
  /** Identifies the mutant among those of its file: the kind of change, the line before and after. Edits elsewhere in the file do not change it. */
  readonly key: string;
}

/**
 * A source file with all its mutants inside, each behind a switch: `a < b` becomes `(__mutant(7) ? (a <= b) : (a < b))`.
 *
 * @param file   path in the project
 * @param source its text; the text that comes back is TypeScript that no compiler could check, only one that strips types
 * @param first  the id of the first mutant; those after it follow
 */
export function addSwitches(file: string, source: string, first: number): { text: string; mutants: CodeMutant[] } {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const mutants: CodeMutant[] = [];
  const keys = new Map<string, number>();
  const noteMutant = (node: ts.Node, { kind, text }: Change): number => {
    const key = createKey(kind, source, { start: node.getStart(), end: node.getEnd(), text });
    const count = (keys.get(key) ?? 0) + 1;
    keys.set(key, count);
    const id = first + mutants.length;
    const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    mutants.push({ id, file, line, key: count === 1 ? key : `${key} (${count})` });
    return id;
  };
  const renderInside = (node: ts.Node): string => {
    let text = "";
    let at = node.getStart();
    ts.forEachChild(node, (child) => {
      text += source.slice(at, child.getStart()) + renderWithSwitches(child);
      at = child.getEnd();
    });
    return text + source.slice(at, node.getEnd());
  };
  const renderWithSwitches = (node: ts.Node): string => {
    if (isOfTypesAlone(node)) return node.getText();
    const changes = listChanges(node).map((change) => ({ id: noteMutant(node, change), text: change.text }));
    const text = renderInside(node);
    if (changes.length === 0) return text;
    if (ts.isStatement(node)) return `{ ${changes.map(({ id }) => `if (!__mutant(${id}))`).join(" ")} ${text} }`;
    return `(${changes.map((change) => `__mutant(${change.id}) ? (${change.text}) : `).join("")}(${text}))`;
  };
  const text = renderInside(tree);
  return { text: mutants.length === 0 ? source : `${SWITCHBOARD} ${source.slice(0, tree.getStart())}${text}`, mutants };
}

const isOfTypesAlone = (node: ts.Node): boolean =>
  ts.isTypeNode(node) ||
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node);

/** Longer lines are cut to this many characters in a mutant's key. */
const LONGEST = 200;

/** `operator: a === b → a !== b`, made of the whole lines that a change touches. */
function createKey(
  kind: string,
  source: string,
  { start, end, text }: { start: number; end: number; text: string },
): string {
  const first = source.lastIndexOf("\n", start - 1) + 1;
  const newLine = source.indexOf("\n", end);
  const last = newLine === -1 ? source.length : newLine;
  const toOneLine = (lines: string): string => lines.replace(/\s+/g, " ").trim().slice(0, LONGEST);
  return `${kind}: ${toOneLine(source.slice(first, last))} → ${toOneLine(source.slice(first, start) + text + source.slice(end, last))}`;
}
