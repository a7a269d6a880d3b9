import { expect } from "chai";
import { findAnswers } from "./find-answers";

const START = "// ### START CODE HERE ### (~ 1 line of code)";
const END = "// ### END CODE HERE ###";
/** A text with these given lines, where a dot stands for a region. */
const createText = (...texts: string[]) => ({
  id: "cell",
  lines: texts.flatMap((line) => (line === "." ? [START, "stub();", END] : [line])),
  slots: texts.filter((line) => line === ".").map(() => ({ exercise: "x", stub: ["stub();"], solution: [] })),
  declares: [],
});
const FOUND = "the answers were found by the lines around them.";

describe("finding answers between damaged markers", () => {
  const middle = createText("", "const a = 1;", "", ".", "", "use(a);", "done();");
  for (const [title, text, learner, bodies, outside, says = FOUND] of [
    [
      "START is gone",
      middle,
      ["const a = 1;", "one();", "", "two();", END, "  use(a);", "done();"],
      [["one();", "", "two();"]],
      ["const a = 1;", "  use(a);", "done();"],
    ],
    [
      "both are gone",
      middle,
      ["", "  const a = 1;", "one();", "use(a);"],
      [["one();"]],
      ["", "  const a = 1;", "use(a);"],
    ],
    ["the region is empty", middle, ["const a = 1;", "use(a);"], [[]], ["const a = 1;", "use(a);"]],
    [
      "the line after stands before, too",
      middle,
      ["use(a);", "const a = 1;", "one();", "use(a);"],
      [["one();"]],
      ["use(a);", "const a = 1;", "use(a);"],
    ],
    [
      "the line before stands twice",
      middle,
      ["const a = 1;", "one();", "const a = 1;", END, "use(a);"],
      [undefined],
      ["const a = 1;", "one();", "const a = 1;", "use(a);"],
      "1 of 1 answers could not be found.",
    ],
    [
      "the line after is gone",
      middle,
      ["const a = 1;", START, "one();"],
      [undefined],
      ["const a = 1;", "one();"],
      "1 of 1 answers could not be found.",
    ],
    [
      "the text begins with its region",
      createText(".", "use(a);"),
      ["one();", END, "use(a);"],
      [["one();"]],
      ["use(a);"],
    ],
    [
      "the text ends with its region",
      createText("const a = 1;", "."),
      ["const a = 1;", START, "one();"],
      [["one();"]],
      ["const a = 1;"],
    ],
    ["the text is its region", createText("."), ["one();", "two();"], [["one();", "two();"]], []],
    [
      "the second of two is lost",
      createText("let a;", ".", "let b;", ".", "use(a, b);"),
      ["let a;", START, "a = 1;", END, "let b;", "b = 2;"],
      [["a = 1;"], undefined],
      ["let a;", "let b;", "b = 2;"],
      "1 of 2 answers could not be found.",
    ],
    [
      "both of two have lost theirs",
      createText("let a;", ".", "let b;", ".", "use(a, b);"),
      ["let a;", "a = 1;", "let b;", "b = 2;", "use(a, b);"],
      [["a = 1;"], ["b = 2;"]],
      ["let a;", "let b;", "use(a, b);"],
    ],
  ] as const) {
    it(`finds what it can if ${title}`, () => {
      expect(findAnswers(learner, text)).to.deep.equal({
        bodies,
        outside,
        notes: [`cell: the START CODE HERE and END CODE HERE lines are not as given; ${says}`],
      });
    });
  }

  it("returns none if all regions are there and the text is unchanged", () => {
    const { lines } = middle;
    expect(findAnswers(lines, middle)).to.deep.equal({
      bodies: [["stub();"]],
      outside: ["", "const a = 1;", "", "", "use(a);", "done();"],
      notes: [],
    });
  });
});
