import { createHash } from "node:crypto";
import ts from "typescript";
import { memoize } from "../core/memoize";

const END = 0;
/** Comments that compilers and bundlers act upon, with their lines. A match that isn't a comment does no harm here. */
const MEANINGFUL_COMMENT =
  /^.*(?:[@#]__[A-Z_]+__|@ts-\w|@jsx|webpackIgnore|@vite-ignore|[@#]\s*source(?:Mapping)?URL|\/\/\/\s*<).*$/gm;

/**
 * Hash of TypeScript code without layout, and without comments that no compiler acts upon. Two texts with the same essence are the same program; a line break
 * that changes the program, such as one after `return`, changes the essence, too.
 *
 * @returns SHA-256, as hexadecimal digits
 */
export const essenceOf = memoize((code: string): string => {
  const file = ts.createSourceFile("code.ts", code, ts.ScriptTarget.Latest);
  const essence: (string | number)[] = [];
  // An explicit stack instead of recursion: code can be nested deeper than the call stack.
  const left: (ts.Node | undefined)[] = [file];
  while (left.length > 0) {
    const node = left.pop();
    const children = node?.getChildren(file).filter((child) => !ts.isJSDoc(child)) ?? [];
    if (children.length > 0) left.push(undefined);
    for (const child of children.reverse()) left.push(child);
    essence.push(!node ? END : children.length > 0 ? node.kind : node.getText(file));
  }
  return createHash("sha256")
    .update(JSON.stringify([essence, code.match(MEANINGFUL_COMMENT)]))
    .digest("hex");
});
