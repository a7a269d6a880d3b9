import { expect } from "chai";
import { removeStop } from "./rest-of-answer";

const removeFrom = (code: string, stop?: number) =>
  removeStop({ what: "cell", lines: code.split("\n").map((text, at) => ({ number: at + 1, text })) }, stop);

const TWO_CALLS = [
  "// One.",
  "await create({",
  "  name: ONE,",
  "});",
  "",
  "  // Another.",
  "await create({ name: TWO });",
];

describe("the rest of an answer that an error stops", () => {
  it("is the answer without the call that has the error", () => {
    for (const line of [2, 3, 4])
      expect(removeFrom(TWO_CALLS.join("\n"), line)).to.deep.equal(["// One.", ...TWO_CALLS.slice(6)]);
    expect(removeFrom(TWO_CALLS.join("\n"), 7)).to.deep.equal(TWO_CALLS.slice(0, 6));
  });

  it("is the answer without the members that are still open", () => {
    const answer = ["const NAMES = {", '  one: "1",', "  two: None,", "};"];
    expect(removeFrom(answer.join("\n"))).to.deep.equal(answer.toSpliced(2, 1));
    expect(removeFrom("const NAMES = {\n  one: None,\n};")).to.equal(undefined);
  });

  it("is nothing if no other call is left, or the error is in no call", () => {
    expect(removeFrom('const name = "one";\nawait create({ name });', 2)).to.equal(undefined);
    expect(removeFrom("const all = await list();\nawait create(all[0].name);", 1)).to.equal(undefined);
  });
});
