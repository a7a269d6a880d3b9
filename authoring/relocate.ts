import { posix } from "node:path";
import ts from "typescript";

/** Folders of the project, with forward slashes; "" is its root. */
export interface Move {
  readonly from: string;
  readonly to: string;
  /** The path that the moved code uses to import a file of the project, if it differs; both paths without extension. */
  readonly instead?: (path: string) => string;
}

/**
 * Rewrites relative imports for code that moves to another folder of the project.
 *
 *     relocateImports('import { sh } from "../../../src/index"', { from: "course/01-streaming-ingestion/lab", to: "" })
 *     // import { sh } from "./src/index"
 *
 * Static, re-exporting, side-effect and dynamic imports are found by TypeScript's own scanner, so text in a comment or
 * a string that only looks like an import stays.
 */
export function relocateImports(code: string, { from, to, instead = (path) => path }: Move): string {
  let out = "";
  let done = 0;
  for (const { fileName, pos } of listRelativeImports(code)) {
    const start = pos + 1; // `pos` is the position of the opening quote
    out += code.slice(done, start) + toRelative(to, instead(posix.join(from, fileName)));
    done = start + fileName.length;
  }
  return out + code.slice(done);
}

/**
 * The paths in the project that some code imports by a relative path, in the order of the code.
 *
 * @returns `path` in the project (without extension, as it is written) and `line`, from 1, within the code
 */
export function listImportedPaths(code: string, from: string): { path: string; line: number }[] {
  return listRelativeImports(code).map(({ fileName, pos }) => ({
    path: posix.join(from, fileName),
    line: code.slice(0, pos).split("\n").length,
  }));
}

function listRelativeImports(code: string): ts.FileReference[] {
  const { importedFiles } = ts.preProcessFile(code, true, true);
  return importedFiles.filter(({ fileName }) => /^\.\.?(\/|$)/.test(fileName)).sort((a, b) => a.pos - b.pos);
}

function toRelative(folder: string, path: string): string {
  const relative = posix.relative(folder, path);
  return relative.startsWith(".") ? relative : `./${relative}`;
}

const MARKDOWN_TARGET = /(\]\(|\b(?:src|href)=")([^)"\s]+)/g;
const LEADS_ELSEWHERE = /^([a-z][a-z0-9+.-]*:|#|\/|attachment:)/i;

/**
 * Rewrites relative links and images in markdown for a notebook in another folder; see `relocateImports`.
 *
 * Addresses with a scheme, absolute paths and `#anchors` stay as they are.
 */
export function relocateLinks(markdown: string, { from, to }: Move): string {
  return markdown.replace(MARKDOWN_TARGET, (whole, before: string, target: string) =>
    LEADS_ELSEWHERE.test(target) ? whole : before + posix.relative(to, posix.join(from, target)),
  );
}

/** The files of the project that some markdown links to or shows, without `#anchor`; `line` as in `listImportedPaths`. */
export function listLinkedPaths(markdown: string, from: string): { path: string; line: number }[] {
  return [...markdown.matchAll(MARKDOWN_TARGET)]
    .map((match) => ({ target: match[2] ?? "", line: markdown.slice(0, match.index).split("\n").length }))
    .filter(({ target }) => !LEADS_ELSEWHERE.test(target))
    .map(({ target, line }) => ({ path: posix.join(from, target.replace(/#.*$/, "")), line }));
}
