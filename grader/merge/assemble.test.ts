import { expect } from "chai";
import { readNotebook } from "../submission/read-notebook";
import { notebookOf, TINY_LAB } from "../testing/tiny-lab";
import { answersOf } from "./answers";
import { assembleCells, assembleScript } from "./assemble";
import { skeletonOf } from "./read-skeleton";

const skeleton = skeletonOf(TINY_LAB);
const START = "// ### START CODE HERE ### (~ 1 line of code)";
const END = "// ### END CODE HERE ###";
const first = (body: string) => ({ id: "first", source: `const SECOND = "second-stream";\n${START}\n${body}\n${END}` });
const BOTH = new Set(["99-tiny.first", "99-tiny.second"]);

function assembled(cells: { id?: string; source: string }[], take: ReadonlySet<string> = BOTH) {
  return assembleCells(
    skeleton,
    answersOf(skeleton, { cells: readNotebook(notebookOf(cells)), scripts: new Map() }),
    take,
  );
}
const ids = (cells: { id?: string; source: string }[]) => assembled(cells).map(({ id }) => id);
const codeOf = (id: string, cells: { id?: string; source: string }[], take?: ReadonlySet<string>) =>
  assembled(cells, take).find((cell) => cell.id === id)?.code;

describe("the cells that run", () => {
  it("are the graded ones and those that they need, in the lab's order", () => {
    expect(ids([first("await createKinesisDataStream({ streamName: FIRST });")])).to.deep.equal([
      "setup",
      "first",
      "second",
    ]);
  });

  it("are those, too, that needed cells need", () => {
    const given = (id: string, line: string) => ({ id, lines: [line], slots: [], declares: [] });
    const cells = [given("one", "const ONE = 1;"), given("two", "const TWO = ONE + ONE;"), given("three", "ONE;")];
    const chained = { ...skeleton, cells: [...cells, ...skeleton.cells] };
    const run = assembleCells(
      chained,
      answersOf(chained, { cells: readNotebook(notebookOf([first("TWO;")])), scripts: new Map() }),
      BOTH,
    );
    expect(run.map(({ id }) => id)).to.deep.equal(["one", "two", "first", "second"]);
  });

  it("hold the learner's answer in the solution's own lines", () => {
    expect(codeOf("first", [first("await mine();")])).to.equal(
      `const SECOND = "second-stream";\n${START}\nawait mine();\n${END}`,
    );
  });

  it("hold the solution where an exercise is not taken", () => {
    const code = codeOf("first", [first("await mine();")], new Set());
    expect(code).to.contain("createKinesisDataStream({ streamName: FIRST, shardCount: 2 });").and.not.contain("mine");
    expect(code).not.to.contain("@REPLACE");
  });

  it("hold what was handed out, never the solution, where a taken exercise was left as given", () => {
    expect(codeOf("first", [{ id: "other", source: "1" }])).to.contain(
      "await None({ streamName: None, shardCount: None });",
    );
  });

  describe("bring a learner's helpers along", () => {
    it("when an answer mentions them, and what they mention themselves", () => {
      const cells = [
        { source: 'import { join } from "node:path";\nconst SHARDS = 2;\nconst unused = 1;' },
        {
          source:
            "async function make(name: string) { await createKinesisDataStream({ streamName: join(name), shardCount: SHARDS }); }",
        },
        first("await make(FIRST);"),
      ];
      expect(ids(cells)).to.deep.equal(["setup", "learner-helpers", "first", "second"]);
      expect(codeOf("learner-helpers", cells)).to.equal(
        'import { join } from "node:path";\nconst SHARDS = 2;\n' +
          "async function make(name: string) { await createKinesisDataStream({ streamName: join(name), shardCount: SHARDS }); }",
      );
    });

    it("the later one of two that have the same name", () => {
      const cells = [{ source: "const SHARDS = 1;" }, { source: "const SHARDS = 2;" }, first("await mine(SHARDS);")];
      expect(codeOf("learner-helpers", cells)).to.equal("const SHARDS = 2;");
    });

    it("but not those whose names the lab declares, nor statements that declare nothing", () => {
      const cells = [{ source: 'const FIRST = "mine";\nconsole.log("hi");' }, first("await mine(FIRST);")];
      expect(ids(cells)).to.deep.equal(["setup", "first", "second"]);
    });

    it("but not for a member of the same name", () => {
      const cells = [{ source: "const length = 3;" }, first("await mine(FIRST.length);")];
      expect(ids(cells)).not.to.include("learner-helpers");
    });

    it("one line of them into a script, at its beginning where it imports nothing", () => {
      const text = {
        id: "plain.ts",
        lines: ["let a;", START, "a = None;", END],
        slots: [{ exercise: "x.a", stub: ["a = None;"], solution: ["a = 1;"] }],
        declares: ["a"],
      };
      const handedIn = (script?: string) =>
        answersOf(
          { ...skeleton, scripts: [text] },
          { scripts: new Map(script === undefined ? [] : [[text.id, script]]) },
        );
      const script = `const ONE = 1;\nlet a;\n${START}\na = ONE;\n${END}`;
      const whole = assembleScript(text, handedIn(script), new Set(["x.a"]));
      expect(whole.trim()).to.equal(script);
      expect(assembleScript(text, handedIn(), new Set(["x.a"]))).to.equal(text.lines.join("\n"));
      expect(assembleScript(text, handedIn(), new Set())).to.equal(`let a;\n${START}\na = 1;\n${END}`);
    });

    it("into a script after its imports", () => {
      const script = `import { randomUUID } from "node:crypto";\nconst word = () => randomUUID();\n${START}\ntext = word();\n${END}\n${START}\nkey = None;\n${END}\n`;
      const [text] = skeleton.scripts;
      if (!text) throw new Error("The tiny lab has a script.");
      const whole = assembleScript(
        text,
        answersOf(skeleton, { scripts: new Map([[text.id, script]]) }),
        new Set(["99-tiny.text"]),
      );
      expect(whole.split("\n").slice(0, 3)).to.deep.equal([
        'import { KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";',
        'import { randomUUID } from "node:crypto";',
        "const word = () => randomUUID();",
      ]);
      expect(whole).to.contain("text = word();").and.to.contain('key = "k";');
    });
  });
});
