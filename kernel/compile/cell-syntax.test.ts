import { expect } from "chai";
import { readCellSyntax, type CellSyntax } from "./cell-syntax";
import { loadTslab } from "./tslab";

const read = (code: string): CellSyntax => readCellSyntax(loadTslab().ts, code);

describe("readCellSyntax", () => {
  it("blanks out export before a declaration, and moves nothing", () => {
    const code = 'export const a = 1;\n/* export */ export async function f() {}\nconst text = "export const";';
    expect(read(code).code).to.equal(
      '       const a = 1;\n/* export */        async function f() {}\nconst text = "export const";',
    );
    expect(read(code).problems).to.deep.equal([]);
  });

  for (const [code, hint] of [
    ["export default 5;", "instead of export default"],
    ["export default function f() {}", "Leave out export default"],
    ["const a = 1;\nexport { a };", "Leave this export line out"],
    ['export * from "node:fs";', "Leave this export line out"],
    ["declare global { interface Window {} }", "under src"],
  ] as const) {
    it(`refuses ${JSON.stringify(code)} with a reason`, () => {
      const [problem] = read(code).problems;
      expect(problem?.message).to.include(hint);
      expect(problem).to.include({ line: code.split("\n").length, column: 1 });
    });
  }

  for (const code of ["const id = 000123456789;", "const id = 000123456701;", "f({ id: 0123 });"])
    it(`rejects leading zeros in ${code}, with the position`, () => {
      const [problem, ...others] = read(code).problems;
      expect(problem?.message).to.include('write it between quotes, as in "000123456789"');
      expect(problem).to.include({ line: 1, column: code.search(/0\d/) + 1 });
      expect(others).to.deep.equal([]);
    });
  it("ignores zeros in strings, in dates and at the end of numbers", () => {
    expect(read('const a = "000123"; const b = [0, 0.5, 100, 0x01, 1_000, `05:${1}`]; // 0123').problems).to.deep.equal(
      [],
    );
  });

  it("finds a for await at the top level, not in a function", () => {
    expect(read("for await (const x of y) {}").awaits).to.equal(true);
    expect(read("if (a) { for await (const x of y) {} }").awaits).to.equal(true);
    expect(read("async function f() { for await (const x of y) {} }").awaits).to.equal(false);
    expect(read("class A { async m() { for await (const x of y) {} } }").awaits).to.equal(false);
  });

  it("finds an await before a bracket, in a cell without imports too", () => {
    expect(read("await (async () => 1)();").awaits).to.equal(true);
    expect(read("const a = await [b];").awaits).to.equal(true);
    expect(read("const f = async () => await (a);").awaits).to.equal(false);
  });

  it("finds an await in what a class extends, and await using", () => {
    expect(read("class A extends (await b) {}").awaits).to.equal(true);
    expect(read("await using a = b;").awaits).to.equal(true);
    expect(read("using a = b;").awaits).to.equal(false);
  });

  it("lists the names that can be assigned", () => {
    const { declared, settable } = read("let a = 1, { b } = c; const d = 2; var e; function f() {} using g = h;");
    expect(declared).to.deep.equal(["a", "b", "d", "e", "f", "g"]);
    expect(settable).to.deep.equal(["a", "b", "e"]);
  });

  it("leaves out what is only a type", () => {
    expect(
      read(
        'import type { A } from "a"; import { type B, C } from "b"; import D, * as E from "d"; type F = 1; interface G {}',
      ).declared,
    ).to.deep.equal(["C", "D", "E"]);
  });

  it("accepts incomplete code", () => {
    expect(() => read("const { a, = ")).not.to.throw();
  });
});
