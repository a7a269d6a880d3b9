import { expect } from "chai";
import { findRegions } from "./markers";
import { createLearnerView, getRegionBody, getSolutionCode, createSolutionView, replaceRegionBodies } from "./views";

const SOURCE = [
  "for (const record of records) {",
  "  // exercise=01-x.count",
  "  // ### START CODE HERE ### (~ 3 lines of code)",
  "  // Count the record. // @KEEP",
  "  // A running total is enough here.",
  "  let total = 0; // @REPLACE let total = None;",
  "",
  "  // @KEEP",
  "  if (record.counts) {",
  "    total += 1;",
  "  }",
  "  // ### END CODE HERE ###",
  "}",
];
const FOUND = findRegions(SOURCE, { file: "a.ts", firstLine: 1 }).regions;

describe("views", () => {
  it("shows the learner fixed and replaced lines, and no markers except START and END", () => {
    expect(createLearnerView(SOURCE, FOUND)).to.deep.equal([
      "for (const record of records) {",
      "  // ### START CODE HERE ### (~ 3 lines of code)",
      "  // Count the record.",
      "  let total = None;",
      "",
      "  // ### END CODE HERE ###",
      "}",
    ]);
  });

  it("shows every line of code in the solution, and no markers except START and END", () => {
    expect(createSolutionView(SOURCE, FOUND)).to.deep.equal([
      "for (const record of records) {",
      "  // ### START CODE HERE ### (~ 3 lines of code)",
      "  // Count the record.",
      "  // A running total is enough here.",
      "  let total = 0;",
      "",
      "",
      "  if (record.counts) {",
      "    total += 1;",
      "  }",
      "  // ### END CODE HERE ###",
      "}",
    ]);
  });

  it("shows a solution on its own, without its common indentation", () => {
    const [region] = FOUND;
    if (region === undefined) throw new Error("no region found");
    expect(getSolutionCode(SOURCE, region).split("\n")).to.deep.equal([
      "// Count the record.",
      "// A running total is enough here.",
      "let total = 0;",
      "",
      "",
      "if (record.counts) {",
      "  total += 1;",
      "}",
    ]);
  });

  it("merges a learner's answers into the solution's skeleton", () => {
    const skeleton = [
      "a",
      "// ### START CODE HERE ###",
      "own",
      "// ### END CODE HERE ###",
      "b",
      "// ### START CODE HERE ###",
      "// ### END CODE HERE ###",
    ];
    const found = findRegions(skeleton, { file: "a.ts", firstLine: 1 }).regions;
    expect(replaceRegionBodies(skeleton, [["x", "y"], undefined])).to.deep.equal([
      "a",
      "// ### START CODE HERE ###",
      "x",
      "y",
      "// ### END CODE HERE ###",
      "b",
      "// ### START CODE HERE ###",
      "// ### END CODE HERE ###",
    ]);
    expect(found.map((region) => getRegionBody(skeleton, region))).to.deep.equal([["own"], []]);
    expect(() => replaceRegionBodies(skeleton, [])).to.throw(RangeError, "0 bodies for 2 regions");
  });
});
