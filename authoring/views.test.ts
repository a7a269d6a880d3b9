import { expect } from "chai";
import { regions } from "./markers";
import { learnerView, regionBody, solutionCode, solutionView, withRegionBodies } from "./views";

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
const FOUND = regions(SOURCE, { file: "a.ts", firstLine: 1 }).regions;

describe("views", () => {
  it("gives the learner the kept and the replaced lines, and no marker but START and END", () => {
    expect(learnerView(SOURCE, FOUND)).to.deep.equal([
      "for (const record of records) {",
      "  // ### START CODE HERE ### (~ 3 lines of code)",
      "  // Count the record.",
      "  let total = None;",
      "",
      "  // ### END CODE HERE ###",
      "}",
    ]);
  });

  it("gives the solution every line of code, and no marker but START and END", () => {
    expect(solutionView(SOURCE, FOUND)).to.deep.equal([
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

  it("shows a solution apart, without the indentation its lines share", () => {
    const [region] = FOUND;
    if (region === undefined) throw new Error("no region found");
    expect(solutionCode(SOURCE, region).split("\n")).to.deep.equal([
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

  it("puts a learner's answers into the solution's skeleton", () => {
    const skeleton = [
      "a",
      "// ### START CODE HERE ###",
      "own",
      "// ### END CODE HERE ###",
      "b",
      "// ### START CODE HERE ###",
      "// ### END CODE HERE ###",
    ];
    const found = regions(skeleton, { file: "a.ts", firstLine: 1 }).regions;
    expect(withRegionBodies(skeleton, found, [["x", "y"], undefined])).to.deep.equal([
      "a",
      "// ### START CODE HERE ###",
      "x",
      "y",
      "// ### END CODE HERE ###",
      "b",
      "// ### START CODE HERE ###",
      "// ### END CODE HERE ###",
    ]);
    expect(found.map((region) => regionBody(skeleton, region))).to.deep.equal([["own"], []]);
    expect(() => withRegionBodies(skeleton, found, [])).to.throw(RangeError, "0 bodies for 2 regions");
  });
});
