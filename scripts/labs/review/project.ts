import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import ts from "typescript";
import { walkSyntaxNodes } from "../../../authoring/index";
import { readUntrustedFile } from "../../../foundation/untrusted-folder";
import { isPresent } from "../../../grader/core/ignore-missing";

/** The folder of the learner's project, in option A of the exam; also in the sandbox, where imports of the course's modules work from there. */
export const PROJECT_PATH = "src/metrics";

/** A file of a project, parsed. It is not run. */
export interface SourceFile {
  /** Path in the project, with forward slashes: `app/operators/watermark.ts`. */
  readonly path: string;
  readonly folder: string;
  readonly isTest: boolean;
  /** Targets of the file's imports: paths in the project (without `.ts`), or names of packages. */
  readonly imports: readonly string[];
  /** All nodes of the syntax tree, each before its children. */
  readonly nodes: readonly ts.Node[];
  /** The line of a node, from 1. */
  getLine(node: ts.Node): number;
}

/** The maximum number of files that are read, more than any project of this exam has: a large folder may be chosen by mistake. */
const MAX_FILES = 500;
const MAX_BYTES = 1_000_000;
/**
 * Files that are left out: declarations of types, and files that `labs solution` and `labs reset` put beside the
 * learner's own.
 */
const EXCLUDED = /(\.d|_Solution|_before-reset-\d+)\.tsx?$/;

/**
 * @throws Error if the folder does not exist, has no TypeScript file, or is too large to be such a project; NonFileError
 * for a file that is too large
 */
export function readProject(folder: string): SourceFile[] {
  if (!isPresent(folder)) throw new Error(`There is no folder ${folder}.`);
  const paths = listProjectFiles(folder);
  if (paths.length === 0) throw new Error(`There is no TypeScript file in ${folder}.`);
  return paths.map((path) => {
    // Refuses files that have become a link or a pipe since they were listed.
    const bytes = readUntrustedFile(folder, path.split("/"), MAX_BYTES);
    return parseFile(path, bytes?.toString("utf8") ?? "");
  });
}

/** Paths of the TypeScript files in a project's folder, with forward slashes. A project may come from another person: links in it are not followed. */
export function listProjectFiles(folder: string): string[] {
  const found: string[] = [];
  const left = [folder];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    for (const entry of readdirSync(next, { withFileTypes: true })) {
      const path = join(next, entry.name);
      if (entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith(".")) left.push(path);
      if (entry.isFile() && /\.tsx?$/.test(entry.name) && !EXCLUDED.test(entry.name)) found.push(path);
      if (found.length > MAX_FILES) throw new Error(`${folder} has more than ${MAX_FILES} TypeScript files.`);
    }
  }
  return found.map((path) => relative(folder, path).split(sep).join("/")).sort();
}

/** Parses one file of a project. */
export function parseFile(path: string, text: string): SourceFile {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const nodes = [...walkSyntaxNodes(source)];
  return {
    path,
    folder: dirname(path),
    isTest: /\.(test|spec)\.tsx?$/.test(path) || /(^|\/)tests?\//.test(path),
    imports: nodes.flatMap((node) => resolveImport(node, path)),
    nodes,
    getLine: (node) => source.getLineAndCharacterOfPosition(node.getStart()).line + 1,
  };
}

/** A file's text, as it was parsed. */
export const getText = ({ nodes }: SourceFile): string => nodes[0]?.getSourceFile().text ?? "";

/** Writes a project into a folder, readable by the sandbox's user. @param change gives a file's text; the file's own, if not given */
export function writeProject(files: readonly SourceFile[], folder: string, change = getText): void {
  for (const file of files) {
    const path = join(folder, file.path);
    mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
    writeFileSync(path, change(file), { mode: 0o644 });
  }
}

/** The targets of an import or export, as in `SourceFile.imports`; none for other nodes. @param path of the file with the node */
export function resolveImport(node: ts.Node, path: string): string[] {
  if (!ts.isImportDeclaration(node) && !ts.isExportDeclaration(node)) return [];
  const { moduleSpecifier } = node;
  if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
  const { text } = moduleSpecifier;
  return [text.startsWith(".") ? posix.join(posix.dirname(path), text).replace(/\.(ts|js)x?$/, "") : text];
}
