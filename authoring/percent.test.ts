import { expect } from "chai";
import { parsePercent } from "./percent";

const FILE = "course/01-x/lab/01-x.ts";

const parse = (...lines: string[]) => parsePercent(lines.join("\n"), FILE);

describe("percent format", () => {
  it("reads markdown and code cells with their ids, exercises and tags", () => {
    const { head, cells, problems } = parse(
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
    expect(head).to.deep.equal(["// for authors only", ""]);
    expect(cells).to.deep.equal([
      {
        kind: "markdown",
        id: "welcome",
        tags: [],
        file: FILE,
        line: 3,
        firstLine: 4,
        lines: ["# Streams", "", "They flow."],
      },
      {
        kind: "code",
        id: "create",
        exercise: "01-x.create",
        tags: ["slow", "aws"],
        file: FILE,
        line: 8,
        firstLine: 10,
        lines: ["const a = 1;", "", "const b = 2; // two"],
      },
      { kind: "code", id: "last", tags: [], file: FILE, line: 14, firstLine: 15, lines: [] },
    ]);
  });

  it("ignores Windows line endings and a byte order mark", () => {
    const { cells, problems } = parsePercent("\uFEFF// %% id=a\r\nlet a;\r\n", "x.ts");
    expect(problems).to.deep.equal([]);
    expect(cells[0]?.lines).to.deep.equal(["let a;"]);
  });

  const refusals: [name: string, lines: string[], line: number, says: RegExp][] = [
    ["a cell without an id", ["// %% [markdown]", "// text"], 1, /has no id/],
    ["an id that is not kebab-case", ["// %% id=Create_It"], 1, /must be kebab-case/],
    ["an id longer than nbformat allows", [`// %% id=${"a".repeat(65)}`], 1, /at most 64/],
    ["an unknown attribute", ["// %% id=a exercize=01-x.a"], 1, /no `exercize=`/],
    ["an attribute given twice", ["// %% id=a id=b"], 1, /given twice/],
    ["a cell of another kind", ["// %% [raw] id=a"], 1, /code or \[markdown\], not \[raw\]/],
    ["a graded markdown cell", ["// %% [markdown] id=a exercise=01-x.a"], 1, /exercise must be a code cell/],
    ["a header that is not spelled as one", ["// %% id=a", "//%% id=b"], 2, /not a cell header/],
    ["a title, which would vanish", ["// %% Title id=a"], 1, /not a cell header/],
    ["code in a markdown cell", ["// %% [markdown] id=a", "// text", "let x = 1;"], 3, /begins with `\/\/ `/],
  ];
  for (const [name, lines, line, says] of refusals) {
    it(`refuses ${name}`, () => {
      const { problems } = parse(...lines);
      expect(problems.map(({ file, line: at }) => `${file}:${at}`)).to.deep.equal([`${FILE}:${line}`]);
      expect(problems[0]?.says).to.match(says);
    });
  }

  it("reports all errors at once", () => {
    expect(parse("// %%", "// %% id=A", "// %% [raw] id=a").problems).to.have.length(3);
  });
});
