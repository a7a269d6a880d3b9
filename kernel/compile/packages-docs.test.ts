import { expect } from "chai";
import type { TypeScript } from "./compiler-api";
import { readPackagesWithoutDocs, removeDocs } from "./packages-docs";

describe("documentation of packages", () => {
  it("is removed without removing any declaration", () => {
    const declarations = [
      "/// <reference types='node' />",
      "/**",
      " * The name, as in `a/**` or // so.",
      " */",
      "export interface Stream { /* given */ name: string; }",
      "  /** The count. */ export declare const count: number;",
      "/**/",
      "export declare const path: '/** not a comment */';",
      "/** @deprecated The old count. */",
      "export declare const size: number;",
      "/** The end. */",
    ];
    expect(removeDocs(declarations.join("\n"))).to.equal(
      [
        declarations[0],
        "",
        declarations[4],
        " export declare const count: number;",
        ...declarations.slice(6, 8),
        "/** @deprecated */",
        declarations[9],
        "",
      ].join("\n"),
    );
  });

  it("is kept in every file that isn't a package's declaration file", () => {
    const texts = ["/lab/node_modules/a/a.d.ts", "/lab/node_modules/a/a.ts", "/lab/src/a.d.ts"];
    const typescript = { sys: { readFile: () => "/** Docs. */\nlet a;" } } as unknown as TypeScript;
    readPackagesWithoutDocs(typescript);
    expect(texts.map((file) => typescript.sys.readFile(file))).to.deep.equal([
      "\nlet a;",
      "/** Docs. */\nlet a;",
      "/** Docs. */\nlet a;",
    ]);
  });
});
