import { expect } from "chai";
import { plan, getPlan } from "./plan";

describe("the plan of a lab", () => {
  it("is the one its checks declare; without one there is no grading", () => {
    const noCloud = { cloud: "none" } as const;
    plan("98-of-this-test", noCloud);
    expect(getPlan("98-of-this-test")).to.equal(noCloud);
    expect(() => getPlan("97-of-this-test")).to.throw("The checks of 97-of-this-test declare no plan.");
  });
});
