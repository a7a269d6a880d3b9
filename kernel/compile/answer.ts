import { existsSync } from "node:fs";
import path from "node:path";
import { createStatelessCompiler } from "./compiler";
import { isComplete } from "./is-complete";
import type { CompilerAnswers, CompilerRequest } from "./requests";
import { loadTslab } from "./tslab";

/** Answers the kernel's requests. */
export type Answer = (request: CompilerRequest) => CompilerAnswers[keyof CompilerAnswers];

/** @param root absolute path of the project */
export function createAnswer(root: string): Answer {
  const compiler = createStatelessCompiler(root);
  return (request) => {
    switch (request.do) {
      case "compile":
        return compiler.compile(request);
      case "complete":
        return compiler.complete(request);
      case "inspect": {
        const found = compiler.inspect(request);
        return found === undefined ? {} : { found };
      }
      case "is-complete":
        return isComplete(loadTslab().ts, request.code);
      case "packages":
        return listLibraryPackages(root);
      case "warm-up":
        compileSamples(root, ['import "./src/index";', "console.log(2);"]);
        return {};
    }
  };
}

/**
 * Compiles cells for the effect on the cells after them; their declarations don't stay. The last should import nothing:
 * while the imports stay the same, TypeScript takes over the program of the cell before as it is. Where they change, it
 * goes through all files of the packages again.
 *
 * @param codes not compiled before, since the result of the same code is remembered
 */
export function compileSamples(root: string, codes: readonly string[]): void {
  if (!existsSync(path.join(root, "src", "index.ts"))) return;
  // Its own compiler, as in `listLibraryPackages`.
  const compiler = createStatelessCompiler(root);
  for (const code of codes) compiler.compile({ id: "warm-up", code, declarations: "" });
}

/**
 * The packages that the project's library imports. Type-checks the library with the SDK's types, so that the first
 * cell doesn't have to wait for that. Uses its own compiler, which shares the warm converter: a compiler hands out each
 * local file only once, and the notebook's compiler must still hand them out.
 */
function listLibraryPackages(root: string): string[] {
  if (!existsSync(path.join(root, "src", "index.ts"))) return [];
  const code = `import * as library from "./src/index"; library;`;
  const { cell } = createStatelessCompiler(root).compile({ id: "warm-up", code, declarations: "" });
  const modules = cell.ok ? cell.modules : [];
  const required = modules.flatMap(({ js }) => [...js.matchAll(/\brequire\("([^"./][^"]*)"\)/g)]);
  const names = required.map(([, name]) => name ?? "");
  return [...new Set(names)].filter((name) => name !== "" && !name.startsWith("node:") && name !== "tslab");
}
