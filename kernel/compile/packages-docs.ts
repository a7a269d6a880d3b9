import { readFileSync } from "node:fs";
import type * as typescript from "typescript";
import type { TypeScript } from "./compiler-api";

/**
 * A documentation comment at the beginning of a line. The empty comment of four characters is none: after its two
 * asterisks it has ended already.
 */
const DOCS = /^[ \t]*\/\*\*(?!\/)[^]*?\*\//gm;

/**
 * The text of a declaration file without its documentation. Line ends stay, so that two statements on two lines do not
 * become one.
 */
export const removeDocs = (declarations: string): string => declarations.replaceAll(DOCS, shorten);

/** The part of a comment that is kept: TypeScript suggests deprecated names last. */
const shorten = (doc: string): string => (doc.includes("@deprecated") ? "/** @deprecated */" : "");

const isPackageFile = (file: string): boolean => file.endsWith(".d.ts") && file.includes("/node_modules/");

/**
 * From now on, makes TypeScript read the declarations of installed packages without their documentation, which is two
 * thirds of the declarations of AWS's clients: TypeScript keeps its own tree for each comment. The code that it
 * makes stays the same. `attachDocs` restores the documentation on request.
 */
export function readPackagesWithoutDocs(ts: TypeScript): void {
  const { readFile } = ts.sys;
  ts.sys.readFile = (file, encoding) => {
    const text = readFile(file, encoding);
    return isPackageFile(file) ? text && removeDocs(text) : text;
  };
}

/** A node's documentation, as TypeScript's parser keeps it and its public types leave out. */
interface Documented extends typescript.Node {
  jsDoc?: readonly typescript.JSDoc[];
}

const attached = new WeakSet<typescript.Node>();

/** Adds the skipped documentation to the declarations of a symbol, and of the members it inherits from. */
export function attachDocs(ts: TypeScript, checker: typescript.TypeChecker, symbol: typescript.Symbol): void {
  for (const declaration of symbol.declarations ?? []) {
    attachToDeclaration(ts, declaration);
    const owner = declaration.parent;
    if (!ts.isClassLike(owner) && !ts.isInterfaceDeclaration(owner)) continue;
    for (const { types } of owner.heritageClauses ?? [])
      for (const type of types) {
        const inherited = checker.getPropertyOfType(checker.getTypeAtLocation(type), symbol.name);
        if (inherited !== undefined) attachDocs(ts, checker, inherited);
      }
  }
}

/** As `attachDocs`, for a declaration. */
export function attachToDeclaration(ts: TypeScript, declaration: typescript.Node): void {
  const file = declaration.getSourceFile();
  const documented: Documented = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  if (!isPackageFile(file.fileName) || attached.has(documented)) return;
  attached.add(documented);
  const start = documented.getStart(file);
  const texts = listDocs(file.fileName).filter(({ at }) => at > documented.pos && at <= start);
  documented.jsDoc = texts.flatMap(({ text }) => parseDoc(ts, text));
}

/** The nodes of a comment. They belong to their own file, which TypeScript reads their text from. */
function parseDoc(ts: TypeScript, text: string): readonly typescript.JSDoc[] {
  const { statements } = ts.createSourceFile("docs.ts", `${text}\nlet documented;`, ts.ScriptTarget.ES2022, true);
  return (statements[0] as Documented | undefined)?.jsDoc ?? [];
}

/** A comment, and its offset in the text without comments. */
interface RemovedDoc {
  readonly at: number;
  readonly text: string;
}

let latest: { readonly file: string; readonly docs: readonly RemovedDoc[] } | undefined;

/** The documentation of a file. Kept for the latest file only: the members of one type are requested together. */
function listDocs(file: string): readonly RemovedDoc[] {
  if (latest?.file === file) return latest.docs;
  let removed = 0;
  const declarations = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  const docs = [...declarations.matchAll(DOCS)].map(({ 0: text, index }) => {
    const at = index - removed;
    removed += text.length - shorten(text).length;
    return { at, text };
  });
  latest = { file, docs };
  return docs;
}
