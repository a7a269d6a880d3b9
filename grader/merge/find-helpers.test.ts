import { expect } from "chai";
import { findHelpers } from "./find-helpers";

describe("finding a learner's helpers", () => {
  for (const [declaration, answer] of [
    ["function make() {}", "make();"],
    ["class Maker {}", "new Maker();"],
    ["interface Made { a: string }", "const a = {} as Made;"],
    ["type Name = string;", "const a: Name = b;"],
    ["enum Kind { A }", "use(Kind.A);"],
    ["const a = 1, b = 2;", "use(b);"],
    ["const { a, b: [, c] } = given;", "use(c);"],
    ['import make from "m";', "make();"],
    ['import * as all from "m";', "all.make();"],
    ['import make, { a as b } from "m";', "b();"],
    ["const a = 1;", "use({ a });"],
    ["const a = 1;", "use({ b: a });"],
    ["const a = {};", "a.b();"],
  ] as const) {
    it(`includes ${declaration} for ${answer}`, () => {
      expect(findHelpers(["const other = 1;", `prepare();\n${declaration}`], [answer], new Set())).to.deep.equal([
        declaration,
      ]);
    });
  }

  for (const [declaration, answer] of [
    ["const a = 1;", "use(b.a);"],
    ["const a = 1;", "use({ a: 1 });"],
    ["const a = 1;", "use({ a() {} });"],
    ["const { b: a } = given;", "b();"],
    ['import { a as b } from "m";', "a();"],
    ['import "a";', "a();"],
    ["export default function () {}", "make();"],
    ["a();", "a();"],
  ] as const) {
    it(`excludes ${declaration} for ${answer}`, () => {
      expect(findHelpers([declaration], [answer], new Set())).to.deep.equal([]);
    });
  }

  it("includes their dependencies, imports first, then in the learner's order, each once", () => {
    const beside = ["const one = () => two(join);", 'function two() { one(); }\nimport { join } from "m";'];
    const all = ['import { join } from "m";', "const one = () => two(join);", "function two() { one(); }"];
    expect(findHelpers(beside, ["one();", "two();"], new Set())).to.deep.equal(all);
    expect(findHelpers(beside, ["one();"], new Set(["two"]))).to.deep.equal([all[0], all[1]]);
    expect(findHelpers(beside, ["two();"], new Set(["two"]))).to.deep.equal([]);
  });
});
