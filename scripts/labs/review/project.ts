import { existsSync, readdirSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import ts from "typescript";
import { syntaxNodes } from "../../../authoring/index";
import { readOthersFile } from "../../../cloud/others-folder";

/** A file of a project, parsed. Nothing of it is run. */
export interface SourceFile {
  /** In the project, with forward slashes: `app/operators/watermark.ts`. */
  readonly path: string;
  readonly folder: string;
  readonly isTest: boolean;
  /** What it imports: a path in the project (without `.ts`), or a package's name. */
  readonly imports: readonly string[];
  /** All nodes, each before what is in it. */
  readonly nodes: readonly ts.Node[];
  /** The line of a node, from 1. */
  lineOf(node: ts.Node): number;
}

/** More than any project of this exam has; a folder chosen by mistake is not read to its end. */
const MOST_FILES = 500;
const MOST_BYTES = 1_000_000;
/** Types alone; and what `labs solution` and `labs reset` put beside the learner's own files. */
const LEFT_OUT = /(\.d|_Solution|_before-reset-\d+)\.tsx?$/;

/** @throws Error if the folder is not there, has no TypeScript file, or is too large to be such a project; NotAFile for a file that is too large */
export function readProject(folder: string): SourceFile[] {
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}.`);
  const paths = typeScriptFiles(folder);
  if (paths.length === 0) throw new Error(`There is no TypeScript file in ${folder}.`);
  return paths.map((path) => {
    const steps = relative(folder, path).split(sep);
    // Nothing that has become a link or a pipe since it was listed is opened.
    const bytes = readOthersFile(folder, steps, MOST_BYTES);
    return parsedFile(steps.join("/"), bytes?.toString("utf8") ?? "");
  });
}

/** A project may come from somebody else: links in it are not followed. */
function typeScriptFiles(folder: string): string[] {
  const found: string[] = [];
  const left = [folder];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    for (const entry of readdirSync(next, { withFileTypes: true })) {
      const path = join(next, entry.name);
      if (entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith(".")) left.push(path);
      if (entry.isFile() && /\.tsx?$/.test(entry.name) && !LEFT_OUT.test(entry.name)) found.push(path);
      if (found.length > MOST_FILES) throw new Error(`${folder} has more than ${MOST_FILES} TypeScript files.`);
    }
  }
  return found.sort();
}

/** Parses one file of a project. */
export function parsedFile(path: string, text: string): SourceFile {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const nodes = [...syntaxNodes(source)];
  return {
    path,
    folder: dirname(path),
    isTest: /\.(test|spec)\.tsx?$/.test(path) || /(^|\/)tests?\//.test(path),
    imports: nodes.flatMap((node) => importedBy(node, path)),
    nodes,
    lineOf: (node) => source.getLineAndCharacterOfPosition(node.getStart()).line + 1,
  };
}

function importedBy(node: ts.Node, path: string): string[] {
  if (!ts.isImportDeclaration(node) && !ts.isExportDeclaration(node)) return [];
  const { moduleSpecifier } = node;
  if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
  const { text } = moduleSpecifier;
  return [text.startsWith(".") ? posix.join(posix.dirname(path), text).replace(/\.(ts|js)x?$/, "") : text];
}
