import { expect } from "chai";
import { nestsTooDeep, shallow } from "./nesting";

/** The deepest nesting that is accepted. */
const MOST = 1_000;

describe("how deep a text nests", () => {
  const lists = (depth: number, inside = ""): string => "[".repeat(depth) + inside + "]".repeat(depth);
  const objects = (depth: number): string => '{"a":'.repeat(depth) + "1" + "}".repeat(depth);

  it("is a thousand at most, of lists and structures together", () => {
    for (const nested of [lists, objects]) {
      expect(nestsTooDeep(nested(MOST)), "the deepest").to.equal(false);
      expect(nestsTooDeep(nested(MOST + 1)), "deeper").to.equal(true);
    }
    const both = (depth: number): string => lists(depth, objects(MOST / 2));
    expect([nestsTooDeep(both(MOST / 2)), nestsTooDeep(both(MOST / 2 + 1))]).to.deep.equal([false, true]);
  });

  it("does not count what is closed again, nor what stands in texts", () => {
    expect(nestsTooDeep(`[${"[],{},".repeat(MOST)}]`)).to.equal(false);
    for (const text of ["[".repeat(2 * MOST), `\\"${"{".repeat(2 * MOST)}`, "\\\\", '\\\\\\"[[' + "[".repeat(2 * MOST)])
      expect(nestsTooDeep(lists(MOST, `"${text}"`)), text.slice(0, 9)).to.equal(false);
    // The string ends before these brackets.
    expect(nestsTooDeep(lists(MOST, '"\\\\",[]'))).to.equal(true);
    expect(nestsTooDeep(lists(MOST, `"${"[".repeat(9)}`)), "a text without an end").to.equal(false);
  });

  it("is that of a value, too, where its bytes can hold so much", () => {
    const nested = (depth: number): unknown => JSON.parse(lists(depth));
    const named = (depth: number): unknown => JSON.parse(objects(depth));
    for (const value of [nested(MOST), named(MOST - 1), { bytes: new Uint8Array(9_999), nothing: null }])
      expect(shallow(value, 2_001)).to.equal(value);
    for (const value of [nested(MOST + 2), named(MOST + 2)]) {
      expect(() => shallow(value, 1_001)).to.throw("too deep");
      expect(shallow(value, 1_000), "nobody nests so deep in so few bytes").to.equal(value);
    }
  });
});
