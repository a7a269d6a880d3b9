import { cpSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { findParts } from "./parts";
import { getText, writeProject, type SourceFile } from "./project";

/**
 * What the operators' functions return instead of their results. A test that expects a certain value passes with one of these at most; a
 * test that only expects some value, or a type, passes with two.
 */
const CONSTANTS = ["true", "false", "0", "1", "[]", "[0]"];

const toFolder = (n: number): string => `broken-${n}`;
/** The folders below `src` of the projects that `writeBrokenProjects` writes, each as deep as the project's own folder. */
export const BROKEN_FOLDERS: readonly string[] = CONSTANTS.map((_, n) => toFolder(n));

/** Writes a copy of `src` without the project, and next to it the project once for each constant that its operators return. */
export function writeBrokenProjects(files: readonly SourceFile[], { src, to }: { src: string; to: string }): void {
  const project = join(src, "metrics");
  cpSync(src, to, { recursive: true, filter: (path) => path !== project });
  const operators = new Set(findParts(files).operators.map(({ file }) => file));
  for (const [n, constant] of CONSTANTS.entries())
    writeProject(files, join(to, toFolder(n)), (file) =>
      operators.has(file) ? breakFunctions(file, constant) : getText(file),
    );
}

/** The file's code, in which methods and exported functions return a constant. */
function breakFunctions(file: SourceFile, constant: string): string {
  const bodies = file.nodes.flatMap((node) => findBody(node) ?? []);
  return bodies
    .sort((a, b) => b.pos - a.pos)
    .reduce((text, { pos, end, kind }) => {
      const value = kind === ts.SyntaxKind.Block ? ` { return ${constant}; }` : ` ${constant}`;
      return text.slice(0, pos) + value + text.slice(end);
    }, getText(file));
}

/** The body of a method, a getter or a function at the top of a file; undefined for all else, and for what is inside another one. */
function findBody(node: ts.Node): ts.ConciseBody | undefined {
  if (ts.isMethodDeclaration(node) || ts.isGetAccessor(node))
    return ts.isClassDeclaration(node.parent) && ts.isSourceFile(node.parent.parent) ? node.body : undefined;
  if (ts.isFunctionDeclaration(node)) return isExported(node) ? node.body : undefined;
  if (!ts.isArrowFunction(node) || !ts.isVariableDeclaration(node.parent)) return undefined;
  return isExported(node.parent.parent.parent) ? node.body : undefined;
}

const isExported = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false);
