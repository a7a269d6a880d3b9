import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { projectFiles } from "../../scripts/project-files";

const ROOT = join(import.meta.dirname, "..", "..");

/** The relative paths of what a file names, types included: who reads the file has to know them, too. */
function neededBy(text: string): string[] {
  return ts.createSourceFile("a.ts", text, ts.ScriptTarget.ES2023).statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
    return moduleSpecifier.text.startsWith(".") ? [moduleSpecifier.text] : [];
  });
}

/** The files of circles, and those between two: what is left when a file that needs none of the others, or that none needs, is taken out, again and again. */
function inCircles(needs: ReadonlyMap<string, readonly string[]>): string[] {
  let left = [...needs.keys()];
  for (;;) {
    const waiting = new Set(left);
    const needed = new Set(left.flatMap((file) => needs.get(file) ?? []));
    const next = left.filter((file) => needed.has(file) && needs.get(file)?.some((other) => waiting.has(other)));
    if (next.length === left.length) return left;
    left = next;
  }
}

describe("conventions of imports", () => {
  it("lead to no circle, types included, so that each file can be understood without the files that use it", async () => {
    const files = (await projectFiles(ROOT)).filter((path) => /\.(ts|mjs)$/.test(path));
    const known = new Set(files);
    const needs = new Map(
      files.map((file) => [
        file,
        neededBy(readFileSync(join(ROOT, file), "utf8")).flatMap((path) => {
          const place = posix.join(posix.dirname(file), path);
          return [place, `${place}.ts`, `${place}/index.ts`].filter((one) => known.has(one));
        }),
      ]),
    );
    expect([...needs.values()].flat().length).to.be.greaterThan(files.length);
    expect(inCircles(needs)).to.deep.equal([]);
  }).timeout(60_000);
});
