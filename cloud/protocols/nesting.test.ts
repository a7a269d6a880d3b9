import { expect } from "chai";
import { isTooDeep, requireShallow } from "./nesting";

/** The deepest nesting that is accepted. */
const MOST = 1_000;

describe("how deep a text nests", () => {
  const createLists = (depth: number, inside = ""): string => "[".repeat(depth) + inside + "]".repeat(depth);
  const createObjects = (depth: number): string => '{"a":'.repeat(depth) + "1" + "}".repeat(depth);

  it("is a thousand at most, of lists and structures together", () => {
    for (const nested of [createLists, createObjects]) {
      expect(isTooDeep(nested(MOST)), "the deepest").to.equal(false);
      expect(isTooDeep(nested(MOST + 1)), "deeper").to.equal(true);
    }
    const createBoth = (depth: number): string => createLists(depth, createObjects(MOST / 2));
    expect([isTooDeep(createBoth(MOST / 2)), isTooDeep(createBoth(MOST / 2 + 1))]).to.deep.equal([false, true]);
  });

  it("does not count what is closed again, nor what stands in texts", () => {
    expect(isTooDeep(`[${"[],{},".repeat(MOST)}]`)).to.equal(false);
    for (const text of ["[".repeat(2 * MOST), `\\"${"{".repeat(2 * MOST)}`, "\\\\", '\\\\\\"[[' + "[".repeat(2 * MOST)])
      expect(isTooDeep(createLists(MOST, `"${text}"`)), text.slice(0, 9)).to.equal(false);
    // The string ends before these brackets.
    expect(isTooDeep(createLists(MOST, '"\\\\",[]'))).to.equal(true);
    expect(isTooDeep(createLists(MOST, `"${"[".repeat(9)}`)), "a text without an end").to.equal(false);
  });

  it("is that of a value, too, where its bytes can hold so much", () => {
    const createNested = (depth: number): unknown => JSON.parse(createLists(depth));
    const createNamed = (depth: number): unknown => JSON.parse(createObjects(depth));
    for (const value of [createNested(MOST), createNamed(MOST - 1), { bytes: new Uint8Array(9_999), nothing: null }])
      expect(requireShallow(value, 2_001)).to.equal(value);
    for (const value of [createNested(MOST + 2), createNamed(MOST + 2)]) {
      expect(() => requireShallow(value, 1_001)).to.throw("too deep");
      expect(requireShallow(value, 1_000), "nobody nests so deep in so few bytes").to.equal(value);
    }
  });
});
