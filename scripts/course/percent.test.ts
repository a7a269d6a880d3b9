import { expect } from "chai";
import { parsePercent } from "./percent";

const parse = (...lines: string[]) => parsePercent(lines.join("\n"), "course/01-x/lab.ts");

describe("percent format", () => {
  it("reads markdown and code cells with their ids, exercises and tags", () => {
    const { cells, problems } = parse(
      "// for authors only",
      "",
      "// %% [markdown] id=welcome",
      "// # Streams",
      "//",
      "// They flow.",
      "",
      "// %% id=create exercise=01-x.create tags=slow,aws",
      "",
      "const a = 1;",
      "",
      "const b = 2; // two",
      "",
      "// %% id=last",
    );
    expect(problems).to.deep.equal([]);
    expect(cells).to.deep.equal([
      { kind: "markdown", id: "welcome", tags: [], line: 3, firstLine: 4, lines: ["# Streams", "", "They flow."] },
      { kind: "code", id: "create", exercise: "01-x.create", tags: ["slow", "aws"], line: 8, firstLine: 10,
        lines: ["const a = 1;", "", "const b = 2; // two"] },
      { kind: "code", id: "last", tags: [], line: 14, firstLine: 15, lines: [] },
    ]);
  });

  it("reads Windows line ends and a byte order mark as any other file", () => {
    const { cells, problems } = parsePercent("\uFEFF// %% id=a\r\nlet a;\r\n", "x.ts");
    expect(problems).to.deep.equal([]);
    expect(cells[0]?.lines).to.deep.equal(["let a;"]);
  });

  const refusals: [name: string, lines: string[], line: number, says: RegExp][] = [
    ["a cell without an id", ["// %% [markdown]", "// text"], 1, /has no id/],
    ["an id that is not kebab-case", ["// %% id=Create_It"], 1, /not kebab-case/],
    ["an id longer than nbformat allows", [`// %% id=${"a".repeat(65)}`], 1, /at most 64/],
    ["an id used twice", ["// %% id=a", "// %% id=b", "// %% id=a"], 3, /already that of the cell in line 1/],
    ["an unknown attribute", ["// %% id=a exercize=01-x.a"], 1, /no `exercize=`/],
    ["an attribute given twice", ["// %% id=a id=b"], 1, /given twice/],
    ["a cell of another kind", ["// %% [raw] id=a"], 1, /no \[raw\] cells/],
    ["a graded markdown cell", ["// %% [markdown] id=a exercise=01-x.a"], 1, /exercise is a code cell/],
    ["a header that is not spelt as one", ["// %% id=a", "//%% id=b"], 2, /no cell header/],
    ["a title, which would vanish", ["// %% Title id=a"], 1, /no cell header/],
    ["code before the first cell", ["// note", "let x = 1;", "// %% id=a"], 2, /before the first cell/],
    ["a file without any cell", ["let x = 1;"], 1, /before the first cell/],
    ["code in a markdown cell", ["// %% [markdown] id=a", "// text", "let x = 1;"], 3, /begins with `\/\/ `/],
  ];
  for (const [name, lines, line, says] of refusals) {
    it(`refuses ${name}`, () => {
      const { problems } = parse(...lines);
      expect(problems.map(({ file, line: at }) => `${file}:${at}`)).to.deep.equal([`course/01-x/lab.ts:${line}`]);
      expect(problems[0]?.says).to.match(says);
    });
  }

  it("reports everything at once", () => {
    expect(parse("x", "// %%", "// %% id=A").problems).to.have.length(3);
  });
});
