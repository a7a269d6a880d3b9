import { expect } from "chai";
import { listImportedPaths, listLinkedPaths, relocateImports, relocateLinks } from "./relocate";

describe("relocation", () => {
  const move = { from: "course/01-x", to: "" };

  for (const [code, expected] of [
    ['import { sh } from "../../src/index";', 'import { sh } from "./src/index";'],
    ["import type { A } from '../../src/a';", "import type { A } from './src/a';"],
    ['export * from "./given";', 'export * from "./course/01-x/given";'],
    ['import "../../src/side";', 'import "./src/side";'],
    ['const a = await import("../../src/a");', 'const a = await import("./src/a");'],
    [
      'import fs from "node:fs"; import { a } from "../../a"; import { b } from "../../b";',
      'import fs from "node:fs"; import { a } from "./a"; import { b } from "./b";',
    ],
    ['// import { a } from "../../a";', '// import { a } from "../../a";'],
    ['const text = `import x from "../../a"`;', 'const text = `import x from "../../a"`;'],
    ['await sh("cat ../../data/a.json");', 'await sh("cat ../../data/a.json");'],
  ] as const) {
    it(`creates ${expected}`, () => {
      expect(relocateImports(code, move)).to.equal(expected);
    });
  }

  it("builds relative paths down into folders and up again", () => {
    expect(relocateImports('import "../client";', { from: "src/etl", to: "solutions/src/etl" })).to.equal(
      'import "../../../src/client";',
    );
  });

  it("redirects an import to the file's replacement", () => {
    const redirect = (path: string) => (path === "course/01-x/scripts/src/a" ? "src/a" : path);
    expect(relocateImports('import "./scripts/src/a";', { ...move, instead: redirect })).to.equal('import "./src/a";');
  });

  it("lists imported modules with their line numbers", () => {
    expect(listImportedPaths('let a;\nimport { b } from "./b";', "src")).to.deep.equal([{ path: "src/b", line: 2 }]);
  });

  it("rewrites links and images in Markdown, and leaves URLs and anchors unchanged", () => {
    const folders = { from: "course/01-x", to: "notebooks" };
    expect(
      relocateLinks(
        '![flow](images/flow.svg) [a](https://a.example/b) [up](#top) <img src="images/b.png"> [d](../../data/README.md#trips)',
        folders,
      ),
    ).to.equal(
      '![flow](../course/01-x/images/flow.svg) [a](https://a.example/b) [up](#top) <img src="../course/01-x/images/b.png"> [d](../data/README.md#trips)',
    );
    expect(listLinkedPaths("[a](#b)\n[d](../../data/README.md#trips)", "course/01-x")).to.deep.equal([
      { path: "data/README.md", line: 2 },
    ]);
  });
});
