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
export const removeDocs = (declarations: string): string => declarations.replaceAll(DOCS, "");

/** From now on, makes TypeScript read the declarations of installed packages without their documentation. */
export function readPackagesWithoutDocs(ts: TypeScript): void {
  const { readFile } = ts.sys;
  ts.sys.readFile = (file, encoding) => {
    const text = readFile(file, encoding);
    return file.endsWith(".d.ts") && file.includes("/node_modules/") ? text && removeDocs(text) : text;
  };
}
