import type { TypeScript } from "./compiler-api";

/** A comment of documentation that begins a line. An empty comment of four characters is none: it has ended already. */
const DOCS = /^[ \t]*\/\*\*(?!\/)[^]*?\*\//gm;

/** The text of a declaration file without its documentation. Lines keep their ends, so that no two statements become one. */
export const withoutDocs = (declarations: string): string => declarations.replaceAll(DOCS, "");

/** Has TypeScript read the declarations of installed packages without their documentation, from now on. */
export function readPackagesWithoutDocs(ts: TypeScript): void {
  const { readFile } = ts.sys;
  ts.sys.readFile = (file, encoding) => {
    const text = readFile(file, encoding);
    return file.endsWith(".d.ts") && file.includes("/node_modules/") ? text && withoutDocs(text) : text;
  };
}
