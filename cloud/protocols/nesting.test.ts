import { expect } from "chai";
import { isTooDeep, requireShallow } from "./bodies";

/** The deepest nesting that is accepted. */
const MAX = 1_000;

describe("the maximum nesting of a string", () => {
  const createLists = (depth: number, inside = ""): string => "[".repeat(depth) + inside + "]".repeat(depth);
  const createObjects = (depth: number): string => '{"a":'.repeat(depth) + "1" + "}".repeat(depth);

  it("is a thousand, counting lists and structures together", () => {
    for (const nested of [createLists, createObjects]) {
      expect(isTooDeep(nested(MAX)), "the deepest").to.equal(false);
      expect(isTooDeep(nested(MAX + 1)), "deeper").to.equal(true);
    }
    const createBoth = (depth: number): string => createLists(depth, createObjects(MAX / 2));
    expect([isTooDeep(createBoth(MAX / 2)), isTooDeep(createBoth(MAX / 2 + 1))]).to.deep.equal([false, true]);
  });

  it("doesn't count closed brackets or brackets inside texts", () => {
    expect(isTooDeep(`[${"[],{},".repeat(MAX)}]`)).to.equal(false);
    for (const text of ["[".repeat(2 * MAX), `\\"${"{".repeat(2 * MAX)}`, "\\\\", '\\\\\\"[[' + "[".repeat(2 * MAX)])
      expect(isTooDeep(createLists(MAX, `"${text}"`)), text.slice(0, 9)).to.equal(false);
    // The string ends before these brackets.
    expect(isTooDeep(createLists(MAX, '"\\\\",[]'))).to.equal(true);
    expect(isTooDeep(createLists(MAX, `"${"[".repeat(9)}`)), "a string without an end").to.equal(false);
  });

  it("also applies to binary values, if they are long enough to exceed it", () => {
    const createNested = (depth: number): unknown => JSON.parse(createLists(depth));
    const createNamed = (depth: number): unknown => JSON.parse(createObjects(depth));
    for (const value of [createNested(MAX), createNamed(MAX - 1), { bytes: new Uint8Array(9_999), nothing: null }])
      expect(requireShallow(value, 2_001)).to.equal(value);
    for (const value of [createNested(MAX + 2), createNamed(MAX + 2)]) {
      expect(() => requireShallow(value, 1_001)).to.throw("too deep");
      expect(requireShallow(value, 1_000), "nobody nests so deep in so few bytes").to.equal(value);
    }
  });
});
