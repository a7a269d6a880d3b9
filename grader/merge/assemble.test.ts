import { expect } from "chai";
import { readNotebook } from "../submission/read-notebook";
import { createNotebook, TINY_LAB } from "../testing/tiny-lab";
import { collectAnswers } from "./collect-answers";
import { assembleCells, assembleScript } from "./assemble";
import { readSkeleton } from "./read-skeleton";

const skeleton = readSkeleton(TINY_LAB);
const START = "// ### START CODE HERE ### (~ 1 line of code)";
const END = "// ### END CODE HERE ###";
const createFirst = (body: string) => ({
  id: "first",
  source: `const SECOND = "second-stream";\n${START}\n${body}\n${END}`,
});
const BOTH = new Set(["99-tiny.first", "99-tiny.second"]);

function assembleFrom(cells: { id?: string; source: string }[], take: ReadonlySet<string> = BOTH) {
  return assembleCells(
    skeleton,
    collectAnswers(skeleton, { cells: readNotebook(createNotebook(cells)), scripts: new Map() }),
    take,
  );
}
const listIds = (cells: { id?: string; source: string }[]) => assembleFrom(cells).map(({ id }) => id);
const getCode = (id: string, cells: { id?: string; source: string }[], take?: ReadonlySet<string>) =>
  assembleFrom(cells, take).find((cell) => cell.id === id)?.code;

describe("assembling the cells that run", () => {
  it("includes the graded cells and their dependencies, in the lab's order", () => {
    expect(listIds([createFirst("await createKinesisDataStream({ streamName: FIRST });")])).to.deep.equal([
      "setup",
      "first",
      "second",
    ]);
  });

  it("includes indirect dependencies", () => {
    const createStarter = (id: string, line: string) => ({ id, lines: [line], slots: [], declares: [] });
    const cells = [
      createStarter("one", "const ONE = 1;"),
      createStarter("two", "const TWO = ONE + ONE;"),
      createStarter("three", "ONE;"),
    ];
    const chained = { ...skeleton, cells: [...cells, ...skeleton.cells] };
    const run = assembleCells(
      chained,
      collectAnswers(chained, { cells: readNotebook(createNotebook([createFirst("TWO;")])), scripts: new Map() }),
      BOTH,
    );
    expect(run.map(({ id }) => id)).to.deep.equal(["one", "two", "first", "second"]);
  });

  it("puts the learner's answer between the solution's own lines", () => {
    expect(getCode("first", [createFirst("await mine();")])).to.equal(
      `const SECOND = "second-stream";\n${START}\nawait mine();\n${END}`,
    );
  });

  it("includes the solution for exercises that aren't selected", () => {
    const code = getCode("first", [createFirst("await mine();")], new Set());
    expect(code).to.contain("createKinesisDataStream({ streamName: FIRST, shardCount: 2 });").and.not.contain("mine");
    expect(code).not.to.contain("@REPLACE");
  });

  it("includes the original code, never the solution, for a selected exercise that is unchanged", () => {
    expect(getCode("first", [{ id: "other", source: "1" }])).to.contain(
      "await None({ streamName: None, shardCount: None });",
    );
  });

  describe("including a learner's helpers", () => {
    it("includes helpers that an answer mentions, and those they mention themselves", () => {
      const cells = [
        { source: 'import { join } from "node:path";\nconst SHARDS = 2;\nconst unused = 1;' },
        {
          source:
            "async function make(name: string) { await createKinesisDataStream({ streamName: join(name), shardCount: SHARDS }); }",
        },
        createFirst("await make(FIRST);"),
      ];
      expect(listIds(cells)).to.deep.equal(["setup", "learner-helpers", "first", "second"]);
      expect(getCode("learner-helpers", cells)).to.equal(
        'import { join } from "node:path";\nconst SHARDS = 2;\n' +
          "async function make(name: string) { await createKinesisDataStream({ streamName: join(name), shardCount: SHARDS }); }",
      );
    });

    it("includes the later one of two with the same name", () => {
      const cells = [
        { source: "const SHARDS = 1;" },
        { source: "const SHARDS = 2;" },
        createFirst("await mine(SHARDS);"),
      ];
      expect(getCode("learner-helpers", cells)).to.equal("const SHARDS = 2;");
    });

    it("excludes names the lab declares, and statements that declare nothing", () => {
      const cells = [{ source: 'const FIRST = "mine";\nconsole.log("hi");' }, createFirst("await mine(FIRST);")];
      expect(listIds(cells)).to.deep.equal(["setup", "first", "second"]);
    });

    it("inserts helpers before the first answer that uses one, since they may use what earlier cells declare", () => {
      const cells = [
        createFirst("await one();"),
        { source: "const useSecond = () => SECOND;" },
        { id: "second", source: `${START}\nawait two(useSecond());\n${END}` },
      ];
      expect(listIds(cells)).to.deep.equal(["first", "learner-helpers", "second"]);
    });

    it("excludes helpers that match only the name of a member", () => {
      const cells = [{ source: "const length = 3;" }, createFirst("await mine(FIRST.length);")];
      expect(listIds(cells)).not.to.include("learner-helpers");
    });

    it("inserts a helper at the beginning of a script without imports", () => {
      const text = {
        id: "plain.ts",
        lines: ["let a;", START, "a = None;", END],
        slots: [{ exercise: "x.a", stub: ["a = None;"], solution: ["a = 1;"] }],
        declares: ["a"],
      };
      const createHandIn = (script?: string) =>
        collectAnswers(
          { ...skeleton, scripts: [text] },
          { scripts: new Map(script === undefined ? [] : [[text.id, script]]) },
        );
      const script = `const ONE = 1;\nlet a;\n${START}\na = ONE;\n${END}`;
      const whole = assembleScript(text, createHandIn(script), new Set(["x.a"]));
      expect(whole.trim()).to.equal(script);
      expect(assembleScript(text, createHandIn(), new Set(["x.a"]))).to.equal(text.lines.join("\n"));
      expect(assembleScript(text, createHandIn(), new Set())).to.equal(`let a;\n${START}\na = 1;\n${END}`);
    });

    it("inserts helpers into a script after its imports", () => {
      const script = `import { randomUUID } from "node:crypto";\nconst word = () => randomUUID();\n${START}\ntext = word();\n${END}\n${START}\nkey = None;\n${END}\n`;
      const [text] = skeleton.scripts;
      if (!text) throw new Error("The tiny lab has a script.");
      const whole = assembleScript(
        text,
        collectAnswers(skeleton, { scripts: new Map([[text.id, script]]) }),
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
