import { expect } from "chai";
import { getItemAt, getValueIn } from "./item-at";

describe("the lookup of items that must exist", () => {
  it("returns the item, even if it is undefined", () => {
    expect(getItemAt(["a", "b"], 1)).to.equal("b");
    expect(getItemAt([undefined], 0)).to.equal(undefined);
    expect(getItemAt(new Float64Array([0.5]), 0)).to.equal(0.5);
    expect(getValueIn(new Map([["a", undefined]]), "a")).to.equal(undefined);
  });
  it("throws if the item doesn't exist", () => {
    for (const index of [-1, 2, 0.5, NaN]) expect(() => getItemAt(["a", "b"], index), `${index}`).to.throw(RangeError);
    expect(() => getValueIn(new Map([["a", 1]]), "b")).to.throw(RangeError, "There is no value of b.");
  });
});
