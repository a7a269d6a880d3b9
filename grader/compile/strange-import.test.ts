import { expect } from "chai";
import { findStrangeImport } from "./strange-import";

describe("an import in a cell", () => {
  const isStrange = (code: string): boolean => findStrangeImport(code) !== undefined;

  it("may name a package, a Node module or the library", () => {
    for (const name of ["chai", "node:fs", "@aws-sdk/client-s3", "./src", "./src/index", "./src/../src/etl/a", "a/b"])
      expect(isStrange(`import { x } from "${name}";`), name).to.equal(false);
    expect(isStrange("const text = 'import \"/etc/passwd\"';")).to.equal(false);
  });

  it("may name nothing else, however it is written", () => {
    const names = [
      ...["/etc/passwd", "file:///etc/passwd", "FILE:///etc/passwd", "c:/x", "C:/x", ".", "..", "./", "../x", "./srcx"],
      ...["./other", "./src/../course/a", "chai/../../x", "a/..", "src\\\\..\\\\x", "./src/etl/consumer_Solution"],
      ...["./src/etl/consumer.ts?2", "./src/etl/consumer#2", "#consumer"],
    ];
    for (const name of names) expect(isStrange(`import x from "${name}";`), name).to.equal(true);
    for (const code of [
      'const x = await import("./other");',
      'const x = require("./other");',
      'export * from "./other";',
      'import x = require("./other");',
      'type X = import("./other").X;',
      '/// <reference path="./other.d.ts" />',
      '/// <reference types="node" />',
    ])
      expect(isStrange(code), code).to.equal(true);
  });

  it("is reported with its line and the first unknown name", () => {
    expect(findStrangeImport('import a from "chai";\n\nimport x from "/x";\nimport y from "/y";')).to.deep.equal({
      ...{ line: 3, column: 1, endLine: 3, endColumn: 1, code: 0 },
      message: "Only packages and files of ./src can be imported, not /x.",
    });
  });
});
