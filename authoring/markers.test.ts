import { expect } from "chai";
import { parseRegionLine, findRegions } from "./markers";

const START = "// ### START CODE HERE ### (~ 2 lines of code)";
const END = "// ### END CODE HERE ###";
const find = (...lines: string[]) => findRegions(lines, { file: "a.ts", firstLine: 10 });

describe("markers", () => {
  it("finds regions, indented regions, and the exercise of each region in a script", () => {
    const found = find("a", START, "b", END, "  // exercise=01-x.two", `  ${START}`, `  ${END}`);
    expect(found).to.deep.equal({
      regions: [
        { start: 1, end: 3 },
        { start: 5, end: 6, names: { at: 4, exercise: "01-x.two" } },
      ],
      problems: [],
    });
  });

  for (const spelling of ["// ### START CODE HERE ###", "// ### START CODE HERE ### (~ 1 line of code)"]) {
    it(`recognizes ${spelling}`, () => {
      expect(find(spelling, END).regions).to.have.length(1);
    });
  }

  const refusals: [name: string, lines: string[], line: number, says: RegExp][] = [
    ["an unclosed region", ["a", START, "b"], 11, /never closed/],
    ["a region in a region", [START, START, END], 11, /inside the region that began in line 10/],
    ["an end without a start", ["a", END], 11, /without a START/],
    ["a misspelled start", ["//### START CODE HERE ###", END], 10, /Write the marker as/],
    ["a start after code", [`let a = 1; ${START}`], 10, /alone on its line/],
    ["a start that counts no lines", ["// ### START CODE HERE ### (~ some lines)"], 10, /Write the marker as/],
    ["@KEEP outside a region", ["let a = 1; // @KEEP"], 10, /@KEEP outside/],
    ["@REPLACE outside a region", [START, END, "let a = 1; // @REPLACE let a = None;"], 12, /@REPLACE outside/],
    ["a misspelled @KEEP", [START, "let a = 1; //@KEEP", END], 11, /Write the marker as `\/\/ @REPLACE/],
    ["a lower-case @replace", [START, "let a = 1; // @replace let a = None;", END], 11, /Write the marker as/],
    ["@KEEP in the middle of a comment", [START, "let a = 1; // @KEEP this", END], 11, /at the end of a line/],
    ["@REPLACE by nothing", [START, "let a = 1; // @REPLACE", END], 11, /has no line/],
    ["two markers in a line", [START, "let a = 1; // @REPLACE let a = None; // @KEEP", END], 11, /one marker/],
    ["an exercise that no region follows", ["// exercise=01-x.a", "", START, END], 10, /directly above/],
  ];
  for (const [name, lines, line, says] of refusals) {
    it(`refuses ${name}`, () => {
      const { problems } = find(...lines);
      expect(problems.map((problem) => problem.line)).to.include(line);
      expect(problems[0]?.says).to.match(says);
      expect(problems[0]?.file).to.equal("a.ts");
    });
  }

  it("keeps intact regions of a learner's file that also contains a broken one", () => {
    const { regions: found, problems } = find(END, START, "a", END, START);
    expect(found).to.deep.equal([{ start: 1, end: 3 }]);
    expect(problems).to.have.length(2);
  });

  it("parses the lines that begin and end a region", () => {
    expect(parseRegionLine("  region: R, // @REPLACE region: None,")).to.deep.equal({
      kind: "replace",
      solution: "  region: R,",
      learner: "  region: None,",
    });
    expect(parseRegionLine("  // A hint. // @KEEP")).to.deep.equal({ kind: "keep", text: "  // A hint." });
    expect(parseRegionLine("  // @KEEP")).to.deep.equal({ kind: "keep", text: "" });
    expect(parseRegionLine("  // Why it is so.")).to.deep.equal({ kind: "remove", text: "  // Why it is so." });
    expect(parseRegionLine('see("http://a"); // @KEEP')).to.deep.equal({ kind: "keep", text: 'see("http://a");' });
  });
});
