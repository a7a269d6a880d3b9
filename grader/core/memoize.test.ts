import { expect } from "chai";
import { memoize } from "./memoize";

describe("memoizing the result for a text", () => {
  const createCounted = () => {
    const created: string[] = [];
    return {
      created,
      lengthOf: memoize((text) => {
        created.push(text);
        return { length: text.length };
      }),
    };
  };

  it("computes it once", () => {
    const { created, lengthOf } = createCounted();
    expect(lengthOf("code")).to.equal(lengthOf("code"));
    expect(lengthOf("other").length).to.equal(5);
    expect(created).to.deep.equal(["code", "other"]);
  });

  it("forgets it after many others, and if the text is long", () => {
    const { created, lengthOf } = createCounted();
    lengthOf("early");
    for (let n = 0; n < 1_999; n += 1) lengthOf(`text ${n}`);
    lengthOf("early");
    expect(created.filter((text) => text === "early")).to.have.length(1);
    for (let n = 0; n < 2_000; n += 1) lengthOf(`later text ${n}`);
    lengthOf("early");
    expect(created.filter((text) => text === "early")).to.have.length(2);
    const long = "x".repeat(10_001);
    lengthOf(long);
    lengthOf(long);
    expect(created.filter((text) => text === long)).to.have.length(2);
  });
});
